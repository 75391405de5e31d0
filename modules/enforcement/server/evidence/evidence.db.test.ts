import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { dissuasion, fileId, foundOffice, open, seen, step } from '#testing/enforcement-story.ts'
import { sendPicture, serverOn, signIn } from '#testing/http.ts'
import { id } from '#testing/small-district.ts'

describe('evidence', () => {
  useDatabase()

  inTransaction(
    'shows originals by a logged look, and copies in which nobody can be read',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      const app = await serverOn(tx)
      const officer = await signIn(app, tx, 'gao')
      const pictureId = await sendPicture(app, officer)
      const evidenceId = id('evidence')
      await step(tx, dissuasion, {
        evidence: [{ id: evidenceId, pictureId, sha256: null, takenAt: null, caption: '' }],
      })
      const path = `/api/enforcement/files/${fileId}/evidence/${evidenceId}`
      const get = (cookie: string, url: string) =>
        app.inject({ method: 'GET', url, headers: { cookie } })
      const original = await get(officer, `${path}/original?reason=${encodeURIComponent('核对')}`)
      expect(original.statusCode).toBe(200)
      expect((await get(officer, `${path}/original`)).statusCode).toBe(400)
      const grid = await signIn(app, tx, 'li')
      expect((await get(grid, `${path}/original?reason=x`)).statusCode).toBe(403)
      const redact = await app.inject({
        method: 'POST',
        url: `${path}/redact`,
        headers: { cookie: officer, 'x-gongzhi': '1' },
        payload: {
          clientId: id('redact'),
          baseVersion: 2,
          regions: [{ x: 0, y: 0, w: 0.5, h: 0.5 }],
        },
      })
      expect(redact.statusCode).toBe(200)
      const page = await seen(tx)
      expect(page.custody.map(({ act, reason }) => [act, reason])).toEqual(
        expect.arrayContaining([
          ['added', ''],
          ['looked', '核对'],
          ['redacted', ''],
        ]),
      )
      const copy = page.evidence[0]?.publicFileId ?? ''
      expect((await get(grid, `/api/files/${copy}/public`)).statusCode).toBe(200)
      expect(
        (await get(await signIn(app, tx, 'qian'), `/api/files/${copy}/public`)).statusCode,
      ).toBe(404)
      // By no other door: what is evidence is opened where the look is written down.
      const clerk = await signIn(app, tx, 'wang')
      for (const cookie of [clerk, await signIn(app, tx, 'centre')])
        expect((await get(cookie, `/api/files/${pictureId}/original`)).statusCode).toBe(409)
      // The original is as it came.
      expect((await get(officer, `${path}/original?reason=x`)).rawPayload).toEqual(
        original.rawPayload,
      )
    },
  )
})
