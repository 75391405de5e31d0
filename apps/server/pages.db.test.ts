import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import { diskStore } from '#modules/files/server/index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { cipher, districtId, foundDistrict, monday } from '#testing/small-district.ts'
import { buildServer } from './app.ts'

const script = 'export const words = "共治"\n'.repeat(200)

/** What the build leaves behind: a page, a script, and the script compressed. */
function builtPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongzhi-web-'))
  mkdirSync(join(folder, 'assets'))
  for (const face of ['resident', 'worker', 'console'])
    writeFileSync(join(folder, `${face}.html`), `<!doctype html><title>${face}</title>`)
  writeFileSync(join(folder, 'assets/app.js'), script)
  writeFileSync(join(folder, 'assets/app.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, 'assets/app.js.gz'), gzipSync(script))
  return folder
}

describe('what a phone fetches', () => {
  useDatabase()

  inTransaction('scripts go out compressed and are kept for a year', async (tx) => {
    const app = await buildServer({
      db: tx,
      clock: () => monday,
      cipher,
      store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
      webFolder: builtPages(),
    })
    for (const [asked, encoding] of [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['identity', undefined],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- three answers, one after the other
      const reply = await app.inject({
        url: '/assets/app.js',
        headers: { 'accept-encoding': asked },
      })
      expect(reply.statusCode).toBe(200)
      expect(reply.headers['content-encoding']).toBe(encoding)
      expect(reply.headers['content-type']).toContain('javascript')
      expect(reply.headers['cache-control']).toContain('immutable')
      if (encoding) expect(reply.rawPayload.length).toBeLessThan(script.length / 10)
    }
  })

  inTransaction(
    'long answers of the API are compressed, and every face has its page',
    async (tx) => {
      await foundDistrict(tx)
      const app = await buildServer({
        db: tx,
        clock: () => monday,
        cipher,
        store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
        webFolder: builtPages(),
      })
      const long = await app.inject({
        url: `/api/public/${districtId}/catalogue`,
        headers: { 'accept-encoding': 'gzip' },
      })
      expect(long.statusCode).toBe(200)
      expect(long.headers['content-encoding']).toBe('gzip')
      for (const [path, face] of [
        ['/', 'resident'],
        [`/${districtId}/report`, 'resident'],
        ['/work', 'worker'],
        ['/sign-in', 'worker'],
        ['/console/desk', 'console'],
      ]) {
        const page = await app.inject(path ?? '') // oxlint-disable-line no-await-in-loop -- in order
        expect(page.headers['cache-control']).toBe('no-cache')
        expect(page.body).toContain(`<title>${face}</title>`)
      }
      // What an older version was made of is gone; no page stands in its place.
      const gone = await app.inject('/assets/app-of-before.js')
      expect(gone.statusCode).toBe(404)
    },
  )
})
