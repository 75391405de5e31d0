import { describe, expect } from 'vitest'
import { z } from 'zod'
import { report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { aReport, districtId, foundDistrict, later } from '#testing/small-district.ts'
import { readProposals } from '../../contract/proposals.ts'
import { trainDistrict } from '../models/train.ts'

const Received = z.object({ caseId: z.string() })

/** What people send by mistake or in jest, and whether there is enough in it to be likely of something. */
const odd = {
  emoji: '😀😀👍🏽👨‍👩‍👧‍👦',
  signs: '！！？？……——＊＊',
  digits: '13900000000 0711-3876543',
  control: '\u0001\u0007\u001B[31m路灯\u200B不亮\u202E\u0085',
  english: 'The street lamp at the corner of Zhulin Road has been out for three days',
  mixed: '小區門口的路燈坏了，晚上看不見',
  half: '路灯不亮\uD83D',
}

type Matter = z.infer<typeof readProposals.reply>['matter']

const namedBy = (matter: Matter) => (matter?.sure ? matter.ranked[0]?.name : 'not sure') ?? ''

/** Reasons that stand nowhere in the words. */
const strayIn = (matter: Matter, words: string) =>
  (matter?.ranked ?? [])
    .flatMap(({ reasons }) => reasons)
    .filter(({ from, to }) => from < 0 || from >= to || to > words.length)

describe('odd messages at the door', () => {
  useDatabase()

  inTransaction('are answered with a proposal or not sure, never with a failure', async (tx) => {
    await foundDistrict(tx)
    await trainDistrict(tx, { districtId, now: later(-60), orderedBy: null })
    const app = await serverOn(tx)
    const headers = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
    const take = async (words: string) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/cases',
        headers,
        payload: {
          clientId: crypto.randomUUID(),
          channel: 'chat',
          words,
          originalText: words,
          place: aReport().place,
        },
      })
      expect(answer.statusCode, answer.body).toBe(200)
      return Received.parse(answer.json()).caseId
    }
    const proposed = async (caseId: string) => {
      const answer = await app.inject({ url: `/api/reading/cases/${caseId}/proposals`, headers })
      expect(answer.statusCode, answer.body).toBe(200)
      return readProposals.reply.parse(answer.json()).matter
    }
    const told: Record<string, string> = {}
    for (const [name, words] of Object.entries(odd)) {
      const matter = await proposed(await take(words)) // oxlint-disable-line no-await-in-loop -- one connection
      told[name] = namedBy(matter)
      expect(strayIn(matter, words)).toEqual([])
    }
    expect(told).toMatchObject({ emoji: 'not sure', signs: 'not sure', digits: 'not sure' })
    // In traditional characters it is read as in simplified ones, and marked where it stands.
    const [mixed, plain] = [
      await proposed(await take(odd.mixed)),
      await proposed(await take('小区门口的路灯坏了，晚上看不见')),
    ]
    expect(mixed).toEqual(plain)
    expect(mixed?.ranked[0]?.name).toMatch(/灯/)
  })

  inTransaction('of any length, or none, do not fail either', async (tx) => {
    await foundDistrict(tx)
    await trainDistrict(tx, { districtId, now: later(-60), orderedBy: null })
    const app = await serverOn(tx)
    const headers = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
    const book = '路燈不亮，晚上很黑。'.repeat(10_000)
    const post = (url: string, payload: object) =>
      app.inject({ method: 'POST', url, headers, payload })
    for (const words of [book, ' \n\t ', ...Object.values(odd)]) {
      const places = await post('/api/reading/places', { words }) // oxlint-disable-line no-await-in-loop -- one connection
      expect(places.statusCode, places.body).toBe(200)
    }
    // A case holds no more than that; a picture alone has no words.
    for (const words of [book.slice(0, 20_000), '']) {
      const { caseId } = await report(tx, { clientId: crypto.randomUUID(), words }) // oxlint-disable-line no-await-in-loop -- one connection
      const url = `/api/reading/cases/${caseId}/proposals`
      const answer = await app.inject({ url, headers }) // oxlint-disable-line no-await-in-loop -- one connection
      expect(answer.statusCode, answer.body).toBe(200)
      const { matter } = readProposals.reply.parse(answer.json())
      expect(matter === null).toBe(words === '')
    }
    // What no message can hold, and what is too long to be typed in, is refused in words.
    const intake = { clientId: crypto.randomUUID(), channel: 'chat' }
    const refused = [
      await post('/api/cases', { ...intake, words: book }),
      await post('/api/cases', { ...intake, words: '路灯\u0000不亮' }),
      await post('/api/reading/places', { words: '\u0000' }),
    ]
    expect(refused.map((answer) => answer.json<{ code: string }>().code)).toEqual(
      refused.map(() => 'request.malformed'),
    )
  })
})
