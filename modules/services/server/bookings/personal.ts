import { sql } from 'kysely'
import { endedCases, type Forget, type PersonalSource } from '#modules/cases/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { Answers } from '../../contract/services.ts'
import { visibleBooked } from '../scope.ts'
import { sayAnswer } from './book.ts'
import { questionsOf } from './service-rows.ts'
import { seen } from './views.ts'

/**
 * What was answered with bookings whose case is theirs. Name, telephone and words lie with the report and are
 * dealt with there. It is needed until the case has ended.
 */
export const personalBookings: PersonalSource['find'] = async (db, { caller, cipher }, who) => {
  const cases = new Map(who.cases.map((one) => [one.caseId, one]))
  const rows = await seen(db, caller)
    .where((eb) =>
      eb.or([
        eb('b.case_id', '=', sql<string>`any(${[...cases.keys()]}::uuid[])`),
        // Its case may no longer be found by their number once that is erased.
        eb.and([
          eb('b.id', '=', sql<string>`any(${[...who.known]}::uuid[])`),
          eb('b.answers_cipher', 'is', null),
        ]),
      ]),
    )
    .orderBy('b.starts_at', 'desc')
    .orderBy('b.id')
    .limit(200)
    .execute()
  return rows.map((row) => {
    const text = row.answers_cipher && said(row, cipher.open(row.answers_cipher))
    const kase = cases.get(row.case_id)
    const gone = row.answers_cipher === null
    const kept = kase?.held ? ('evidence' as const) : kase?.final ? null : ('open' as const)
    return {
      id: row.id,
      label: `${row.name} ${row.short_code}`,
      at: row.booked_at.toISOString(),
      items: [
        { field: 'answers', text: text || null, fault: gone ? 'gone' : kept, mayMend: false },
      ],
    }
  })
}

/** All of it, also what is asked no more: then its key stands for the question. */
function said(row: Parameters<typeof questionsOf>[0], answers: string): string {
  const questions = new Map(questionsOf(row).map((one) => [one.key, one]))
  return Object.entries(Answers.parse(JSON.parse(answers)))
    .map(([key, answer]) => {
      const question = questions.get(key)
      return `${question?.label ?? key}：${question ? sayAnswer(question, answer, 'zh-CN') : String(answer)}`
    })
    .join('\n')
}

/** Takes away what was answered and what the resident wrote to it; hour, service and who did it stay. */
export const eraseAnswers: PersonalSource['erase'] = async (tx, { caller }, of) => {
  if (of.field !== 'answers') throw invalid('services.booking_not_found')
  const { rows } = await sql<{ id: string }>`
    select b.id from services.booking b
    join cases.v_placed_case c on c.district_id = b.district_id and c.case_id = b.case_id
    where b.district_id = ${caller.districtId} and b.id = ${of.entryId}::uuid
      and ${visibleBooked(caller)}`.execute(tx)
  if (rows.length === 0) throw notFound('services.booking_not_found')
  await empty(tx, caller.districtId, [of.entryId])
}

const AT_ONCE = 500

/** The answers of bookings go when the words of their cases do, and stay where those stay. */
export const forgetAnswers: Forget = async (db, { districtId, before, dry }) => {
  const counts = { found: 0, kept: 0, done: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  /* oxlint-disable no-await-in-loop -- one batch after the other */
  for (;;) {
    const rows = await stillSaid(db, districtId, after)
    const caseIds = rows.map((row) => row.case_id)
    const ended = await endedCases(db, { districtId, before, caseIds })
    const free = new Set(ended.filter((one) => !one.held).map((one) => one.id))
    const ids = rows.filter((row) => free.has(row.case_id)).map((row) => row.id)
    counts.found += ended.length
    counts.kept += ended.length - ids.length
    if (!dry && ids.length > 0) {
      await transact(db, (tx) => empty(tx, districtId, ids))
      counts.done += ids.length
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length < AT_ONCE) return counts
  }
  /* oxlint-enable no-await-in-loop */
}

const stillSaid = (db: Db, districtId: string, after: string) =>
  db
    .selectFrom('services.booking')
    .select(['id', 'case_id'])
    .where('district_id', '=', districtId)
    .where('answers_cipher', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()

/** With them goes the digest of all that was sent, which names and numbers are part of. */
async function empty(tx: Tx, districtId: string, ids: readonly string[]): Promise<void> {
  await sql`update services.booking set answers_cipher = null, body_hash = '', version = version + 1
    where district_id = ${districtId} and id = any(${[...ids]}::uuid[])`.execute(tx)
  await sql`update services.booking_step set words = '' where district_id = ${districtId}
    and booking_id = any(${[...ids]}::uuid[]) and person_id is null and words <> ''`.execute(tx)
}
