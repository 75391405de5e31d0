import { describe, expect } from 'vitest'
import { lookKey } from '#modules/cases/server/keys.ts'
import { report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { dissuasion, fileId, foundOffice, open, seen, step } from '#testing/enforcement-story.ts'
import { sendPicture, serverOn, signIn } from '#testing/http.ts'
import { cipher, districtId, id } from '#testing/small-district.ts'

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

  inTransaction(
    'shows a redacted copy to the public once it is published, and no longer',
    async (tx) => {
      await foundOffice(tx)
      const { caseId, shortCode } = await report(tx)
      await open(tx, { caseId })
      const app = await serverOn(tx)
      const officer = await signIn(app, tx, 'gao')
      const pictureId = await sendPicture(app, officer)
      const evidenceId = id('evidence')
      await step(tx, dissuasion, {
        evidence: [{ id: evidenceId, pictureId, sha256: null, takenAt: null, caption: '刘老板' }],
      })
      const path = `/api/enforcement/files/${fileId}/evidence/${evidenceId}`
      const post = (cookie: string, url: string, payload: object) =>
        app.inject({ method: 'POST', url, headers: { cookie, 'x-gongzhi': '1' }, payload })
      const centre = await signIn(app, tx, 'centre')
      let sent = 0
      const publish = (cookie: string, baseVersion: number, shown: boolean) =>
        post(cookie, `${path}/publish`, {
          clientId: id(`publish/${++sent}`),
          baseVersion,
          shown,
          reason: '媒体问起',
        })
      const redact = (baseVersion: number) =>
        post(officer, `${path}/redact`, {
          clientId: id(`redact/${++sent}`),
          baseVersion,
          regions: [{ x: 0, y: 0, w: 0.5, h: 0.5 }],
        })
      const link = `key=${encodeURIComponent(lookKey(cipher, districtId, caseId))}`
      const copies = `/api/public/${districtId}/cases/${shortCode}/evidence-copies`
      const shown = async () => (await app.inject(`${copies}?${link}`)).json().copies
      expect((await publish(centre, 2, true)).json().code).toBe('enforcement.redact_first')
      await redact(2)
      expect((await publish(officer, 3, true)).statusCode).toBe(403)
      expect(await shown()).toEqual([])
      expect((await app.inject(`${copies}/${evidenceId}?${link}`)).statusCode).toBe(404)
      expect((await publish(centre, 3, true)).statusCode).toBe(200)
      expect((await publish(centre, 4, true)).json().code).toBe('enforcement.published_already')
      expect(await shown()).toEqual([{ id: evidenceId, publishedAt: expect.any(String) }])
      const picture = await app.inject(`${copies}/${evidenceId}?${link}`)
      expect([picture.statusCode, picture.headers['content-disposition']]).toEqual([
        200,
        expect.stringContaining('inline'),
      ])
      // Without the link of a case that is in no ledger there is nothing, and no other door.
      expect((await app.inject(copies)).statusCode).toBe(404)
      expect((await app.inject(`${copies}/${evidenceId}`)).statusCode).toBe(404)
      expect(
        (await app.inject(`/api/public/${districtId}/photos/${pictureId}/public`)).statusCode,
      ).toBe(404)
      // Another picture is looked at before it is shown; what is taken back is gone.
      await redact(4)
      expect(await shown()).toEqual([])
      await publish(centre, 5, true)
      expect(await shown()).toHaveLength(1)
      expect((await publish(centre, 6, false)).statusCode).toBe(200)
      expect(await shown()).toEqual([])
      expect((await app.inject(`${copies}/${evidenceId}?${link}`)).statusCode).toBe(404)
      expect((await seen(tx)).custody.map(({ act }) => act)).toEqual(
        expect.arrayContaining(['published', 'withdrawn']),
      )
    },
  )
})
