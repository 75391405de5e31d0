import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { aPicture, does, lampMatter } from '#testing/case-story.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { sendPicture, serverOn, signIn } from '#testing/http.ts'
import { aReport, as, cipher, foundDistrict, id, lamp, later } from '#testing/small-district.ts'
import * as desk from './desk.ts'
import { reportCase } from './report.ts'
import { reportSettled } from './settled.ts'

/** Li walks the first grid; this is in the next community, a step over the border. */
const beyond = { ...lamp, lon: 114.9001, system: 'WGS84' as const, method: 'gps' as const }

const patrol = (photos: string[]) =>
  aReport({
    source: `staff:${id('li')}`,
    clientId: id('patrol/1'),
    channel: 'patrol',
    words: '井盖歪了，已扶正',
    place: beyond,
    photos,
  })

const parts = async (db: Db, minute = 10) => ({
  caller: await as(db, 'li'),
  cipher,
  now: later(minute),
})

const story = async (db: Db) =>
  (await db.selectFrom('cases.event').select('type').orderBy('seq').execute()).map((e) => e.type)

const both = ['case.reported', 'case.settled']

describe('a report settled on the spot', () => {
  useDatabase()

  inTransaction('is one act of the phone, a step over the border as well', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx, () => later(10))
    const cookie = await signIn(app, tx, 'li', later(10))
    const [before, after] = [await sendPicture(app, cookie), await sendPicture(app, cookie)]
    const { system, method, lon, lat } = beyond
    const payload = {
      clientId: id('patrol/1'),
      channel: 'patrol',
      words: '井盖歪了，已扶正',
      place: { lon, lat, system, method },
      photos: [before],
      settle: { matter: lampMatter, words: '井盖歪了，已扶正', after: [after] },
    }
    const send = () =>
      app.inject({
        method: 'POST',
        url: '/api/cases',
        headers: { cookie, 'x-gongzhi': '1' },
        payload,
      })
    const first = await send()
    expect(first.statusCode).toBe(200)
    expect((await send()).json()).toEqual(first.json())
    expect(await story(tx)).toEqual(both)
    expect(
      await tx
        .selectFrom('cases.case')
        .select(['status', 'community_code', 'settled_on_spot', 'handler_id'])
        .execute(),
    ).toEqual([
      {
        status: 'handled',
        community_code: '420704001015',
        settled_on_spot: true,
        handler_id: id('li'),
      },
    ])
    expect(
      await tx
        .selectFrom('cases.attachment')
        .select(['file_id', 'role'])
        .orderBy('role', 'desc')
        .execute(),
    ).toEqual([
      { file_id: before, role: 'report' },
      { file_id: after, role: 'after' },
    ])
    await app.close()
  })

  inTransaction('is reported with what was done, or not at all', async (tx) => {
    await foundDistrict(tx)
    const settling = { words: '已扶正', after: await aPicture(tx) }
    const given = await parts(tx)
    const wrong = { ...settling, matter: { kind: 'matter' as const, code: '99999' } }
    await expect(reportSettled(tx, patrol([]), wrong, given)).rejects.toMatchObject({
      code: 'cases.matter_not_found',
    })
    const { caller } = given
    const mayNot = {
      ...caller,
      verbs: new Set([...caller.verbs].filter((v) => v !== 'cases.settle')),
    }
    const mended = { ...settling, matter: lampMatter }
    await expect(
      reportSettled(tx, patrol([]), mended, { ...given, caller: mayNot }),
    ).rejects.toMatchObject({ status: 403 })
    expect(await tx.selectFrom('cases.case').select('id').execute()).toEqual([])
    await reportSettled(tx, patrol([]), mended, given)
    expect(await story(tx)).toEqual(both)
  })

  inTransaction('counts once, also where the report alone had come before', async (tx) => {
    await foundDistrict(tx)
    const after = await aPicture(tx)
    const settling = { matter: lampMatter, words: '已扶正', after }
    const alone = await reportCase(tx, patrol([]), await parts(tx))
    expect(await reportSettled(tx, patrol([]), settling, await parts(tx, 20))).toEqual(alone)
    // Failed at the inspection meanwhile: the repeated send does not settle it again.
    await tx.updateTable('cases.case').set({ status: 'filed', settled_on_spot: false }).execute()
    expect(await reportSettled(tx, patrol([]), settling, await parts(tx, 30))).toEqual(alone)
    expect(await story(tx)).toEqual(both)
    const other = { ...settling, after: await aPicture(tx) }
    await expect(reportSettled(tx, patrol([]), other, await parts(tx, 40))).rejects.toMatchObject({
      code: 'cases.client_id_taken',
      status: 409,
    })
  })

  inTransaction('is refused where the desk has meanwhile dispatched the report', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await reportCase(tx, { ...patrol([]), place: lamp }, await parts(tx))
    await desk.file(tx, { ...(await does(tx, 'chen', caseId, 12)), matter: lampMatter, words: '' })
    await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 14)), unitId: null, words: '' })
    const settling = { matter: lampMatter, words: '已扶正', after: await aPicture(tx) }
    await expect(
      reportSettled(tx, { ...patrol([]), place: lamp }, settling, await parts(tx, 20)),
    ).rejects.toMatchObject({ status: 409 })
  })

  onDatabase('is one case of two sends at once', async (db) => {
    await foundDistrict(db)
    const settling = { matter: lampMatter, words: '已扶正', after: await aPicture(db) }
    const given = await parts(db)
    const sends = await Promise.all(
      [1, 2, 3].map(() => reportSettled(db, patrol([]), settling, given)),
    )
    expect(new Set(sends.map((s) => s.caseId)).size).toBe(1)
    expect(await story(db)).toEqual(both)
  })
})
