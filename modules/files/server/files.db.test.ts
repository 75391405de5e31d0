import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { claimFiles, derivativeOf, diskStore, filesRoutes, saveRedacted } from './index.ts'
import { sha256Of, type FileStore } from './store.ts'
import { sweepOrphans } from './sweep.ts'

const district = '421202'
const now = new Date('2026-11-23T02:00:00Z')
const tomorrow = new Date('2026-11-24T03:00:00Z')

const wang: Caller = { ...anonymous(district), personId: randomUUID(), postId: randomUUID() }
const clerk: Caller = { ...wang, verbs: new Set(['cases.see_contact']) }

let folder: string
let store: FileStore

/** A picture taken sideways, with a position that must not get out. */
const photo = (width = 2000, height = 1000) =>
  sharp({ create: { width, height, channels: 3, background: '#cc3311' } })
    .withExif({ IFD0: { Copyright: 'li' }, IFD3: { GPSLatitude: '30/1 0/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

function serve(
  db: Db,
  caller: Caller = anonymous(district),
  sight: 'shown' | 'hidden' | 'unused' = 'shown',
) {
  const app = fastify()
  prepare(app)
  const wiring = { app, db, clock: () => now, gate: async () => caller }
  filesRoutes(wiring, { store, sight: async () => sight })
  return {
    put: (id: string, payload: Buffer, type = 'image/jpeg') =>
      app.inject({
        method: 'PUT',
        url: `/api/public/${district}/files/${id}`,
        headers: { 'content-type': type },
        payload,
      }),
    get: (id: string, kind: string, headers: Record<string, string> = {}) =>
      app.inject({ method: 'GET', url: `/api/files/${id}/${kind}`, headers }),
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongzhi-files-'))
  store = diskStore(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const stored = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}/.test(name))

describe('a picture', () => {
  useDatabase()

  inTransaction('is turned upright, shrunk and freed of metadata', async (tx) => {
    const id = randomUUID()
    const reply = await serve(tx).put(id, await photo())
    expect(reply.json()).toEqual({ id, width: 1000, height: 2000 })
    const seen = await serve(tx, wang).get(id, 'public')
    const metadata = await sharp(seen.rawPayload).metadata()
    expect(metadata).toMatchObject({ width: 800, height: 1600, format: 'jpeg' })
    expect([metadata.exif, metadata.icc, metadata.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const thumb = await sharp((await serve(tx, wang).get(id, 'thumb')).rawPayload).metadata()
    expect(thumb).toMatchObject({ width: 200, height: 400 })
  })

  inTransaction('has the same answer when sent again, and 409 for other bytes', async (tx) => {
    const [id, bytes] = [randomUUID(), await photo(30, 20)]
    const first = await serve(tx).put(id, bytes)
    const again = await serve(tx).put(id, bytes, 'application/octet-stream')
    expect([first.statusCode, again.json()]).toEqual([200, first.json()])
    const other = await serve(tx).put(id, await photo(31, 20))
    expect([other.statusCode, other.json<object>()]).toMatchObject([
      409,
      { code: 'files.id_taken' },
    ])
    const rows = await tx.selectFrom('files.file').select('kind').execute()
    expect(rows).toHaveLength(3)
  })

  inTransaction('is refused for what it is, whatever it is called', async (tx) => {
    const code = async (bytes: Buffer) =>
      (await serve(tx).put(randomUUID(), bytes)).json<{ code: string }>().code
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    expect(await code(svg)).toBe('files.not_a_picture')
    const whole = await photo(300, 300)
    expect(await code(whole.subarray(0, 500))).toBe('files.broken_picture')
    expect(await code(Buffer.alloc(31 * 1024 * 1024, 1))).toBe('files.too_large')
    const bomb = sharp({ create: { width: 8000, height: 7000, channels: 3, background: 'red' } })
    expect(await code(await bomb.png().toBuffer())).toBe('files.too_many_pixels')
    expect(await tx.selectFrom('files.file').select('id').execute()).toEqual([])
  })

  inTransaction('goes to staff with safe headers; the original with a right only', async (tx) => {
    const [id, bytes] = [randomUUID(), await photo(30, 20)]
    await serve(tx).put(id, bytes)
    expect((await serve(tx).get(id, 'thumb')).statusCode).toBe(403)
    expect((await serve(tx, wang).get(id, 'original')).statusCode).toBe(403)
    expect((await serve(tx, wang).get(randomUUID(), 'thumb')).statusCode).toBe(404)
    const thumb = await serve(tx, wang).get(id, 'thumb')
    expect(thumb.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
      'content-type': 'image/jpeg',
    })
    const etag = String(thumb.headers.etag)
    const same = await serve(tx, wang).get(id, 'thumb', { 'if-none-match': etag })
    expect(same.statusCode).toBe(304)
    const original = await serve(tx, clerk).get(id, 'original')
    expect(sha256Of(original.rawPayload)).toBe(sha256Of(bytes))
    expect(original.headers['content-disposition']).toMatch(/^attachment/)
    const audits = await tx.selectFrom('people.audit').select(['act', 'subject_id']).execute()
    expect(audits).toEqual([{ act: 'files.original_seen', subject_id: id }])
  })

  inTransaction('is seen as far as its user says; unused, by its sender alone', async (tx) => {
    const id = randomUUID()
    await serve(tx, wang).put(id, await photo(30, 20))
    const other: Caller = { ...wang, personId: randomUUID() }
    const seen = async (caller: Caller, sight: 'shown' | 'hidden' | 'unused') =>
      (await serve(tx, caller, sight).get(id, 'thumb')).statusCode
    expect([await seen(wang, 'hidden'), await seen(other, 'hidden')]).toEqual([404, 404])
    expect([await seen(wang, 'unused'), await seen(other, 'unused')]).toEqual([200, 404])
    expect(await seen(other, 'shown')).toBe(200)
  })

  inTransaction('keeps nothing readable in regions that are hidden', async (tx) => {
    const stripes = Buffer.alloc(400 * 400 * 3).map((_, i) => (Math.floor(i / 3) % 2 ? 255 : 0))
    const raw = { width: 400, height: 400, channels: 3 as const }
    const id = randomUUID()
    await serve(tx).put(id, await sharp(stripes, { raw }).png().toBuffer())
    const regions = [{ x: 0.25, y: 0.25, w: 0.5, h: 0.5 }]
    const order = { districtId: district, fileId: id, regions, now }
    const publicId = await saveRedacted(tx, store, order)
    const file = await derivativeOf(tx, district, publicId, 'public')
    expect(file?.id).toBe(publicId)
    const bytes = (await store.open(district, file!.sha256))!
    const hidden = { left: 120, top: 120, width: 160, height: 160 }
    const part = await sharp(await sharp(bytes).extract(hidden).toBuffer())
      .greyscale()
      .stats()
    expect(part.channels[0]!.stdev).toBeLessThan(12)
    expect(await derivativeOf(tx, district, publicId, 'original')).toBeUndefined()
    expect((await derivativeOf(tx, district, publicId, 'thumb'))?.width).toBe(400)
    await expect(saveRedacted(tx, store, { ...order, regions: [] })).rejects.toThrow(
      'files.bad_regions',
    )
    await expect(saveRedacted(tx, store, { ...order, fileId: randomUUID() })).rejects.toThrow(
      'files.file_not_found',
    )
  })

  onDatabase('is swept a day later unless somebody claimed it', async (db) => {
    const [kept, orphan, twin] = [randomUUID(), randomUUID(), randomUUID()]
    const shared = await photo(50, 40)
    await serve(db).put(kept, shared)
    await serve(db).put(twin, shared)
    await serve(db).put(orphan, await photo(60, 40))
    await db.transaction().execute((tx) => claimFiles(tx, wang, [kept, kept], now))
    await expect(
      db.transaction().execute((tx) => claimFiles(tx, wang, [kept, randomUUID()], now)),
    ).rejects.toThrow('files.file_not_found')
    expect(await sweepOrphans(db, store, now)).toBe(0)
    expect(await sweepOrphans(db, store, tomorrow)).toBe(2)
    expect((await serve(db, clerk).get(kept, 'original')).statusCode).toBe(200)
    expect((await serve(db, clerk).get(kept, 'public')).statusCode).toBe(200)
    expect((await serve(db, clerk).get(orphan, 'public')).statusCode).toBe(404)
    expect((await stored()).some((name) => name.includes('.part'))).toBe(false)
    const rows = await db.selectFrom('files.file').select('id').execute()
    expect(rows).toHaveLength(3)
  })

  onDatabase('is kept once when it arrives twice at the same time', async (db) => {
    const [id, bytes] = [randomUUID(), await photo(50, 40)]
    const replies = await Promise.all([1, 2, 3].map(() => serve(db).put(id, bytes)))
    expect(replies.map((r) => r.statusCode)).toEqual([200, 200, 200])
    expect(await db.selectFrom('files.file').select('id').execute()).toHaveLength(3)
  })
})
