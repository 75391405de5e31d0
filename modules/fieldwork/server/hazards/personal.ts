import { sql } from 'kysely'
import {
  endedCases,
  type Forget,
  type PersonalAsking,
  type PersonalSource,
} from '#modules/cases/server/index.ts'
import { subjectsUnder } from '#modules/subjects/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { hazardStates, isOpen } from '../../domain/hazards/hazard.ts'
import { numberOf, oneOf, visibleHazard } from './parts.ts'

interface Row {
  id: string
  at: Date
  name_cipher: string | null
  year: number
  number: number
  address: string
  state: string
  case_id: string | null
  at_door: boolean
}

const MOST = 200

/**
 * Whom notices of hazards went to and who fixed them, where that is the person: at their doors of the
 * register, and, where a hazard was noted in words, at the same address under the same name. A name is
 * needed until the hazard has ended and its case with it.
 */
export const personalHazards: PersonalSource['find'] = async (db, asking, who) => {
  const { caller, cipher, now } = asking
  const { districtId } = caller
  const rows = await stepsAt(db, asking, who)
  const own = rows
    .map((row) => ({ row, name: row.name_cipher === null ? null : cipher.open(row.name_cipher) }))
    .filter(({ row, name }) => row.at_door || name === who.name || who.known.includes(row.id))
  const caseIds = own.flatMap(({ row }) => row.case_id ?? [])
  const ended = await endedCases(db, { districtId, before: now, caseIds })
  const heldOf = new Map(ended.map(({ id, held }) => [id, held]))
  return own.map(({ row, name }) => ({
    id: row.id,
    label: `${numberOf(row)} ${row.address}`,
    at: row.at.toISOString(),
    items: [
      {
        field: 'name',
        text: name,
        fault: name === null ? 'gone' : keptBy(row, heldOf),
        mayMend: true,
      },
    ],
  }))
}

function keptBy(row: Row, heldOf: ReadonlyMap<string, boolean>): 'open' | 'evidence' | null {
  if (isOpen(oneOf(hazardStates, row.state))) return 'open'
  if (row.case_id === null) return null
  const held = heldOf.get(row.case_id)
  return held === undefined ? 'open' : held ? 'evidence' : null
}

/** Steps that name somebody: of notices only those to a household or shop, which are about whoever lives or trades there. */
async function stepsAt(
  db: Db,
  asking: PersonalAsking,
  who: Parameters<PersonalSource['find']>[2],
): Promise<Row[]> {
  const { caller } = asking
  const doors = await subjectsUnder(db, asking, who)
  const addresses = doors.map((door) => door.address_text).filter((text) => text !== '')
  const { rows } = await sql<Row>`
    select s.id, s.at, s.name_cipher, x.year, x.number, x.address, x.state, x.case_id,
      x.subject_id is not null as at_door
    from fieldwork.hazard_step s
    join fieldwork.hazard x on x.district_id = s.district_id and x.id = s.hazard_id
    where ${visibleHazard(caller)} and (s.id = any(${[...who.known]}::uuid[])
      or s.name_cipher is not null and (s.to_kind is null or s.to_kind in ('household', 'shop')) and (
        x.subject_id is null and x.address = any(${addresses}::text[])
        or exists (select from subjects.v_subject d where d.district_id = x.district_id
          and d.id = x.subject_id
          and (d.id = any(${doors.map((door) => door.id)}::uuid[])
            or d.root_id = any(${doors.map((door) => door.id)}::uuid[])))))
    order by s.at desc, s.id limit ${MOST}`.execute(db)
  return rows
}

/** Takes a name out of a step; that it was taken, when and by whom of us stays. */
export const eraseHazardName: PersonalSource['erase'] = (tx, asking, of) =>
  write(tx, asking, { ...of, value: null })

/** Puts a name right. */
export const mendHazardName: PersonalSource['mend'] = (tx, asking, of) => write(tx, asking, of)

async function write(
  tx: Tx,
  { caller, cipher }: PersonalAsking,
  of: { entryId: string; field: string; value: string | null },
): Promise<void> {
  if (of.field !== 'name') throw invalid('fieldwork.hazard_not_found')
  const name = of.value === null ? null : cipher.seal(of.value.trim().slice(0, 80))
  const { rows } = await sql<{ hazard_id: string }>`
    update fieldwork.hazard_step s set name_cipher = ${name}
    from fieldwork.hazard x
    where x.district_id = s.district_id and x.id = s.hazard_id and ${visibleHazard(caller)}
      and s.id = ${of.entryId}::uuid returning s.hazard_id`.execute(tx)
  if (rows.length === 0) throw notFound('fieldwork.hazard_not_found')
  await forgetDigests(tx, caller.districtId, [rows[0]!.hazard_id])
}

/** Digests of all that was sent go with a name, which was part of it: few names are too many to try. */
async function forgetDigests(tx: Tx, districtId: string, hazardIds: readonly string[]) {
  await sql`update fieldwork.hazard set body_hash = ''
    where district_id = ${districtId} and id = any(${[...hazardIds]}::uuid[])`.execute(tx)
  await sql`update fieldwork.hazard_step set body_hash = ''
    where district_id = ${districtId} and hazard_id = any(${[...hazardIds]}::uuid[])`.execute(tx)
}

const AT_ONCE = 500

/** Names with hazards that ended long enough ago; they stay where the case that one became still runs or is held. */
export const forgetHazardNames: Forget = async (db, { districtId, before, dry }) => {
  const counts = { found: 0, kept: 0, done: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  /* oxlint-disable no-await-in-loop -- one batch after the other */
  for (;;) {
    const rows = await stillNamed(db, { districtId, before, after })
    const caseIds = rows.flatMap((row) => row.case_id ?? [])
    const ended = await endedCases(db, { districtId, before, caseIds })
    const heldOf = new Map(ended.map(({ id, held }) => [id, held]))
    const due = rows.filter(({ case_id: id }) => id === null || heldOf.has(id))
    const free = due.filter(({ case_id: id }) => id === null || heldOf.get(id) === false)
    counts.found += sumOf(due)
    counts.kept += sumOf(due) - sumOf(free)
    if (!dry && free.length > 0) {
      await transact(db, (tx) => empty(tx, districtId, free))
      counts.done += sumOf(free)
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length < AT_ONCE) return counts
  }
  /* oxlint-enable no-await-in-loop */
}

interface Named {
  id: string
  case_id: string | null
  names: number
}

const sumOf = (rows: readonly Named[]) => rows.reduce((sum, { names }) => sum + names, 0)

async function stillNamed(
  db: Db,
  { districtId, before, after }: { districtId: string; before: Date; after: string },
): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select x.id, x.case_id, count(*)::int as names from fieldwork.hazard x
    join fieldwork.hazard_step s on s.district_id = x.district_id and s.hazard_id = x.id
      and s.name_cipher is not null
    where x.district_id = ${districtId} and x.ended_at < ${before} and x.id > ${after}::uuid
    group by x.id, x.case_id order by x.id limit ${AT_ONCE}`.execute(db)
  return rows
}

async function empty(tx: Tx, districtId: string, hazards: readonly Named[]): Promise<void> {
  const ids = hazards.map(({ id }) => id)
  await sql`update fieldwork.hazard_step set name_cipher = null
    where district_id = ${districtId} and hazard_id = any(${ids}::uuid[])
      and name_cipher is not null`.execute(tx)
  await forgetDigests(tx, districtId, ids)
}
