import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import { openQueue } from '../../phone/outbox/queue.ts'
import { sendRound } from '../../phone/outbox/round.ts'
import { sendWork } from './send.ts'

const asked: { url: string; body: unknown }[] = []
const server = setupServer(
  http.post('*/api/cases', async ({ request }) => {
    asked.push({ url: new URL(request.url).pathname, body: await request.json() })
    // The first answer is lost on the way.
    if (asked.length === 1) return HttpResponse.error()
    return HttpResponse.json({
      caseId: '10000000-0000-4000-8000-000000000001',
      number: '4207040100120260316',
      shortCode: 'ABCDEF',
      receivePromise: null,
      followPath: '/420704/follow/ABCDEF',
    })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

it('sends a report and what was done about it in one call, the same again until it is heard', async () => {
  const queue = await openQueue(
    { personId: 'p', districtId: '420704' },
    openSealedStore(`patrol-${Math.random()}`),
  )
  const matter = { kind: 'matter' as const, code: '01037' }
  await queue.add({
    lane: '20000000-0000-4000-8000-000000000001',
    title: '井盖歪了',
    baseVersion: 0,
    step: {
      kind: 'patrol',
      words: '井盖歪了，已扶正',
      address: '竹林北路路口',
      place: null,
      photos: [],
      settle: { matter, after: ['30000000-0000-4000-8000-000000000001'] },
    },
  })
  const codes: (string | null)[] = []
  const round = () =>
    sendRound(queue, sendWork, {
      sent: (outcome) => codes.push(outcome.shortCode),
      changed: () => undefined,
      signedOut: () => undefined,
      crowded: () => undefined,
    })
  await round()
  expect(codes).toEqual([])
  await round()
  expect(codes).toEqual(['ABCDEF'])
  expect(asked.map((one) => one.url)).toEqual(['/api/cases', '/api/cases'])
  expect(asked[1]?.body).toMatchObject({
    clientId: '20000000-0000-4000-8000-000000000001',
    channel: 'patrol',
    words: '井盖歪了，已扶正',
    settle: {
      matter,
      words: '井盖歪了，已扶正',
      after: ['30000000-0000-4000-8000-000000000001'],
    },
  })
  expect(await queue.all()).toEqual([])
})
