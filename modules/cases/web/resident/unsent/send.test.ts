import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { openSealedStore, type SealedStore } from '#platform/web/sealed-store.ts'
import { idOf } from '../../console/desk/desk-samples.ts'
import { openQueue, type Queue } from '../../phone/outbox/queue.ts'
import { sendRound } from '../../phone/outbox/round.ts'
import type { NewWork, ResidentStep, WrittenReport } from '../../phone/outbox/work.ts'
import { sendReport } from './send.ts'

const who = { personId: 'resident', districtId: '' }
const picture = () => new Blob([new Uint8Array([7, 7, 7, 1, 2, 3])], { type: 'image/png' })

const written = (n: number, change: Partial<WrittenReport> = {}): WrittenReport => ({
  clientId: idOf(n),
  photos: [],
  point: null,
  address: '竹林北路',
  addressId: null,
  doorplate: null,
  words: '四盏路灯都不亮',
  phone: '13900000000',
  confidential: false,
  danger: null,
  ...change,
})
const made = (report: WrittenReport, late: string[] = []): NewWork => ({
  districtId: '420704',
  lane: report.clientId,
  title: report.words,
  baseVersion: 0,
  step: { kind: 'report', report, late },
})

let store: SealedStore
let queue: Queue
let asked: string[] = []
let ids: string[] = []
let down = false
let refuse = false

const server = setupServer(
  http.put('*/api/public/420704/files/:id', async ({ request }) => {
    if (down) return HttpResponse.error()
    asked.push(`picture ${(await request.arrayBuffer()).byteLength}`)
    return HttpResponse.json({})
  }),
  http.post('*/api/public/420704/reports', async ({ request }) => {
    if (down) return HttpResponse.error()
    const { clientId, photos } = z
      .object({ clientId: z.string(), photos: z.array(z.string()) })
      .parse(await request.json())
    asked.push(`report ${clientId.slice(-1)} with ${photos.length}`)
    if (refuse) return HttpResponse.json({ code: 'request.invalid' }, { status: 400 })
    return HttpResponse.json({
      shortCode: 'K7M4QP',
      number: '4207042026112300017',
      receivePromise: null,
      estimated: false,
      ownKey: 'own',
      lookKey: 'look',
    })
  }),
  ...['verdict', 'reopening'].map((what) =>
    http.post(`*/api/public/420704/cases/K7M4QP/${what}`, async ({ request }) => {
      if (down) return HttpResponse.error()
      const { clientId } = z.object({ clientId: z.string() }).parse(await request.json())
      asked.push(what)
      ids.push(clientId)
      return refuse && what === 'verdict'
        ? HttpResponse.json({ code: 'cases.already_judged' }, { status: 409 })
        : HttpResponse.json({})
    }),
  ),
  http.post('*/api/public/420704/cases/K7M4QP/additions', async ({ request }) => {
    if (down) return HttpResponse.error()
    const { photos } = z.object({ photos: z.array(z.string()) }).parse(await request.json())
    asked.push(`addition of ${photos.length}`)
    return HttpResponse.json({})
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(async () => {
  asked = []
  ids = []
  down = false
  refuse = false
  store = openSealedStore(`test-${Math.random()}`)
  queue = await openQueue(who, store)
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const round = () =>
  sendRound(queue, sendReport, {
    sent: () => undefined,
    changed: () => undefined,
    signedOut: () => undefined,
    crowded: () => undefined,
  })

it('two reports written without signal survive the end of the browser, sealed, and go out in order', async () => {
  down = true
  const photo = await queue.keepPicture(picture())
  await queue.add(made(written(1, { photos: [photo] })))
  await queue.add(made(written(2)))
  await round()
  const rows = await store.entries.toArray()
  const raw = rows.map((row) => new TextDecoder().decode(row.sealed.data)).join('')
  expect(raw).not.toContain('13900000000')
  expect(raw).not.toContain('路灯')
  store.close()
  queue = await openQueue(who, openSealedStore(store.name))
  down = false
  await round()
  expect(asked).toEqual(['picture 6', 'report 1 with 1', 'report 2 with 0'])
  expect(await queue.all()).toEqual([])
})

it('a picture that went up while the rest was written does not go up again', async () => {
  const photo = await queue.keepPicture(picture())
  await queue.wentUp(photo)
  await queue.add(made(written(1, { photos: [photo] })))
  await round()
  expect(asked).toEqual(['report 1 with 1'])
})

it('danger does not wait for its pictures; they follow as an addition', async () => {
  const photo = await queue.keepPicture(picture())
  await queue.add(made(written(1, { photos: [photo], danger: 'gas' }), [photo]))
  await round()
  expect(asked).toEqual(['report 1 with 0', 'picture 6', 'addition of 1'])
  expect(await queue.all()).toEqual([])
})

const own = (step: ResidentStep): NewWork => ({
  districtId: '420704',
  lane: '420704/K7M4QP',
  title: '路灯不亮',
  baseVersion: 0,
  step,
})
const key = { shortCode: 'K7M4QP', key: 'own' }

it('what a reporter adds, judges and asks for again goes out in order, each under its own id', async () => {
  down = true
  const photo = await queue.keepPicture(picture())
  await queue.add(own({ kind: 'addition', ...key, words: '又暗了', photos: [photo] }))
  await queue.add(own({ kind: 'verdict', ...key, solved: false, satisfied: 1, words: '' }))
  await queue.add(own({ kind: 'reopening', ...key, words: '天黑就灭', photos: [] }))
  await round()
  expect(asked).toEqual([])
  const works = await queue.all()
  down = false
  await round()
  expect(asked).toEqual(['picture 6', 'addition of 1', 'verdict', 'reopening'])
  expect(ids).toEqual(works.slice(1).map((w) => w.id))
  expect(await queue.all()).toEqual([])
})

it('a refused verdict says why and waits for its writer, with what follows it', async () => {
  refuse = true
  await queue.add(own({ kind: 'verdict', ...key, solved: false, satisfied: 1, words: '' }))
  await queue.add(own({ kind: 'reopening', ...key, words: '天黑就灭', photos: [] }))
  await round()
  expect(asked).toEqual(['verdict'])
  expect(await queue.all()).toMatchObject([
    { state: 'refused', code: 'cases.already_judged' },
    { state: 'waiting' },
  ])
})

it('what is refused stays, holds back no other, and can be taken back with its pictures', async () => {
  const photo = await queue.keepPicture(picture())
  const work = await queue.add(made(written(1, { photos: [photo] })))
  refuse = true
  await round()
  refuse = false
  await queue.add(made(written(2)))
  await round()
  expect(asked.at(-1)).toBe('report 2 with 0')
  const [left] = await queue.all()
  expect(left).toMatchObject({ id: work.id, state: 'refused', code: 'request.invalid' })
  await queue.takeBack(work)
  expect(await queue.all()).toEqual([])
  const again = await queue.add(made(written(1, { photos: [photo] })))
  expect(await queue.pictures(again)).toHaveLength(1)
})

it('a half-written report is sealed as well', async () => {
  await queue.remember('draft 420704', written(1))
  const row = await store.sights.toCollection().first()
  expect(new TextDecoder().decode(row?.sealed.data)).not.toContain('路灯')
  expect(await queue.recall('draft 420704')).toEqual(written(1))
  await queue.remember('draft 420704', null)
  expect(await queue.recall('draft 420704')).toBeNull()
})
