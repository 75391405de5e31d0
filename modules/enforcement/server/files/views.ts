import { sql } from 'kysely'
import { dayOfDate, startOfDay } from '#kernel/zone.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import { dissuaders, partyKinds, type FileView } from '../../contract/files.ts'
import { legalDue, remediesOf } from '../../domain/clocks.ts'
import { bodiesWith } from '../../domain/authority.ts'
import {
  fileStates,
  isEnded,
  mayStep,
  stepsNow,
  theirStates,
  wares,
  type LadderFile,
  type Step,
} from '../../domain/ladder.ts'
import { serviceModes } from '../../domain/service.ts'
import { custodyOf, evidenceOf } from '../evidence/views.ts'
import { ladderFileOf } from '../ladder/facts.ts'
import { mediationsOf } from '../mediation/views.ts'
import { authoritiesOf, oneOf } from '../powers/authority.ts'
import { officersOf } from '../powers/officers.ts'
import { lawOf } from '../refusals.ts'
import { visibleTo } from '../scope.ts'
import { dayIn, type FileRecord } from './change.ts'
import { partiesOf, type PartyRow } from './parties.ts'

export interface Looking {
  caller: Caller
  cipher: Cipher
  now: Date
}

/** Whether names, and what was said, are shown in clear. */
export const seesNames = ({ verbs }: Caller): boolean =>
  verbs.has('enforcement.talk') || verbs.has('enforcement.act')

/** Whether a whole file may be taken out of the house: it names people. */
export const mayExport = (caller: Caller): boolean =>
  seesNames(caller) &&
  (caller.verbs.has('enforcement.export') || caller.verbs.has('enforcement.act'))

export const isoOrNull = (at: Date | null) => at?.toISOString() ?? null
export const dueKinds = ['promise', 'service', 'reinspection', 'decision'] as const

/** A file of the caller's scope, or 404. */
export async function findFile(db: Db, caller: Caller, fileId: string): Promise<FileRecord> {
  const row = await db
    .selectFrom('enforcement.file as f')
    .selectAll('f')
    .where('f.id', '=', fileId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('enforcement.file_not_found')
  return row
}

/** Everything of one file that the caller may see, with what may be done now. */
export async function filePage(db: Db, fileId: string, by: Looking): Promise<FileView> {
  return viewOf(db, await findFile(db, by.caller, fileId), by)
}

/** As `filePage`, of a row that is in the scope. */
export async function viewOf(db: Db, row: FileRecord, by: Looking): Promise<FileView> {
  const { caller, cipher, now } = by
  const { today, timeZone } = await dayIn(db, caller.districtId, now)
  const clear = seesNames(caller)
  const parties = await partiesOf(db, caller.districtId, [row.id])
  const file = await ladderFileOf(db, row)
  const names = (party: PartyRow) => (clear ? cipher.open(party.name_cipher) : party.masked)
  const story = await storyOf(db, row, clear)
  const powers = await powersOf(db, row, { today, caller, now })
  return {
    ...headOf(row),
    parties: parties.map(names),
    dissuasions: file.dissuasions,
    sells: oneOf(wares, row.sells),
    stallsOffered: row.stalls_offered,
    ...(await besideOf(db, row)),
    partyRows: await partyRows(db, row, parties, { clear, cipher }),
    atPlace: await countAtPlace(db, row),
    byDissuader: countBy(story),
    promises: await promisesOf(db, row, {
      clear,
      names: new Map(parties.map((p) => [p.id, names(p)])),
    }),
    story,
    papers: await papersOf(db, row),
    handovers: await handoversOf(db, row, timeZone),
    evidence: held(await evidenceOf(db, row), clear, 'caption'),
    custody: held(await custodyOf(db, row, 200), clear, 'reason'),
    mediations: await mediationsOf(
      db,
      { districtId: caller.districtId, fileId: row.id, today },
      { cipher, seesNames: clear, mayMediate: caller.verbs.has('enforcement.mediate') },
    ),
    inspections: await inspectionsOf(db, row),
    allowed: stepsNow(file, { verbs: caller.verbs, today: dayOfDate(today) }),
    held: heldBack(file, caller, dayOfDate(today)),
    mayMediate: caller.verbs.has('enforcement.mediate') && row.state !== 'void',
    mayExport: mayExport(caller),
    ...powers,
    now: now.toISOString(),
  }
}

/** Rows without what somebody wrote beside them, for whoever may not know the names that it may hold. */
const held = <Row extends object>(rows: readonly Row[], clear: boolean, words: keyof Row): Row[] =>
  rows.map((row) => (clear ? row : { ...row, [words]: '' }))

export const headOf = (row: FileRecord) => ({
  id: row.id,
  title: row.title,
  state: oneOf(fileStates, row.state),
  matterCode: row.matter_code,
  matterName: row.matter_name,
  address: row.address,
  dueAt: isoOrNull(row.due_at),
  dueKind: row.due_kind === null ? null : oneOf(dueKinds, row.due_kind),
  openedAt: row.opened_at.toISOString(),
  caseId: row.case_id,
  version: row.version,
})

/** The steps of the ladder that wait for another first, each with the word and the article. */
function heldBack(file: LadderFile, { verbs }: Caller, today: number): FileView['held'] {
  if (isEnded(file.state)) return []
  const asked: readonly Step[] = ['order', 'serve', 'reinspect', 'hand_over']
  return asked.flatMap((step) => {
    const decision = mayStep(file, { step, verbs, today })
    if (decision.ok || ['forbidden', 'not_now'].includes(decision.refusal.word)) return []
    const { word, article } = decision.refusal
    return [{ step, code: `enforcement.${word}`, law: article ? lawOf(article) : null }]
  })
}

async function besideOf(db: Db, row: FileRecord) {
  const kase =
    row.case_id === null
      ? undefined
      : await db
          .selectFrom('cases.v_titled_case')
          .select(['short_code', 'title'])
          .where('district_id', '=', row.district_id)
          .where('case_id', '=', row.case_id)
          .executeTakeFirst()
  const names = await nameOf(db, row.district_id, {
    organisationIds: row.body_id === null ? [] : [row.body_id],
  })
  return {
    caseShortCode: kase?.short_code ?? null,
    caseTitle: kase?.title ?? null,
    bodyName: names.organisations.get(row.body_id ?? '') ?? null,
  }
}

async function powersOf(db: Db, row: FileRecord, of: { today: string; caller: Caller; now: Date }) {
  const { today, caller, now } = of
  const entries = await authoritiesOf(db, row.district_id)
  const ask = { matterCode: row.matter_code, day: today }
  return {
    officers: caller.verbs.has('enforcement.act')
      ? await officersOf(db, row.district_id, { day: today, but: caller.personId, now })
      : [],
    punishers: bodiesWith(entries, { ...ask, power: 'punish' }).map((a) => ({
      id: a.id,
      name: a.bodyName,
      system: a.system,
    })),
    orderers: bodiesWith(entries, { ...ask, power: 'order' }).map((a) => ({
      id: a.id,
      name: a.bodyName,
      own: a.bodyId !== null && a.bodyId === caller.organisationId,
    })),
  }
}

/** How often each party was dissuaded in other files of the last two years, by the subject or the name. */
async function partyRows(
  db: Db,
  row: FileRecord,
  parties: readonly PartyRow[],
  { clear, cipher }: { clear: boolean; cipher: Cipher },
): Promise<FileView['partyRows']> {
  const { rows } = await sql<{ id: string; elsewhere: number }>`
    select p.id, (select count(*)::int from enforcement.step s
      join enforcement.file o on o.district_id = s.district_id and o.id = s.file_id
      where s.district_id = p.district_id and s.type = 'dissuaded' and s.file_id <> p.file_id
        and o.state <> 'void' and s.at > ${row.opened_at}::timestamptz - interval '2 years'
        and exists (select from enforcement.party q
          left join subjects.v_subject r on r.district_id = q.district_id and r.id = q.subject_id
          where q.district_id = s.district_id and q.file_id = s.file_id and (r.root_id = root.root_id
            or (q.name_index = p.name_index and o.place_key = ${row.place_key})))) as elsewhere
    from enforcement.party p
    left join subjects.v_subject root on root.district_id = p.district_id and root.id = p.subject_id
    where p.district_id = ${row.district_id} and p.file_id = ${row.id}`.execute(db)
  const elsewhere = new Map(rows.map((r) => [r.id, r.elsewhere]))
  return parties.map((party) => ({
    id: party.id,
    kind: oneOf(partyKinds, party.kind),
    name: clear ? cipher.open(party.name_cipher) : party.masked,
    about: clear && party.about_cipher ? cipher.open(party.about_cipher) : null,
    subjectId: party.subject_id,
    elsewhere: elsewhere.get(party.id) ?? 0,
  }))
}

async function countAtPlace(db: Db, row: FileRecord): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from enforcement.step s
    join enforcement.file o on o.district_id = s.district_id and o.id = s.file_id
    where o.district_id = ${row.district_id} and o.place_key = ${row.place_key}
      and o.id <> ${row.id} and s.type = 'dissuaded'`.execute(db)
  return rows[0]?.n ?? 0
}

function countBy(story: FileView['story']): FileView['byDissuader'] {
  const by = story.filter((s) => s.type === 'dissuaded').map((s) => s.details['by'])
  return dissuaders
    .map((kind) => ({ kind, count: by.filter((one) => one === kind).length }))
    .filter((one) => one.count > 0)
}

async function storyOf(db: Db, row: FileRecord, clear: boolean): Promise<FileView['story']> {
  const steps = await db
    .selectFrom('enforcement.step')
    .select(['seq', 'type', 'at', 'person_id', 'post_id', 'organisation_id', 'body', 'personal'])
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('seq')
    .execute()
  const ids = (pick: 'person_id' | 'post_id') => steps.flatMap((step) => step[pick] ?? [])
  const names = await nameOf(db, row.district_id, {
    personIds: ids('person_id'),
    postIds: ids('post_id'),
  })
  return steps.map((step) => {
    const personal = recordOf(step.personal)
    return {
      seq: step.seq,
      type: step.type,
      at: step.at.toISOString(),
      by: [names.posts.get(step.post_id ?? ''), names.persons.get(step.person_id ?? '')]
        .filter(Boolean)
        .join(' '),
      words: clear && typeof personal['words'] === 'string' ? personal['words'] : null,
      details: clear ? { ...recordOf(step.body), ...personal } : recordOf(step.body),
    }
  })
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

async function promisesOf(
  db: Db,
  row: FileRecord,
  { clear, names }: { clear: boolean; names: ReadonlyMap<string, string> },
) {
  const rows = await db
    .selectFrom('enforcement.promise')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('by_day')
    .execute()
  return rows.map((one) => ({
    id: one.id,
    party: names.get(one.party_id) ?? '',
    what: clear ? one.what : null,
    byDay: one.by_day,
    state: oneOf(['open', 'kept', 'broken', 'overtaken'] as const, one.state),
  }))
}

async function papersOf(db: Db, row: FileRecord): Promise<FileView['papers']> {
  const rows = await db
    .selectFrom('enforcement.paper as p')
    .leftJoin('enforcement.service as v', (j) =>
      j.onRef('v.district_id', '=', 'p.district_id').onRef('v.paper_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.kind', 'p.number', 'p.made_at', 'p.state', 'p.until_day'])
    .select(['v.mode', 'v.on_day', 'v.served_on', 'v.until_day as mend_by'])
    .where('p.district_id', '=', row.district_id)
    .where('p.file_id', '=', row.id)
    .orderBy('p.seq')
    .orderBy('p.id')
    .execute()
  return rows.map((paper) => ({
    id: paper.id,
    kind: paper.kind,
    number: paper.number,
    madeAt: paper.made_at.toISOString(),
    state: paper.state === 'withdrawn' ? 'withdrawn' : 'valid',
    untilDay: paper.until_day,
    served:
      paper.mode && paper.on_day && paper.served_on
        ? {
            mode: oneOf(serviceModes, paper.mode),
            on: paper.on_day,
            servedOn: paper.served_on,
            untilDay: paper.mend_by ?? paper.until_day,
          }
        : null,
  }))
}

const inspectionsOf = (db: Db, row: FileRecord) =>
  db
    .selectFrom('enforcement.admin_inspection')
    .select(['id', 'number', 'day'])
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('day')
    .execute()

async function handoversOf(
  db: Db,
  row: FileRecord,
  timeZone: string,
): Promise<FileView['handovers']> {
  const rows = await db
    .selectFrom('enforcement.handover')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('sent_at')
    .execute()
  const calendar = rows.some((one) => one.decided_on !== null)
    ? await calendarOf(db, row.district_id)
    : null
  const remedies = (one: (typeof rows)[number]) => {
    if (one.decided_on === null || calendar === null || one.state !== 'decided') return null
    const from = new Date(startOfDay(timeZone, dayOfDate(one.decided_on)))
    return remediesOf(one.decided_on, one.on_the_spot, legalDue('review', from, calendar).dueAt)
  }
  return rows.map((one) => ({
    remedies: remedies(one),
    id: one.id,
    to: one.to_name,
    system: one.to_system,
    reason: one.reason === 'no_power' ? 'no_power' : 'unmended',
    state: oneOf(['sent', ...theirStates] as const, one.state),
    theirNumber: one.their_number,
    filedOn: one.filed_on,
    decidedOn: one.decided_on,
    decideUntil:
      one.state === 'filed' && row.due_kind === 'decision' ? isoOrNull(row.due_at) : null,
  }))
}
