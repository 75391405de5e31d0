import { sql } from 'kysely'
import { personOf } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import type { PatrolRecord } from '../../contract/patrols.ts'
import { concerning } from './rounds.ts'
import type { Recording, Refused } from './record.ts'

interface Sent {
  sentAt: string
  at: (doneAt: string) => Date
  records: readonly PatrolRecord[]
}

interface Walk {
  id: string
  route_id: string | null
  started_at: Date | null
  phone_started_at: string | null
  ended_at: Date | null
  phone_ended_at: string | null
  words: string
  track: { lon: number; lat: number }[]
}

/** Beginnings and ends, whichever comes first; what was said first stands, and nobody ends another's walk. */
export async function saveWalks(tx: Tx, recording: Recording, sent: Sent): Promise<Refused[]> {
  const { caller, now } = recording
  const { personId, postId } = personOf(caller)
  const walks = walksIn(sent)
  if (walks.length === 0) return []
  const { rows: routes } = await sql<{ id: string }>`
    select r.id from fieldwork.patrol_route r
    where ${concerning(caller)} and r.id = any(${walks.flatMap((w) => w.route_id ?? [])}::uuid[])`.execute(
    tx,
  )
  const known = new Set(routes.map((row) => row.id))
  const fine = walks.filter((walk) => walk.route_id === null || known.has(walk.route_id))
  const { rows } = await sql<{ id: string }>`
    insert into fieldwork.patrol as old (district_id, id, route_id, person_id, post_id, organisation_id,
      started_at, phone_started_at, ended_at, phone_ended_at, words, track, received_at)
    select ${caller.districtId}, g.id, g.route_id, ${personId}::uuid, ${postId}::uuid,
      ${caller.organisationId}::uuid, g.started_at, g.phone_started_at, g.ended_at, g.phone_ended_at,
      g.words, g.track, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(fine)}::jsonb) g (id uuid, route_id uuid,
      started_at timestamptz, phone_started_at timestamptz, ended_at timestamptz,
      phone_ended_at timestamptz, words text, track jsonb)
    on conflict (district_id, id) do update set
      route_id = coalesce(old.route_id, excluded.route_id),
      started_at = coalesce(old.started_at, excluded.started_at),
      phone_started_at = coalesce(old.phone_started_at, excluded.phone_started_at),
      words = case when old.ended_at is null then excluded.words else old.words end,
      track = case when old.ended_at is null then excluded.track else old.track end,
      ended_at = coalesce(old.ended_at, excluded.ended_at),
      phone_ended_at = coalesce(old.phone_ended_at, excluded.phone_ended_at)
    where old.person_id = excluded.person_id
    returning id`.execute(tx)
  const taken = new Set(rows.map((row) => row.id))
  return walks.flatMap((walk): Refused[] => {
    if (taken.has(walk.id)) return []
    const code = fine.includes(walk) ? 'fieldwork.patrol_not_yours' : 'fieldwork.route_not_found'
    return [{ id: walk.id, code }]
  })
}

/** One of each walk, however many records speak of it. */
function walksIn({ records, at }: Sent): Walk[] {
  const walks = new Map<string, Walk>()
  for (const record of records) {
    if (record.is === 'stop') continue
    const walk = walks.get(record.patrolId) ?? {
      id: record.patrolId,
      route_id: null,
      started_at: null,
      phone_started_at: null,
      ended_at: null,
      phone_ended_at: null,
      words: '',
      track: [],
    }
    walks.set(record.patrolId, walk)
    if (record.is === 'begin' && walk.started_at === null)
      Object.assign(walk, {
        route_id: record.routeId,
        started_at: at(record.at),
        phone_started_at: record.at,
      })
    if (record.is === 'end' && walk.ended_at === null)
      Object.assign(walk, {
        ended_at: at(record.at),
        phone_ended_at: record.at,
        words: record.words,
        track: record.track,
      })
  }
  return [...walks.values()]
}
