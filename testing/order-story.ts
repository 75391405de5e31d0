import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { z } from 'zod'
import * as cases from '#modules/cases/server/index.ts'
import { diskStore, receiveFile } from '#modules/files/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter } from '#testing/case-story.ts'
import { as, cipher, districtId, later, monday } from '#testing/small-district.ts'
import { mappingPresets, type LinkKind } from '#modules/exchange/domain/presets.ts'
import { deliverTo } from '#modules/exchange/server/outbox/deliver.ts'
import { hearForOrders } from '#modules/exchange/server/orders/answers.ts'
import { httpOrderDriver, orderCarrier } from '#modules/exchange/server/orders/carry.ts'
import { readLink, saveLink, type Link } from '#modules/exchange/server/orders/links.ts'

export const outgoing = { production: false, networks: ['127.0.0.0/8'], patience: 400 }
export const store = diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-')))
const carriers = [orderCarrier({ cipher, store, driver: httpOrderDriver(outgoing) })]

/** A neighbouring system, the hotline unless the test says otherwise. */
export async function linked(db: Db, over: Partial<Link> = {}): Promise<Link> {
  const kind: LinkKind = over.kind ?? 'hotline'
  const id = randomUUID()
  const input = {
    id,
    code: 'hotline',
    name: '12345 热线',
    kind,
    clientId: null,
    mapping: mappingPresets[kind],
    way: 'none' as const,
    url: '',
    headerName: 'X-Token',
    headerValue: 'hotline-secret',
    active: true,
    baseVersion: null,
    now: monday,
    ...over,
  }
  await saveLink(db, await as(db, 'centre'), input, { cipher, outgoing })
  return readLink(db, districtId, id)
}

/** An order as the hotline writes it. */
export const order = (over: Record<string, unknown> = {}) => ({
  工单编号: 'HD20260316001',
  标题: '路灯不亮',
  主要内容: '麻纺厂西八栋路灯不亮三天了',
  诉求时间: '2026-03-16 09:30:00',
  到期时间: '2026-03-20 18:00:00',
  来电人: '李秀英',
  联系电话: '13812345678',
  紧急程度: '紧急',
  社区: '澜湖',
  小区点位: '西八栋',
  ...over,
})

/** As its program sends it in at a minute of the story. */
export const taking = (link: Link, minute = 0) => ({
  link,
  caller: { ...anonymous(districtId), client: { id: randomUUID(), name: '市民热线' } },
  cipher,
  now: later(minute),
})

/** Tells the outbox of everything that has happened to a case. */
export async function hear(db: Db, caseId: string): Promise<void> {
  const { version } = await db
    .selectFrom('cases.case')
    .select('version')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  await hearForOrders(db, {
    type: 'case.any',
    key: `${caseId}:${version}`,
    districtId,
    at: monday.toISOString(),
    body: { caseId, seq: version },
  })
}

/** Sends what waits for it at a minute of the story. */
export const deliver = (db: Db, link: Link, minute = 300) =>
  deliverTo(db, carriers, { districtId, targetKind: 'link', targetId: link.id }, () =>
    later(minute),
  )

/** A body that was sent, read. */
export const said = (body: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(body))
/** The row of a case as it stands. */
export const caseRow = (db: Db, caseId: string) =>
  db.selectFrom('cases.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()

/** The clocks of the order of a case, oldest first. */
export const clocksOf = async (db: Db, caseId: string) =>
  (
    await sql<{ stage: string; due_at: Date; stopped_at: Date | null }>`
      select stage, due_at, stopped_at from cases.clock where case_id = ${caseId} and stage::text = 'order'
      order by started_at`.execute(db)
  ).rows

/** A picture that was sent in beforehand. */
export async function aPhotograph(db: Db): Promise<string> {
  const id = randomUUID()
  const bytes = await sharp({
    create: { width: 40, height: 30, channels: 3, background: '#456' },
  })
    .jpeg()
    .toBuffer()
  await receiveFile(db, store, { districtId, id, bytes, uploader: null, now: monday })
  return id
}

/** Filed, dispatched, accepted, finished with a picture, inspected: closed. */
export async function carried(db: Db, caseId: string): Promise<void> {
  const { file, dispatch, acceptTask, finish, inspect } = cases
  await file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await dispatch(db, { ...(await does(db, 'wang', caseId, 10)), unitId: null, words: '' })
  await acceptTask(db, await does(db, 'zhou', caseId, 20))
  await finish(db, {
    ...(await does(db, 'zhou', caseId, 120)),
    words: '换了灯泡',
    before: [],
    after: [await aPhotograph(db)],
  })
  await inspect(db, {
    ...(await does(db, 'chen', caseId, 130)),
    passed: true,
    words: '亮了',
    photos: [],
  })
}
