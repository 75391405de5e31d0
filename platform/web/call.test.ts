import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { call, CallError, sendFile } from './call.ts'

const readThing = endpoint({
  method: 'GET',
  path: '/api/things/:thingId',
  summary: 'Read a thing',
  access: 'public',
  params: z.object({ thingId: z.string() }),
  query: z.object({ colour: z.array(z.string()).optional(), page: z.number().optional() }),
  reply: z.object({ status: z.enum(['lit', 'dead']) }),
})
const mendThing = endpoint({
  method: 'POST',
  path: '/api/things/:thingId',
  summary: 'Mend a thing',
  access: 'public',
  params: z.object({ thingId: z.string() }),
  body: z.object({ baseVersion: z.number() }),
  reply: z.object({ status: z.enum(['lit', 'dead']) }),
})

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('fills the path and the query', async () => {
  let seen = ''
  server.use(
    http.get('*/api/things/:id', ({ request }) => {
      seen = request.url
      return HttpResponse.json({ status: 'lit' })
    }),
  )
  await call(readThing, { params: { thingId: 'a/b' }, query: { colour: ['red', 'blue'], page: 2 } })
  expect(seen).toMatch(/\/api\/things\/a%2Fb\?colour=red&colour=blue&page=2$/)
})

it('marks writes with our header, and only writes', async () => {
  const marks: (string | null)[] = []
  const note = ({ request }: { request: Request }) => {
    marks.push(request.headers.get('x-gongzhi'))
    return HttpResponse.json({ status: 'lit' })
  }
  server.use(http.get('*/api/things/:id', note), http.post('*/api/things/:id', note))
  await call(readThing, { params: { thingId: '1' } })
  await call(mendThing, { params: { thingId: '1' }, body: { baseVersion: 3 } })
  expect(marks).toEqual([null, '1'])
})

const ask = () => call(readThing, { params: { thingId: '1' } })

it('says that somebody is there for a minute after a hand was on the machine, and no longer', async () => {
  const present: (string | null)[] = []
  const note = ({ request }: { request: Request }) => {
    present.push(request.headers.get('x-gongzhi-present'))
    return HttpResponse.json({ status: 'lit' })
  }
  server.use(http.get('*/api/things/:id', note))
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000_000)
  const at = (now: number) => clock.mockReturnValue(now)
  try {
    await ask()
    for (const [index, sign] of ['pointerdown', 'keydown', 'touchstart', 'focus'].entries()) {
      const touched = 2_000_000 + index * 200_000
      at(touched)
      window.dispatchEvent(new Event(sign))
      at(touched + 59_000)
      await ask()
      at(touched + 61_000)
      // The page moves under a pointer that lies still.
      window.dispatchEvent(new Event('pointermove'))
      await ask()
    }
  } finally {
    clock.mockRestore()
  }
  expect(present).toEqual([null, '1', null, '1', null, '1', null, '1', null])
})

it('tolerates a value it does not know yet', async () => {
  server.use(http.get('*/api/things/:id', () => HttpResponse.json({ status: 'flickering' })))
  const reply = await call(readThing, { params: { thingId: '1' } })
  expect(reply).toEqual({ status: 'flickering' })
})

it('carries the code and details of a refusal', async () => {
  server.use(
    http.post('*/api/things/:id', () =>
      HttpResponse.json({ code: 'cases.out_of_date', details: { version: 4 } }, { status: 409 }),
    ),
  )
  const failed = call(mendThing, { params: { thingId: '1' }, body: { baseVersion: 3 } })
  await expect(failed).rejects.toMatchObject({
    status: 409,
    code: 'cases.out_of_date',
    details: { version: 4 },
  })
})

it('says so when nobody answers, or a proxy answers instead', async () => {
  server.use(http.get('*/api/things/:id', () => HttpResponse.error()))
  const unreachable = await call(readThing, { params: { thingId: '1' } }).catch((e: unknown) => e)
  expect(unreachable).toBeInstanceOf(CallError)
  expect(unreachable).toMatchObject({ status: 0, code: 'network.unreachable' })
  server.use(
    http.get('*/api/things/:id', () => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 })),
  )
  await expect(call(readThing, { params: { thingId: '1' } })).rejects.toMatchObject({
    status: 502,
    code: 'http.502',
  })
})

it('sends a file with its type', async () => {
  let seen: string | null = null
  server.use(
    http.put('*/api/files/1', ({ request }) => {
      seen = request.headers.get('content-type')
      return HttpResponse.json({ id: '1' })
    }),
  )
  const reply = await sendFile('/api/files/1', new Blob(['x'], { type: 'image/jpeg' }))
  expect(seen).toBe('image/jpeg')
  expect(reply).toEqual({ id: '1' })
})

it('refuses a file in the server’s words', async () => {
  server.use(
    http.put('*/api/files/1', () =>
      HttpResponse.json({ code: 'files.too_large', details: {} }, { status: 413 }),
    ),
  )
  await expect(sendFile('/api/files/1', new Blob(['x']))).rejects.toMatchObject({
    code: 'files.too_large',
  })
})

it('takes an answer that was cut short for a lost line', async () => {
  for (const body of ['', '{"status":"l']) {
    server.use(http.get('*/api/things/:id', () => new HttpResponse(body)))
    // oxlint-disable-next-line no-await-in-loop -- one answer after the other
    await expect(ask()).rejects.toMatchObject({ status: 0, code: 'network.unreadable' })
  }
})
