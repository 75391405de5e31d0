import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import type { NoteView } from '../../contract/rosters.ts'
import { signedInPerson } from '../own-routes.ts'
import { groundOf, NOBODY } from './ground.ts'

/** The stations that a person has a post at on a day, by name. */
export const ownStations = (
  db: Db,
  of: { districtId: string; personId: string; day: string },
): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.station as st', (j) =>
      j.onRef('st.district_id', '=', 'po.district_id').onRef('st.id', '=', 'po.station_id'),
    )
    .select(['st.id', 'st.name'])
    .distinct()
    .where('h.district_id', '=', of.districtId)
    .where('h.person_id', '=', of.personId)
    .where('po.active', '=', true)
    .where('h.holds_from', '<=', of.day)
    .where((eb) => eb.or([eb('h.holds_until', 'is', null), eb('h.holds_until', '>=', of.day)]))
    .orderBy('st.name')
    .execute()

/** Writes a note for the next shift, of a station where one has a post. Sent twice, it counts once. */
export async function writeShiftNote(
  tx: Tx,
  caller: Caller,
  note: { id: string; stationId: string; words: string; now: Date },
): Promise<void> {
  const personId = signedInPerson(caller)
  const ground = await groundOf(tx, caller.districtId, note.now)
  const own = await ownStations(tx, { districtId: caller.districtId, personId, day: ground.today })
  if (!own.some((station) => station.id === note.stationId))
    throw notFound('people.station_not_found')
  const made = await tx
    .insertInto('people.shift_note')
    .values({
      district_id: caller.districtId,
      id: note.id,
      station_id: note.stationId,
      by_person: personId,
      words: note.words,
      written_at: note.now,
    })
    .onConflict((on) => on.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) return
  const known = await tx
    .selectFrom('people.shift_note')
    .select(['by_person', 'words', 'station_id'])
    .where('district_id', '=', caller.districtId)
    .where('id', '=', note.id)
    .executeTakeFirstOrThrow()
  if (
    known.by_person !== personId ||
    known.words !== note.words ||
    known.station_id !== note.stationId
  )
    throw refused('people.note_is_another')
}

/** Takes a note over; whoever was first stays, and nobody takes over their own. */
export async function takeShiftNote(
  tx: Tx,
  caller: Caller,
  { noteId, now }: { noteId: string; now: Date },
): Promise<void> {
  const personId = signedInPerson(caller)
  const { today } = await groundOf(tx, caller.districtId, now)
  const own = await ownStations(tx, { districtId: caller.districtId, personId, day: today })
  const note = await tx
    .selectFrom('people.shift_note')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('id', '=', noteId)
    .forUpdate()
    .executeTakeFirst()
  if (!note || !own.some((station) => station.id === note.station_id))
    throw notFound('people.note_not_found')
  if (note.by_person === personId) throw refused('people.note_is_own')
  if (note.taken_by !== null) return
  await tx
    .updateTable('people.shift_note')
    .set({ taken_by: personId, taken_at: now })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', noteId)
    .execute()
}

export interface NoteDeed {
  personId: string
  at: Date
  act: 'written' | 'taken'
  stationId: string
  station: string
}

/** Notes that some people wrote for the next shift, or took over from the last, in a span of time, oldest first. */
export async function notesDone(
  db: Db,
  of: { districtId: string; personIds: readonly string[]; from: Date; until: Date },
): Promise<NoteDeed[]> {
  const by = (who: 'n.by_person' | 'n.taken_by', when: 'n.written_at' | 'n.taken_at') =>
    db
      .selectFrom('people.shift_note as n')
      .innerJoin('people.station as st', (j) =>
        j.onRef('st.district_id', '=', 'n.district_id').onRef('st.id', '=', 'n.station_id'),
      )
      .select([`${who} as personId`, `${when} as at`, 'st.id as stationId', 'st.name as station'])
      .where('n.district_id', '=', of.districtId)
      .where(who, 'in', of.personIds.length > 0 ? [...of.personIds] : [NOBODY])
      .where(when, '>=', of.from)
      .where(when, '<', of.until)
      .execute()
  const written = await by('n.by_person', 'n.written_at')
  const taken = await by('n.taken_by', 'n.taken_at')
  const deeds = (rows: typeof written, act: NoteDeed['act']) =>
    rows.flatMap(({ personId, at, ...station }) =>
      personId === null || at === null ? [] : [{ personId, at, act, ...station }],
    )
  return [...deeds(written, 'written'), ...deeds(taken, 'taken')].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )
}

/** The last notes of stations, newest first; those that wait stay on top. */
export async function listNotes(
  db: Db,
  caller: Caller,
  of: { stationIds: readonly string[]; mayTake: readonly string[]; id?: string },
): Promise<NoteView[]> {
  const rows = await db
    .selectFrom('people.shift_note as n')
    .innerJoin('people.station as st', (j) =>
      j.onRef('st.district_id', '=', 'n.district_id').onRef('st.id', '=', 'n.station_id'),
    )
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'n.district_id').onRef('p.id', '=', 'n.by_person'),
    )
    .leftJoin('people.person as q', (j) =>
      j.onRef('q.district_id', '=', 'n.district_id').onRef('q.id', '=', 'n.taken_by'),
    )
    .select([
      'n.id',
      'n.station_id',
      'st.name as station_name',
      'n.by_person',
      'p.name as by_name',
      'n.words',
      'n.written_at',
      'q.name as taken_name',
      'n.taken_at',
    ])
    .where('n.district_id', '=', caller.districtId)
    .where('n.station_id', 'in', of.stationIds.length > 0 ? [...of.stationIds] : [NOBODY])
    .$if(of.id !== undefined, (q) => q.where('n.id', '=', of.id ?? ''))
    .orderBy('n.written_at', 'desc')
    .orderBy('n.id')
    .limit(20)
    .execute()
  return rows
    .map((row) => ({
      id: row.id,
      stationId: row.station_id,
      stationName: row.station_name,
      byName: row.by_name,
      words: row.words,
      writtenAt: row.written_at.toISOString(),
      takenByName: row.taken_name,
      takenAt: row.taken_at?.toISOString() ?? null,
      mayTake:
        row.taken_at === null &&
        row.by_person !== caller.personId &&
        of.mayTake.includes(row.station_id),
    }))
    .sort((a, b) => Number(b.takenAt === null) - Number(a.takenAt === null))
}
