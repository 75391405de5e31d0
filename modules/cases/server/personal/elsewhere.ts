import { sql } from 'kysely'
import { nameOf } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { FoundElsewhere, OtherAct } from '../../contract/personal.ts'
import { isFinal } from '../../domain/case.ts'
import { reportsOf } from './found.ts'
import { digits, lock, note, update, type Row, type Step, type Tools } from './steps.ts'
import type { PersonalSource } from './sources.ts'

export type SourceTools = Pick<Tools, 'cipher' | 'now'> & {
  sources?: readonly PersonalSource[] | undefined
}

/** What other modules keep of the person, source by source. */
export async function foundElsewhere(
  db: Db,
  caller: Caller,
  row: Row,
  { sources = [], clear = false, ...tools }: SourceTools & { clear?: boolean },
): Promise<FoundElsewhere[]> {
  const phone = row.phone_cipher ? digits(tools.cipher.open(row.phone_cipher)) : null
  const name = row.name_cipher ? tools.cipher.open(row.name_cipher) : null
  const known = await db
    .selectFrom('cases.personal_act')
    .select('entry_id')
    .distinct()
    .where('district_id', '=', row.district_id)
    .where('request_id', '=', row.id)
    .where('entry_id', 'is not', null)
    .execute()
  const dealt = known.flatMap((act) => act.entry_id ?? [])
  const wanted = { phoneIndex: row.phone_index, reportId: row.report_id }
  const reports = await reportsOf(db, caller, wanted)
  const cases = reports.map(({ caseId, status, held }) => ({
    caseId,
    final: isFinal(status),
    held: held !== null,
  }))
  const found: FoundElsewhere[] = []
  for (const source of sources) {
    // oxlint-disable-next-line no-await-in-loop -- may run in one transaction
    const entries = await source.find(
      db,
      { caller, ...tools },
      { phone, name, known: dealt, cases, clear },
    )
    found.push(...entries.map((entry) => Object.assign(entry, { source: source.name })))
  }
  return found
}

/** What was done there for the request, the first first. */
export async function actsElsewhere(db: Db, row: Row): Promise<OtherAct[]> {
  const acts = await db
    .selectFrom('cases.personal_act')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('request_id', '=', row.id)
    .where('entry_id', 'is not', null)
    .orderBy('seq')
    .execute()
  const { persons } = await nameOf(db, row.district_id, { personIds: acts.map((a) => a.by_person) })
  return acts.map((act) => ({
    source: act.source,
    entryId: act.entry_id ?? '',
    field: act.field,
    act: act.act === 'mended' || act.act === 'erased' ? act.act : 'refused',
    reason: act.reason,
    by: persons.get(act.by_person) ?? '',
    at: act.at.toISOString(),
  }))
}

export interface ElsewhereStep extends Step {
  source: string
  entryId: string
  field: string
  act: 'erase' | 'mend' | 'refuse'
  /** What it is mended to, or why it is refused. */
  words: string
}

const past = { erase: 'erased', mend: 'mended', refuse: 'refused' } as const

/** Erases, mends or refuses one item that another module keeps, and notes it in the request. */
export const actElsewhere = (db: Db, caller: Caller, tools: SourceTools, of: ElsewhereStep) =>
  transact(db, async (tx) => {
    const row = await lock(tx, caller, { ...of, step: of.act })
    const source = tools.sources?.find(({ name }) => name === of.source)
    const entries = source
      ? await foundElsewhere(tx, caller, row, { ...tools, sources: [source] })
      : []
    const item = entries
      .find(({ id }) => id === of.entryId)
      ?.items.find(({ field }) => field === of.field)
    if (!source || !item) throw notFound('cases.report_not_found')
    const asking = { caller, cipher: tools.cipher, now: of.now }
    if (of.act !== 'erase' && of.words === '') throw invalid('cases.personal_words_needed')
    if (of.act === 'erase') {
      if (item.fault !== null) throw refused(`cases.personal_${item.fault}`)
      await source.erase(tx, asking, of)
    }
    if (of.act === 'mend') {
      if (!item.mayMend) throw refused('cases.personal_chained')
      await source.mend(tx, asking, { ...of, value: of.words })
    }
    await did(tx, caller, row, of)
  })

async function did(tx: Tx, caller: Caller, row: Row, of: ElsewhereStep): Promise<void> {
  await sql`insert into cases.personal_act
      (district_id, request_id, seq, source, entry_id, field, act, reason, by_person, at)
    select ${row.district_id}, ${row.id}, coalesce(max(seq), 0) + 1, ${of.source}, ${of.entryId}::uuid,
      ${of.field}, ${past[of.act]}, ${of.act === 'refuse' ? of.words : null},
      ${personOf(caller).personId}::uuid, ${of.now}::timestamptz
    from cases.personal_act where district_id = ${row.district_id} and request_id = ${row.id}`.execute(
    tx,
  )
  await update(tx, row, {})
  await note(tx, caller, {
    act: `cases.personal_${past[of.act]}`,
    id: row.id,
    now: of.now,
    details: { source: of.source, entryId: of.entryId, field: of.field },
  })
}
