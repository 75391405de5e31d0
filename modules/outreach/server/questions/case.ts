import { sql, type Selectable } from 'kysely'
import type { OutreachQuestion } from '#database/types.ts'
import { reportCase } from '#modules/cases/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { demand, personOf } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import type { ReturningView } from '../../contract/questions.ts'
import { comingBack, type Returning } from '../../domain/questions.ts'
import zh from '../../words/papers.zh-CN.json' with { type: 'json' }
import { dayIn, matterNames, type Acting, type Asking } from '../ground.ts'
import { concerns, concernsArea } from '../scope.ts'
import { outreachSettings } from '../settings.ts'

type Row = Selectable<OutreachQuestion>

/** The questions of the caller's area that are part of no case, within the days of the threshold. */
async function openQuestions(db: Db, { caller }: Asking, days: number, today: string) {
  const { rows } = await sql<Row>`select q.* from outreach.question q
    where ${concerns(caller, 'q')} and q.question_case_id is null and q.matter <> ''
      and q.asked_on > ${today}::date - ${days}::int and q.asked_on <= ${today}::date
    order by q.asked_at desc, q.id limit 20000`.execute(db)
  return rows
}

const askedOf = (row: Row) => ({
  id: row.id,
  matter: row.matter,
  communityCode: row.community_code,
  askedOn: row.asked_on,
  hasCase: row.question_case_id !== null,
})

/** Questions that come back in the caller's area, the most often asked first, with some of their words. */
export async function listReturning(
  db: Db,
  asking: Asking,
): Promise<{ returning: ReturningView[]; times: number; days: number }> {
  const { caller, now } = asking
  const { askedTimes: times, askedDays: days } = await outreachSettings(db, caller.districtId)
  const { today } = await dayIn(db, caller.districtId, now)
  const rows = await openQuestions(db, asking, days, today)
  const found = comingBack(rows.map(askedOf), { times, days }, today)
  const names = await matterNames(
    db,
    caller.districtId,
    found.map(({ matter }) => matter),
  )
  const areas = await areaNames(db, caller.districtId)
  return {
    times,
    days,
    returning: found.flatMap((one) => {
      const name = names.get(one.matter)
      if (name === undefined) return []
      return [
        {
          matter: { key: one.matter, name },
          communityCode: one.communityCode,
          communityName: areas.get(one.communityCode) ?? '',
          times: one.ids.length,
          lastOn: one.lastOn,
          samples: wordsOf(rows, one).slice(0, 3),
          mayOpen: caller.verbs.has('cases.report') && caller.verbs.has('outreach.record'),
        },
      ]
    }),
  }
}

const wordsOf = (rows: readonly Row[], { ids }: Returning): string[] => {
  const wanted = new Set(ids)
  return [...new Set(rows.filter(({ id }) => wanted.has(id)).map(({ words }) => words))]
}

export interface CaseOrder {
  /** Of this press: the same however often it is sent. */
  id: string
  matter: string
  communityCode: string
}

/**
 * Makes one case of a question that comes back, and marks its askings as part of it, so that they are
 * never made into a second one. Whoever presses while another does hears that it is done. The case says
 * what was asked; the questions lead to the case.
 */
export async function makeCase(
  db: Db,
  acting: Acting,
  order: CaseOrder,
): Promise<{ caseId: string }> {
  const { caller, now } = acting
  const { districtId } = caller
  demand(caller, 'outreach.record')
  if (!concernsArea(caller, order.communityCode)) throw forbidden('outreach.area_not_yours')
  return transact(db, async (tx) => {
    await holdAskings(tx, { districtId, ...order })
    const before = await findMade(tx, districtId, order)
    if (before) return { caseId: before }
    const { askedTimes: times, askedDays: days } = await outreachSettings(tx, districtId)
    const { today } = await dayIn(tx, districtId, now)
    const rows = await openQuestions(tx, acting, days, today)
    const found = comingBack(rows.map(askedOf), { times, days }, today).find(
      (one) => one.matter === order.matter && one.communityCode === order.communityCode,
    )
    if (!found) throw refused('outreach.not_coming_back')
    const matters = await matterNames(tx, districtId, [order.matter])
    const words = saidIn(matters.get(order.matter) ?? '', wordsOf(rows, found), {
      times: found.ids.length,
      days,
    })
    const { caseId } = await reported(tx, acting, order, words)
    await tx
      .insertInto('outreach.question_case')
      .values({
        district_id: districtId,
        id: order.id,
        matter: order.matter,
        community_code: order.communityCode,
        case_id: caseId,
        times: found.ids.length,
        at: now,
        person_id: personOf(caller).personId,
      })
      .execute()
    await tx
      .updateTable('outreach.question')
      .set({ question_case_id: order.id })
      .where('district_id', '=', districtId)
      .where('id', 'in', found.ids)
      .execute()
    await audit(tx, caller, {
      act: 'outreach.question_made_case',
      subjectKind: 'case',
      subjectId: caseId,
      details: { matter: order.matter, communityCode: order.communityCode },
      at: now,
    })
    return { caseId }
  })
}

/** Holds the askings of one matter in one community: for whoever makes a case of them, or adds to them. */
export async function holdAskings(
  tx: Tx,
  of: { districtId: string; matter: string; communityCode: string },
): Promise<void> {
  const name = `outreach question ${of.districtId} ${of.matter} ${of.communityCode}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
}

async function findMade(tx: Tx, districtId: string, order: CaseOrder): Promise<string | null> {
  const row = await tx
    .selectFrom('outreach.question_case')
    .select(['case_id', 'matter', 'community_code'])
    .where('district_id', '=', districtId)
    .where('id', '=', order.id)
    .executeTakeFirst()
  if (row && (row.matter !== order.matter || row.community_code !== order.communityCode))
    throw refused('outreach.record_id_taken')
  return row?.case_id ?? null
}

/** What the desk reads: how often, and in whose own words, at most ten of them. */
function saidIn(
  matter: string,
  words: readonly string[],
  { times, days }: { times: number; days: number },
): string {
  const head = zh['case.words']
    .replace('{{matter}}', matter)
    .replace('{{days}}', String(days))
    .replace('{{times}}', String(times))
  return [head, ...words.slice(0, 10).map((one) => `· ${one.slice(0, 150)}`)].join('\n')
}

const reported = (tx: Tx, acting: Acting, order: CaseOrder, words: string) =>
  reportCase(
    tx,
    {
      source: 'outreach.question',
      clientId: order.id,
      channel: 'outreach',
      words,
      place: null,
      address: '',
      addressId: null,
      doorplate: null,
      photos: [],
      name: null,
      phone: null,
      confidential: false,
      danger: null,
      order: {
        dueAt: null,
        refuseUntil: null,
        urgent: false,
        communityCode: order.communityCode,
      },
    },
    acting,
  )
