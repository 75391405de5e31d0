import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import sharp from 'sharp'
import { afterAll, describe, expect } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { Problem } from '#platform/server/problem.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { getFile } from '../contract/index.ts'
import { diskStore, filesRoutes, type FilesParts } from './index.ts'

const district = '421202'
const sample = (name: string) => readFileSync(join(import.meta.dirname, 'samples', name))
/** 96 by 64, the left half red, the right half blue; made with heif-enc. */
const halves = sample('two-halves.heic')
/** Grey, 7200 by 7000: 12 kB that unfold to 200 MB. */
const bomb = sample('too-many-pixels.heic')

const folder = mkdtempSync(join(tmpdir(), 'gongzhi-heic-'))
afterAll(() => rmSync(folder, { recursive: true }))

function serve(db: Db, limit?: FilesParts['limit']) {
  const app = fastify()
  prepare(app)
  const caller = { ...anonymous(district), personId: randomUUID(), postId: randomUUID() }
  const wiring = { app, db, clock: () => new Date(), gate: async () => caller }
  filesRoutes(wiring, {
    sight: async () => 'unused',
    store: diskStore(folder),
    ...(limit && { limit }),
  })
  return {
    put: (id: string, payload: Buffer, type = 'image/heic') =>
      app.inject({
        method: 'PUT',
        url: `/api/public/${district}/files/${id}`,
        headers: { 'content-type': type, 'user-agent': 'phone' },
        payload,
      }),
    see: (id: string) => app.inject(getFile.path.replace(':fileId', id).replace(':kind', 'public')),
  }
}

describe('a HEIC picture', () => {
  useDatabase()

  inTransaction('is shown as JPEG, its colours where they were', async (tx) => {
    const id = randomUUID()
    const { put, see } = serve(tx)
    expect((await put(id, halves)).json()).toEqual({ id, width: 96, height: 64 })
    const seen = await see(id)
    expect(seen.headers['content-type']).toBe('image/jpeg')
    const colourAt = async (left: number) => {
      const part = sharp(seen.rawPayload).extract({ left, top: 20, width: 8, height: 8 })
      const { channels } = await sharp(await part.toBuffer()).stats()
      return channels.map((c) => Math.round(c.mean / 64))
    }
    expect([await colourAt(10), await colourAt(78)]).toEqual([
      [3, 0, 0],
      [0, 0, 3],
    ])
  })

  inTransaction('is refused in words: cut off, unfolding too far, or another thing', async (tx) => {
    const code = async (bytes: Buffer, type?: string) => {
      const reply = await serve(tx).put(randomUUID(), bytes, type)
      return [reply.statusCode, reply.json<{ code: string }>().code]
    }
    expect(await code(halves.subarray(0, 300))).toEqual([400, 'files.broken_picture'])
    expect(await code(bomb)).toEqual([400, 'files.too_many_pixels'])
    expect(await code(Buffer.from('%PDF-1.7'))).toEqual([400, 'files.not_a_picture'])
    expect(await code(halves, 'text/html')).toEqual([415, 'request.rejected'])
    expect(await tx.selectFrom('files.file').select('id').execute()).toEqual([])
  })

  inTransaction('is unfolded beside the program, which answers meanwhile', async (tx) => {
    const { put } = serve(tx)
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    await put(randomUUID(), bomb)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
  })

  inTransaction('is not even read where too much comes from one place', async (tx) => {
    const { put } = serve(tx, ({ agent, bytes }) => {
      expect([agent, bytes]).toEqual(['phone', halves.length])
      throw new Problem(429, 'request.too_many', { retryAfterSeconds: 30 })
    })
    const reply = await put(randomUUID(), halves)
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([429, '30'])
    expect(reply.json()).toMatchObject({ code: 'request.too_many' })
  })
})
