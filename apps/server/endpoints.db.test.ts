import sharp from 'sharp'
import { describe, expect, vi } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aReport, districtId, foundDistrict, lamp } from '#testing/small-district.ts'
import { endpointsOf } from '#testing/endpoints.ts'
import { serverOn, signIn } from '#testing/http.ts'

// Some walk every endpoint there is: that takes its while on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

const filled = (path: string, value: string) =>
  path.replaceAll('{districtId}', districtId).replaceAll(/\{\w+\}/g, value)

const junk = [
  undefined,
  {},
  { baseVersion: 'x' },
  [],
  { words: 'x'.repeat(100_000) },
  { baseVersion: 1, words: '\u0000' },
]

describe('every endpoint', () => {
  useDatabase()

  inTransaction('asks who calls unless it is public, and says so in one shape', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const endpoints = await endpointsOf(app)
    expect(endpoints.length).toBeGreaterThan(60)
    for (const { method, path, access } of endpoints.filter((e) => e.access !== 'public')) {
      const reply = await app.inject({
        method,
        url: filled(path, crypto.randomUUID()),
        ...(method === 'GET' ? {} : { payload: {} }),
      })
      expect([400, 401], `${method} ${path} (${access})`).toContain(reply.statusCode)
      expect(reply.json<{ code: string }>().code).toMatch(/^[a-z]+\.[a-z_]+$/)
    }
  })

  inTransaction('answers junk with a Problem and never with a fault of ours', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const cookie = await signIn(app, tx, 'centre')
    for (const { method, path } of (await endpointsOf(app)).filter(
      (e) => !e.path.endsWith('sign-out'),
    ))
      for (const value of ['nonsense', crypto.randomUUID()])
        for (const payload of method === 'GET' ? [undefined] : junk) {
          const reply = await app.inject({
            method,
            url: filled(path, value),
            headers: { cookie, 'x-gongzhi': '1' },
            ...(payload === undefined ? {} : { payload }),
          })
          expect(
            reply.statusCode,
            `${method} ${path} ${payload === undefined ? 'undefined' : JSON.stringify(payload).slice(0, 60)}`,
          ).toBeLessThan(500)
        }
  })

  inTransaction(
    'refuses verbs that a post does not hold and writes from foreign pages',
    async (tx) => {
      await foundDistrict(tx)
      const app = await serverOn(tx)
      const cookie = await signIn(app, tx, 'zhou')
      const url = '/api/cases'
      const payload = { clientId: crypto.randomUUID(), channel: 'phone' }
      const forbidden = await app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'x-gongzhi': '1' },
        payload,
      })
      expect(forbidden.json()).toMatchObject({ code: 'request.forbidden' })
      const bare = await app.inject({ method: 'POST', url, headers: { cookie }, payload })
      expect(bare.json()).toMatchObject({ code: 'request.foreign_origin' })
      const foreign = await app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'x-gongzhi': '1', origin: 'https://evil.example' },
        payload,
      })
      expect(foreign.statusCode).toBe(403)
    },
  )

  inTransaction(
    'carries a resident’s report over HTTP to the desk and back to the follow page',
    async (tx) => {
      await foundDistrict(tx)
      const app = await serverOn(tx)
      const {
        source: _,
        channel: __,
        originalText: ___,
        ...body
      } = { ...aReport({ place: lamp }), originalText: null }
      const send = () =>
        app.inject({ method: 'POST', url: `/api/public/${districtId}/reports`, payload: body })
      const [first, again] = [await send(), await send()]
      expect(first.statusCode).toBe(200)
      expect(again.json()).toEqual(first.json())
      const receipt = first.json<{ shortCode: string; ownKey: string }>()
      const cookie = await signIn(app, tx, 'chen')
      const list = await app.inject({ url: '/api/cases?view=desk', headers: { cookie } })
      const [row] = list.json<{ rows: { id: string; version: number }[] }>().rows
      const filed = await app.inject({
        method: 'POST',
        url: `/api/cases/${row?.id}/file`,
        headers: { cookie, 'x-gongzhi': '1' },
        payload: { baseVersion: row?.version, matter: { kind: 'matter', code: '01037' } },
      })
      expect(filed.json()).toMatchObject({ status: 'filed' })
      const follow = await app.inject({
        url: `/api/public/${districtId}/cases/${receipt.shortCode}?key=${receipt.ownKey}`,
      })
      expect(follow.json()).toMatchObject({
        status: 'filed',
        level: 'own',
        promise: { kind: 'handle' },
      })
      const stranger = await app.inject({
        url: `/api/public/${districtId}/cases/${receipt.shortCode}`,
      })
      expect(stranger.json()).toMatchObject({ level: 'look', words: null })
    },
  )

  inTransaction(
    'shows the public a picture only once released, and then the blurred one',
    async (tx) => {
      await foundDistrict(tx)
      const app = await serverOn(tx)
      const fileId = crypto.randomUUID()
      const noise = await sharp({
        create: {
          width: 300,
          height: 200,
          channels: 3,
          background: '#888',
          noise: { type: 'gaussian', mean: 120, sigma: 60 },
        },
      })
        .png()
        .toBuffer()
      const put = await app.inject({
        method: 'PUT',
        url: `/api/public/${districtId}/files/${fileId}`,
        headers: { 'content-type': 'image/png' },
        payload: noise,
      })
      expect(put.statusCode).toBe(200)
      const { source: _, channel: __, ...body } = aReport({ photos: [fileId] })
      await app.inject({ method: 'POST', url: `/api/public/${districtId}/reports`, payload: body })
      const cookie = await signIn(app, tx, 'chen')
      const headers = { cookie, 'x-gongzhi': '1' }
      const list = await app.inject({ url: '/api/cases?view=desk', headers })
      const caseId = list.json<{ rows: { id: string }[] }>().rows[0]?.id
      let baseVersion = 1
      const release = async (released: boolean, blur: object[]) => {
        const reply = await app.inject({
          method: 'POST',
          url: `/api/cases/${caseId}/release-photo`,
          headers,
          payload: { baseVersion, fileId, released, blur },
        })
        baseVersion = reply.json<{ version: number }>().version
      }
      const seen = (kind: string) =>
        app.inject(`/api/public/${districtId}/photos/${fileId}/${kind}`)
      expect((await seen('thumb')).statusCode).toBe(404)
      await release(true, [])
      const plain = await seen('thumb')
      expect(plain.statusCode).toBe(200)
      await release(true, [{ x: 0.1, y: 0.1, w: 0.6, h: 0.6 }])
      const blurred = await seen('thumb')
      expect(blurred.statusCode).toBe(200)
      expect(blurred.rawPayload.equals(plain.rawPayload)).toBe(false)
      expect((await seen('original')).statusCode).toBe(400)
      await release(false, [])
      expect((await seen('public')).statusCode).toBe(404)
    },
  )

  inTransaction('has a description that validators read, a health page and figures', async (tx) => {
    const app = await serverOn(tx)
    expect((await app.inject('/api/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
    expect((await app.inject('/readyz')).statusCode).toBe(200)
    expect((await app.inject('/metrics')).body).toContain('gongzhi_request_seconds')
    expect((await app.inject('/api/nothing')).json()).toMatchObject({
      code: 'request.no_such_path',
    })
  })
})
