import { sql } from 'kysely'
import { z } from 'zod'
import { transact, type Db } from '#platform/server/database.ts'
import { coarsened } from '../../domain/patrols/patrol.ts'

const DAY = 86_400_000
const COARSE_AFTER = 30
const GONE_AFTER = 60
const Track = z.array(z.object({ lon: z.number(), lat: z.number() }))

/**
 * Where somebody walked is coarse after a month, and gone after two; so is where somebody stood beside
 * a round. What was seen, and at which point of a round, stays.
 */
export async function forgetTracks(db: Db, districtId: string, now: Date): Promise<void> {
  const month = new Date(now.getTime() - COARSE_AFTER * DAY)
  const twoMonths = new Date(now.getTime() - GONE_AFTER * DAY)
  await sql`
    update fieldwork.patrol set track = '[]', track_kept = 'gone'
    where district_id = ${districtId} and track_kept <> 'gone' and received_at < ${twoMonths}`.execute(
    db,
  )
  await sql`
    update fieldwork.patrol_stop set coarse = true, lon = round(lon::numeric, 3)::float8,
      lat = round(lat::numeric, 3)::float8
    where district_id = ${districtId} and point_id is null and lon is not null and not coarse
      and at < ${month}`.execute(db)
  await sql`
    update fieldwork.patrol_stop set lon = null, lat = null
    where district_id = ${districtId} and point_id is null and lon is not null and coarse
      and at < ${twoMonths}`.execute(db)
  while ((await coarsenSome(db, districtId, month)) > 0); // oxlint-disable-line no-await-in-loop -- some at a time, so that no row is held long
}

const coarsenSome = (db: Db, districtId: string, month: Date) =>
  transact(db, async (tx) => {
    const old = await tx
      .selectFrom('fieldwork.patrol')
      .select(['id', 'track'])
      .where('district_id', '=', districtId)
      .where('track_kept', '=', 'walked')
      .where('received_at', '<', month)
      .orderBy('id')
      .limit(200)
      .forUpdate()
      .execute()
    const tracks = old.map(({ id, track }) => ({ id, track: coarsened(Track.parse(track)) }))
    await sql`
      update fieldwork.patrol w set track = g.track, track_kept = 'coarse'
      from jsonb_to_recordset(${JSON.stringify(tracks)}::jsonb) g (id uuid, track jsonb)
      where w.district_id = ${districtId} and w.id = g.id`.execute(tx)
    return old.length
  })
