import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { reportCase, saidTimes, settleReported } from '#modules/cases/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { demand, personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, Problem, refused } from '#platform/server/problem.ts'
import type { PatrolRecord, StopRecord } from '../../contract/patrols.ts'
import { concerning } from './rounds.ts'
import { saveWalks } from './walks.ts'

export interface Recording {
  caller: Caller
  now: Date
  cipher: Cipher
}

export interface Refused {
  id: string
  code: string
}

/** A stop as it is kept, with its point as the caller may see it. */
export interface Kept {
  stop: StopRecord
  at: Date
  hash: string
}

export interface Point {
  id: string
  name: string
  lon: number
  lat: number
}

/**
 * Takes what phones noted on patrol, a day of it at once and in any order: what arrived before counts
 * once, what cannot be taken is named with its reason and stands in the way of nothing else. What was
 * fine is written in sets; each problem becomes a case, and each names the other.
 */
export async function recordPatrols(
  db: Db,
  recording: Recording,
  { sentAt, records }: { sentAt: string; records: readonly PatrolRecord[] },
) {
  const { now } = recording
  const at = (doneAt: string) => new Date(saidTimes({ doneAt, sentAt }, now).aboutAt)
  const stops: Kept[] = records.flatMap((stop) =>
    stop.is === 'stop' ? [{ stop, at: at(stop.at), hash: hashOf(stop) }] : [],
  )
  const sent = { sentAt, at }
  const ground = await transact(db, async (tx) => {
    const refusedWalks = await saveWalks(tx, recording, { ...sent, records })
    const known = await demandKnown(tx, recording.caller, stops)
    const plain = known.fine.filter(({ stop }) => stop.kind !== 'problem')
    const pictured = await claimAll(tx, recording, plain)
    const clashing = await insertStops(tx, recording, { sentAt, stops: pictured.fine, ...known })
    return {
      points: known.points,
      problems: known.fine.filter(({ stop }) => stop.kind === 'problem'),
      refused: [...refusedWalks, ...known.refused, ...pictured.refused, ...clashing],
    }
  })
  const cases: { stopId: string; caseId: string }[] = []
  for (const kept of ground.problems)
    try {
      // oxlint-disable-next-line no-await-in-loop -- each in a transaction of its own: a refused one undoes no other
      const caseId = await recordProblem(db, recording, { kept, sentAt, points: ground.points })
      cases.push({ stopId: kept.stop.id, caseId })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      ground.refused.push({ id: kept.stop.id, code: error.code })
    }
  return { cases, refused: ground.refused }
}

/** Of what it says; by which clock it was sent is no part of it. */
const hashOf = (stop: StopRecord) => createHash('sha256').update(canonicalJson(stop)).digest('hex')

/** Points must be of rounds that concern the caller, and a walk that is there must be the caller's own. */
async function demandKnown(tx: Tx, caller: Caller, stops: readonly Kept[]) {
  const pointIds = [...new Set(stops.flatMap(({ stop }) => stop.pointId ?? []))]
  const { rows } = await sql<Point>`
    select p.id, p.name, p.lon, p.lat from fieldwork.patrol_point p
    join fieldwork.patrol_route r on r.district_id = p.district_id and r.id = p.route_id
    where ${concerning(caller)} and p.id = any(${pointIds}::uuid[])`.execute(tx)
  const points = new Map(rows.map((row) => [row.id, row]))
  const walkIds = [...new Set(stops.map(({ stop }) => stop.patrolId))]
  const others = await tx
    .selectFrom('fieldwork.patrol')
    .select('id')
    .where('district_id', '=', caller.districtId)
    .where('person_id', '!=', personOf(caller).personId)
    .where(sql<boolean>`id = any(${walkIds}::uuid[])`)
    .execute()
  const foreign = new Set(others.map((row) => row.id))
  const fine: Kept[] = []
  const not: Refused[] = []
  for (const kept of stops) {
    const { id, pointId, patrolId } = kept.stop
    if (foreign.has(patrolId)) not.push({ id, code: 'fieldwork.patrol_not_yours' })
    else if (pointId !== null && !points.has(pointId))
      not.push({ id, code: 'fieldwork.point_not_found' })
    else fine.push(kept)
  }
  return { points, fine, refused: not }
}

/** All pictures at once; where one is not there, only the stop that names it is left out. */
async function claimAll(tx: Tx, { caller, now }: Recording, stops: readonly Kept[]) {
  const photos = (of: readonly Kept[]) => of.flatMap(({ stop }) => stop.photos)
  try {
    await claimFiles(tx, caller, photos(stops), now)
    return { fine: [...stops], refused: [] }
  } catch (error) {
    if (!(error instanceof Problem) || !Array.isArray(error.details['missing'])) throw error
    const missing = new Set(error.details['missing'].map(String))
    const fine = stops.filter(({ stop }) => !stop.photos.some((id) => missing.has(id)))
    await claimFiles(tx, caller, photos(fine), now)
    return {
      fine,
      refused: stops
        .filter((kept) => !fine.includes(kept))
        .map(({ stop }): Refused => ({ id: stop.id, code: error.code })),
    }
  }
}

interface Inserting {
  sentAt: string
  stops: readonly Kept[]
  points: ReadonlyMap<string, Point>
}

/** In one statement, however many; those whose id another stop has are told apart afterwards. */
async function insertStops(tx: Tx, recording: Recording, given: Inserting): Promise<Refused[]> {
  if (given.stops.length === 0) return []
  const { caller, now } = recording
  const { personId, postId } = personOf(caller)
  const rows = given.stops.map(({ stop, at, hash }) => {
    const point = stop.pointId === null ? undefined : given.points.get(stop.pointId)
    return {
      id: stop.id,
      patrol_id: stop.patrolId,
      point_id: stop.pointId,
      name: point?.name ?? stop.name,
      // Where a point is known no position of a person is kept.
      lon: point ? null : (stop.place?.lon ?? null),
      lat: point ? null : (stop.place?.lat ?? null),
      kind: stop.kind,
      words: stop.words,
      photos: stop.photos,
      at,
      phone_at: stop.at,
      body_hash: hash,
    }
  })
  const made = await sql<{ id: string }>`
    insert into fieldwork.patrol_stop (district_id, id, patrol_id, point_id, name, lon, lat, kind, words,
      photos, at, phone_at, phone_sent_at, received_at, person_id, post_id, organisation_id, body_hash)
    select ${caller.districtId}, g.id, g.patrol_id, g.point_id, g.name, g.lon, g.lat, g.kind, g.words,
      array(select jsonb_array_elements_text(g.photos)::uuid), g.at, g.phone_at, ${given.sentAt}::timestamptz,
      ${now}::timestamptz, ${personId}::uuid, ${postId}::uuid, ${caller.organisationId}::uuid, g.body_hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) g (id uuid, patrol_id uuid, point_id uuid,
      name text, lon float8, lat float8, kind text, words text, photos jsonb, at timestamptz,
      phone_at timestamptz, body_hash text)
    on conflict (district_id, id) do nothing
    returning id`.execute(tx)
  // An id twice in one sending: the first was taken, and the other is checked against it.
  if (made.rows.length === rows.length) return []
  return clashesOf(tx, caller, given.stops)
}

async function clashesOf(tx: Tx, caller: Caller, stops: readonly Kept[]): Promise<Refused[]> {
  const { rows } = await sql<{ id: string; body_hash: string; person_id: string }>`
    select id, body_hash, person_id from fieldwork.patrol_stop
    where district_id = ${caller.districtId}
      and id = any(${stops.map(({ stop }) => stop.id)}::uuid[])`.execute(tx)
  const there = new Map(rows.map((row) => [row.id, row]))
  return stops.flatMap(({ stop, hash }) => {
    const row = there.get(stop.id)
    const same = row?.body_hash === hash && row.person_id === caller.personId
    return same ? [] : [{ id: stop.id, code: 'fieldwork.stop_id_taken' }]
  })
}

interface Problematic {
  kept: Kept
  sentAt: string
  points: ReadonlyMap<string, Point>
}

/** A problem is a case by the same transaction, handled already where it was put right on the spot. */
async function recordProblem(db: Db, recording: Recording, given: Problematic): Promise<string> {
  const { kept, points, sentAt } = given
  const { stop } = kept
  const { caller, now, cipher } = recording
  demand(caller, 'cases.report')
  if (stop.words === '' && stop.photos.length === 0) throw invalid('fieldwork.problem_empty')
  return transact(db, async (tx) => {
    const clashing = await insertStops(tx, recording, { sentAt, stops: [kept], points })
    if (clashing[0]) throw refused('fieldwork.stop_id_taken')
    const before = await tx
      .selectFrom('fieldwork.patrol_stop')
      .select('case_id')
      .where('district_id', '=', caller.districtId)
      .where('id', '=', stop.id)
      .forUpdate()
      .executeTakeFirst()
    if (before?.case_id) return before.case_id
    const said = { doneAt: stop.at, sentAt }
    const kase = await reportCase(tx, reportOf(given, said), { cipher, caller, now })
    if (stop.settled) {
      demand(caller, 'cases.settle')
      const { matter, after } = stop.settled
      const { words, photos } = stop
      const { caseId } = kase
      await settleReported(tx, {
        caseId,
        caller,
        now,
        baseVersion: null,
        said,
        matter,
        words,
        before: photos,
        after,
      })
    }
    await tx
      .updateTable('fieldwork.patrol_stop')
      .set({ case_id: kase.caseId })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', stop.id)
      .execute()
    return kase.caseId
  })
}

function reportOf({ kept, points }: Problematic, said: { doneAt: string; sentAt: string }) {
  const { stop } = kept
  const point = stop.pointId === null ? undefined : points.get(stop.pointId)
  // Where the phone knows where it is, that is nearer to the problem than the point of the round.
  const place = stop.place
    ? ({ ...stop.place, system: 'WGS84', method: 'gps' } as const)
    : point
      ? ({ lon: point.lon, lat: point.lat, system: 'CGCS2000', method: 'staff' } as const)
      : null
  return {
    source: 'fieldwork.patrol',
    clientId: stop.id,
    channel: 'patrol' as const,
    words: stop.words,
    place,
    address: point?.name ?? stop.name,
    addressId: null,
    photos: stop.photos,
    name: null,
    phone: null,
    confidential: false,
    danger: null,
    said,
  }
}
