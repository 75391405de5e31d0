import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { OutreachQuestion } from '#database/types.ts'
import { lookKey } from '#modules/cases/server/index.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { QuestionView } from '../../contract/questions.ts'
import { cursorOf, matterNames, type Acting } from '../ground.ts'
import { dayInMonth } from '../month.ts'
import { concerns } from '../scope.ts'

export type QuestionRow = Selectable<OutreachQuestion> & {
  case_id: string | null
  short_code: string | null
}

export interface QuestionFilter {
  matter?: string | undefined
  eventId?: string | undefined
  caseId?: string | undefined
  /** Without an answer. */
  open: 'yes' | 'no'
  /** About no matter yet. */
  unnamed?: 'yes' | 'no'
  month?: string | undefined
  under?: string | undefined
  channel?: string | undefined
  after?: string | undefined
  limit: number
}

const unanswered = sql<boolean>`(q.answer = '' and not exists (select from outreach.question_answer a
  where a.district_id = q.district_id and a.question_id = q.id))`

function conditionsOf(filter: QuestionFilter): RawBuilder<boolean>[] {
  const { matter, eventId, caseId, open, unnamed, month, under, channel } = filter
  return [
    ...(matter ? [sql<boolean>`q.matter = ${matter}`] : []),
    ...(eventId ? [sql<boolean>`q.event_id = ${eventId}`] : []),
    ...(caseId ? [sql<boolean>`k.case_id = ${caseId}`] : []),
    ...(open === 'yes' ? [unanswered] : []),
    ...(unnamed === 'yes' ? [sql<boolean>`q.matter = '' and q.question_case_id is null`] : []),
    ...(month ? [dayInMonth('q.asked_on', month)] : []),
    ...(under ? [sql<boolean>`starts_with(q.area_code, ${under})`] : []),
    ...(channel ? [sql<boolean>`q.channel = ${channel}`] : []),
  ]
}

/** Questions of the caller's area, newest first. */
export async function listQuestions(
  db: Db,
  { caller, cipher }: Acting,
  filter: QuestionFilter,
): Promise<{ rows: QuestionView[]; next: string | null }> {
  const last = cursorOf(filter.after)
  const conditions = [
    concerns(caller, 'q'),
    ...conditionsOf(filter),
    ...(last ? [sql<boolean>`(q.asked_at, q.id) < (${last.at}, ${last.id}::uuid)`] : []),
  ]
  const { rows } =
    await sql<QuestionRow>`select q.*, k.case_id, c.short_code from outreach.question q
    left join outreach.question_case k on k.district_id = q.district_id and k.id = q.question_case_id
    left join cases.v_titled_case c on c.district_id = k.district_id and c.case_id = k.case_id
    where ${sql.join(conditions, sql` and `)}
    order by q.asked_at desc, q.id desc limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await questionViews(db, { caller, cipher }, page),
    next: rows.length > page.length && end ? `${end.asked_at.toISOString()}_${end.id}` : null,
  }
}

/** A question that concerns the caller, or 404; `lock` for whoever adds to it. */
export async function findQuestion(
  db: Db,
  caller: Caller,
  id: string,
  lock = false,
): Promise<Selectable<OutreachQuestion>> {
  const { rows } = await sql<Selectable<OutreachQuestion>>`select q.* from outreach.question q
    where q.id = ${id} and ${concerns(caller, 'q')} ${lock ? sql`for update of q` : sql``}`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw notFound('outreach.question_not_found')
  return row
}

async function questionViews(
  db: Db,
  { caller, cipher }: { caller: Caller; cipher: Cipher },
  rows: readonly QuestionRow[],
): Promise<QuestionView[]> {
  if (rows.length === 0) return []
  const { districtId } = caller
  const answers = await db
    .selectFrom('outreach.question_answer')
    .selectAll()
    .where('district_id', '=', districtId)
    .where(
      'question_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('seq')
    .execute()
  const areas = await areaNames(db, districtId)
  const matters = await matterNames(
    db,
    districtId,
    rows.flatMap(({ matter }) => (matter === '' ? [] : [matter])),
  )
  const events = await eventTitles(db, districtId, rows)
  const { persons } = await nameOf(db, districtId, {
    personIds: [...rows, ...answers].map((row) => row.person_id),
  })
  return rows.map((row) => {
    const matter = matters.get(row.matter)
    const title = events.get(row.event_id ?? '')
    return {
      id: row.id,
      channel: row.channel,
      words: row.words,
      answer: row.answer,
      answers: answers
        .filter((one) => one.question_id === row.id)
        .map((one) => ({
          seq: one.seq,
          words: one.words,
          at: one.at.toISOString(),
          who: persons.get(one.person_id) ?? '',
        })),
      matter: matter === undefined ? null : { key: row.matter, name: matter },
      areaCode: row.area_code,
      areaName: areas.get(row.area_code) ?? '',
      place: row.place,
      event: row.event_id !== null && title !== undefined ? { id: row.event_id, title } : null,
      askedAt: row.asked_at.toISOString(),
      who: persons.get(row.person_id) ?? '',
      caseId: row.case_id,
      follow: followOf(row, cipher),
      mayName: row.question_case_id === null && caller.verbs.has('outreach.record'),
    }
  })
}

/** Whoever asked holds no key of a report: the link looks, and judges nothing. */
function followOf({ district_id, case_id, short_code }: QuestionRow, cipher: Cipher) {
  if (case_id === null || short_code === null) return null
  const key = lookKey(cipher, district_id, case_id)
  return { code: short_code, path: `/${district_id}/follow/${short_code}?key=${key}` }
}

async function eventTitles(db: Db, districtId: string, rows: readonly QuestionRow[]) {
  const ids = rows.flatMap(({ event_id: id }) => (id === null ? [] : [id]))
  if (ids.length === 0) return new Map<string, string>()
  const found = await db
    .selectFrom('outreach.event')
    .select(['id', 'title'])
    .where('district_id', '=', districtId)
    .where('id', 'in', ids)
    .execute()
  return new Map(found.map((row) => [row.id, row.title]))
}
