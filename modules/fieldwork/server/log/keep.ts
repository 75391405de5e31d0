import { createHash, randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { dateOfDay, dayAt, dayOfDate, startOfDay } from '#kernel/zone.ts'
import type { FieldworkLog } from '#database/types.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import type { LogView } from '../../contract/log.ts'
import { draftOf, logVerbs, type Done, type LogLine, type LogVerb } from '../../domain/log/log.ts'
import { dayIn } from '../day.ts'
import { keeperOf, ownStations, type Keeper } from './keeper.ts'
import type { LogSource } from './sources.ts'

export interface LogTools {
  caller: Caller
  now: Date
  sources: readonly LogSource[]
}

export interface LogOf {
  keeper: string
  day: string
}

type Row = Selectable<FieldworkLog>

/** Noon of a day: who stood in a post then keeps its log. */
const noonOf = (timeZone: string, day: string) =>
  new Date(startOfDay(timeZone, dayOfDate(day)) + 12 * 3_600_000)

const rowOf = (db: Db, districtId: string, keeper: Keeper, day: string) =>
  db
    .selectFrom('fieldwork.log')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('kind', '=', keeper.kind)
    .where('keeper_id', '=', keeper.id)
    .where('day', '=', day)

/** The log of a day as it drafts itself now, or as it was signed. */
export async function readLog(db: Db, tools: LogTools, of: LogOf): Promise<LogView> {
  const { caller, now } = tools
  const { timeZone, today } = await dayIn(db, caller.districtId, now)
  const keeper = await keeperOf(db, caller, of.keeper, noonOf(timeZone, of.day))
  const row = await rowOf(db, caller.districtId, keeper, of.day).executeTakeFirst()
  const lines = linesOf(row) ?? (await draft(db, tools, { keeper, day: of.day, timeZone }))
  return viewOf(db, tools, { keeper, day: of.day, today, row, lines })
}

const linesOf = (row: Row | undefined): LogLine[] | null =>
  row?.lines ? (row.lines as unknown as LogLine[]) : null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by signLog

interface Drafting {
  keeper: Keeper
  day: string
  timeZone: string
}

const draft = async (db: Db, tools: LogTools, d: Drafting): Promise<LogLine[]> =>
  draftOf(await doneIn(db, tools, { ...d, until: d.day, personIds: d.keeper.personIds }))

interface DoneIn {
  personIds: readonly string[]
  day: string
  /** The last day. */
  until: string
  timeZone: string
}

/** What was done by these people from one day to another: one question to each source, however many days. */
async function doneIn(db: Db, { caller, sources }: LogTools, of: DoneIn): Promise<Done[]> {
  if (of.personIds.length === 0) return []
  const span = {
    districtId: caller.districtId,
    personIds: of.personIds,
    from: new Date(startOfDay(of.timeZone, dayOfDate(of.day))),
    until: new Date(startOfDay(of.timeZone, dayOfDate(of.until) + 1)),
  }
  const done: Done[] = []
  for (const source of sources) done.push(...(await source(db, span))) // oxlint-disable-line no-await-in-loop -- may run in one transaction
  return done
}

interface Shown {
  keeper: Keeper
  day: string
  today: string
  row: Row | undefined
  lines: LogLine[]
}

async function viewOf(db: Db, { caller }: LogTools, shown: Shown): Promise<LogView> {
  const { keeper, day, today, row, lines } = shown
  const additions = row
    ? await db
        .selectFrom('fieldwork.log_addition')
        .selectAll()
        .where('district_id', '=', caller.districtId)
        .where('log_id', '=', row.id)
        .orderBy('at')
        .orderBy('id')
        .execute()
    : []
  const personIds = [
    ...additions.map((a) => a.person_id),
    ...(row?.signed_by ? [row.signed_by] : []),
  ]
  const { persons } = await nameOf(db, caller.districtId, { personIds })
  const nameBy = (id: string) => persons.get(id) ?? ''
  const signed =
    row?.signed_at && row.signed_by && row.digest
      ? { at: row.signed_at.toISOString(), by: nameBy(row.signed_by), digest: row.digest }
      : null
  return {
    keeper: { kind: keeper.kind, id: keeper.id, name: keeper.name },
    day,
    today,
    lines,
    words: row?.words ?? '',
    signed,
    additions: additions.map((a) => ({
      id: a.id,
      words: a.words,
      at: a.at.toISOString(),
      by: nameBy(a.person_id),
    })),
    version: row?.version ?? 0,
    allowed: logVerbs({ day, signed: signed !== null, own: true }, today),
  }
}

interface Held {
  keeper: Keeper
  row: Row
  timeZone: string
}

/** Holds the row of a log, made now where there is none, and demands that this may be done to it. */
async function held(tx: Tx, tools: LogTools, of: LogOf & { verb: LogVerb }): Promise<Held> {
  const { caller, now } = tools
  const { districtId } = caller
  const { timeZone, today } = await dayIn(tx, districtId, now)
  const keeper = await keeperOf(tx, caller, of.keeper, noonOf(timeZone, of.day))
  await tx
    .insertInto('fieldwork.log')
    .values({
      district_id: districtId,
      id: randomUUID(),
      kind: keeper.kind,
      keeper_id: keeper.id,
      day: of.day,
    })
    .onConflict((c) => c.columns(['district_id', 'kind', 'keeper_id', 'day']).doNothing())
    .execute()
  const row = await rowOf(tx, districtId, keeper, of.day).forUpdate().executeTakeFirstOrThrow()
  const signed = row.signed_at !== null
  if (!logVerbs({ day: of.day, signed, own: true }, today).includes(of.verb)) {
    if (of.day > today) throw invalid('fieldwork.log_not_yet')
    throw refused(signed ? 'fieldwork.log_signed' : 'fieldwork.log_not_signed', {
      version: row.version,
    })
  }
  return { keeper, row, timeZone }
}

const atVersion = (row: Row, baseVersion: number) => {
  if (row.version !== baseVersion)
    throw refused('fieldwork.out_of_date', { version: row.version, words: row.words })
}

export type WriteInput = LogOf & { words: string; baseVersion: number }

/** Keeps what the draft does not know. The same words again change nothing. */
export async function writeLog(db: Db, tools: LogTools, input: WriteInput): Promise<LogView> {
  await transact(db, async (tx) => {
    const { row } = await held(tx, tools, { ...input, verb: 'write' })
    if (row.words === input.words) return
    atVersion(row, input.baseVersion)
    await set(tx, row, { words: input.words })
  })
  return readLog(db, tools, input)
}

const set = (tx: Tx, row: Row, values: object) =>
  tx
    .updateTable('fieldwork.log')
    .set({ ...values, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()

/**
 * Signs the log: its draft is frozen as it stands, with the words, under a digest of both. A second
 * sending of the same finds it signed; others' words in between are 409.
 */
export async function signLog(db: Db, tools: LogTools, input: WriteInput): Promise<LogView> {
  const { caller, now } = tools
  const before = await readLog(db, tools, input)
  if (before.signed && before.words === input.words) return before
  await transact(db, async (tx) => {
    const { keeper, row, timeZone } = await held(tx, tools, { ...input, verb: 'sign' })
    if (row.words !== input.words) atVersion(row, input.baseVersion)
    const lines = await draft(tx, tools, { keeper, day: input.day, timeZone })
    const { personId, postId } = personOf(caller)
    const whole = canonicalJson({ day: input.day, keeper: keeper.id, lines, words: input.words })
    await set(tx, row, {
      words: input.words,
      lines: JSON.stringify(lines),
      signed_at: now,
      signed_by: personId,
      signed_post: postId,
      digest: createHash('sha256').update(whole).digest('hex'),
    })
    await audit(tx, caller, {
      act: 'fieldwork.log_signed',
      subjectKind: 'log',
      subjectId: row.id,
      details: { day: input.day, kind: keeper.kind },
      at: now,
    })
  })
  return readLog(db, tools, input)
}

/** Corrects a signed log by an addition; sent twice it is one. */
export async function addToLog(
  db: Db,
  tools: LogTools,
  input: LogOf & { id: string; words: string },
): Promise<LogView> {
  await transact(db, async (tx) => {
    const { row } = await held(tx, tools, { ...input, verb: 'add' })
    const made = await tx
      .insertInto('fieldwork.log_addition')
      .values({
        district_id: row.district_id,
        log_id: row.id,
        id: input.id,
        words: input.words,
        at: tools.now,
        person_id: personOf(tools.caller).personId,
      })
      .onConflict((c) => c.columns(['district_id', 'log_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) return
    const there = await tx
      .selectFrom('fieldwork.log_addition')
      .select('words')
      .where('district_id', '=', row.district_id)
      .where('log_id', '=', row.id)
      .where('id', '=', input.id)
      .executeTakeFirstOrThrow()
    if (there.words !== input.words) throw refused('fieldwork.addition_id_taken')
  })
  return readLog(db, tools, input)
}

/** The most days that are listed or printed at once. */
const MOST_DAYS = 62

export interface SpanOf {
  keeper: string
  from: string
  until: string
}

/** Every day of a span that has come, each log as it stands. */
export async function logsOf(db: Db, tools: LogTools, span: SpanOf): Promise<LogView[]> {
  const { districtId } = tools.caller
  const { today, timeZone } = await dayIn(db, districtId, tools.now)
  const first = dayOfDate(span.from)
  const last = Math.min(dayOfDate(span.until), dayOfDate(today))
  if (span.until < span.from) throw invalid('fieldwork.ends_early')
  if (dayOfDate(span.until) - first >= MOST_DAYS) throw invalid('fieldwork.span_too_long')
  const days: Day[] = []
  for (let day = first; day <= last; day += 1) {
    const keeper = await keeperOf(db, tools.caller, span.keeper, noonOf(timeZone, dateOfDay(day))) // oxlint-disable-line no-await-in-loop -- whoever stood there that day
    days.push({ day: dateOfDay(day), keeper })
  }
  if (days.length === 0) return []
  const rows = await rowsOf(db, districtId, days)
  const lines = await linesIn(db, tools, { days, rows, timeZone })
  const logs: LogView[] = []
  for (const { day, keeper } of days) {
    const row = rows.get(day)
    logs.push(await viewOf(db, tools, { keeper, day, today, row, lines: lines.get(day) ?? [] })) // oxlint-disable-line no-await-in-loop -- asks only for what was added to it
  }
  return logs
}

interface Day {
  day: string
  keeper: Keeper
}

/** The rows that there are of these days, by day. */
async function rowsOf(db: Db, districtId: string, days: readonly Day[]): Promise<Map<string, Row>> {
  const { keeper } = days[0]!
  const rows = await db
    .selectFrom('fieldwork.log')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('kind', '=', keeper.kind)
    .where('keeper_id', '=', keeper.id)
    .where('day', '>=', days[0]!.day)
    .where('day', '<=', days.at(-1)!.day)
    .execute()
  return new Map(rows.map((row) => [row.day, row]))
}

/** The lines of each day: as signed, or drafted from what was done in the whole span and told apart by day. */
async function linesIn(
  db: Db,
  tools: LogTools,
  { days, rows, timeZone }: { days: readonly Day[]; rows: Map<string, Row>; timeZone: string },
): Promise<Map<string, LogLine[]>> {
  const open = days.filter(({ day }) => linesOf(rows.get(day)) === null)
  const done = new Map<string, Done[]>()
  if (open.length > 0)
    for (const deed of await doneIn(db, tools, {
      personIds: [...new Set(open.flatMap(({ keeper }) => keeper.personIds))],
      day: open[0]!.day,
      until: open.at(-1)!.day,
      timeZone,
    })) {
      const day = dateOfDay(dayAt(timeZone, Date.parse(deed.at)))
      done.set(day, [...(done.get(day) ?? []), deed])
    }
  return new Map(
    days.map(({ day, keeper }) => {
      // Of a station's day are the deeds of those who stood there that day, and of nobody else.
      const own = done.get(day)?.filter(({ personId }) => keeper.personIds.includes(personId))
      return [day, linesOf(rows.get(day)) ?? draftOf(own ?? [])]
    }),
  )
}

/** Which days have something in them, and the stations whose log the caller may keep. */
export async function listLogs(db: Db, tools: LogTools, span: SpanOf) {
  const { timeZone, today } = await dayIn(db, tools.caller.districtId, tools.now)
  const { id, kind, name } = await keeperOf(db, tools.caller, span.keeper, noonOf(timeZone, today))
  const stations = await ownStations(db, tools.caller)
  const logs = await logsOf(db, tools, span)
  return {
    keeper: { id, kind, name },
    stations: stations.map((station) => ({ id: station.id, name: station.name })),
    today,
    days: logs.map((log) => ({
      day: log.day,
      signed: log.signed !== null,
      words: log.words !== '',
      lines: log.lines.length,
    })),
  }
}
