import { describe, expect } from 'vitest'
import { z } from 'zod'
import * as cases from '#modules/cases/server/index.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { as, foundDistrict, id, later } from '#testing/small-district.ts'
import { checkReply } from '../../domain/replies/check.ts'

const Previews = z.object({
  rows: z.array(z.object({ caseId: z.string(), can: z.boolean(), outcome: z.string() })),
})

const template = {
  id: id('template/place'),
  name: '已修好',
  whenStatuses: [],
  whenMatters: [],
  words: '您好，{place}的路灯已更换。',
  active: true,
  version: 0,
}

describe('a reply to many', () => {
  useDatabase()

  inTransaction('shows the number that one case fills in, before anything is sent', async (tx) => {
    await foundDistrict(tx)
    await cases.saveTemplate(tx, await as(tx, 'centre'), template, later(0))
    const places = ['丰润园6栋', '丰润园7栋 13812345678', '竹林北路']
    const rows = []
    for (const address of places) {
      const { caseId } = await report(tx, {
        clientId: crypto.randomUUID(),
        words: '路灯不亮',
        address,
      })
      const filing = { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' }
      await cases.file(tx, filing)
      rows.push({ caseId, baseVersion: 2 })
    }
    const app = await serverOn(tx)
    const headers = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/cases/many/preview',
      headers,
      payload: { act: 'reply', templateId: template.id, rows },
    })
    const previews = Previews.parse(answer.json()).rows
    const told = previews.map(({ can, outcome }) => {
      const { holds, confirm } = checkReply(outcome)
      return [can, holds.map(({ from, to }) => outcome.slice(from, to)), confirm]
    })
    expect(told).toEqual([
      [true, [], false],
      [true, ['13812345678'], true],
      [true, [], false],
    ])
    const replied = tx.selectFrom('cases.event').select('seq').where('type', '=', 'case.replied')
    expect(await replied.execute()).toEqual([])
  })
})
