import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { readMatter } from '#modules/catalogue/server/index.ts'
import { visibleCases } from '#modules/cases/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { SubjectBrief } from '#modules/subjects/contract/index.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { InspectionInput } from '../../contract/inspections.ts'
import { isEnterprise, type EnterpriseKind } from '../../domain/inspection-cap.ts'
import { covers } from '../../domain/inspection-plan.ts'
import { mayInspect, type PlannedItem } from '../../domain/inspection-record.ts'
import { actingOfficers, type Acting as Officers } from '../powers/officers.ts'
import { orRefuse } from '../refusals.ts'
import { capsOf } from './caps.ts'
import { inspectionsSince } from './count.ts'
import { composeRecord } from './paper.ts'
import { keepPictures } from './pictures.ts'

export interface Acting {
  caller: Caller
  now: Date
  cipher: Cipher
}

export type Given = ReturnType<typeof InspectionInput.parse>

/** So long a phone may have lain without a line: what it says beyond is not believed, though kept. */
const LONGEST_HELD = 30 * 86_400_000

/** Everything that an inspection is made of, once it has been looked up. */
export interface Making {
  given: Given
  subject: SubjectBrief
  kind: EnterpriseKind
  matter: { code: string; name: string }
  basis: string
  at: Date
  day: string
  today: string
  officers: Officers
}

/**
 * Records an administrative inspection: by two officers of a body that may inspect in the matter, with
 * certificates shown, by an approved plan within the caps or on a special ground that is said. The id
 * is made where it was written: the same again gets the same answer, another body 409. Its number, its
 * record and its pictures are kept together or not at all.
 */
export async function recordInspection(
  db: Db,
  acting: Acting,
  input: InspectionInput,
): Promise<{ id: string; number: string }> {
  const given = InspectionInput.parse(input)
  const { said: _, ...same } = given
  const bodyHash = createHash('sha256').update(canonicalJson(same)).digest('hex')
  const { caller } = acting
  return transact(db, async (tx) => {
    await lock(tx, `${caller.districtId} ${given.id}`)
    const before = await findRow(tx, caller.districtId, given.id)
    if (before) {
      if (before.body_hash !== bodyHash || before.person_id !== caller.personId)
        throw refused('enforcement.inspection_id_taken')
      return { id: before.id, number: before.number }
    }
    const making = await lookUp(tx, acting, given)
    const number = await insertInspection(tx, acting, making, bodyHash)
    await keepPictures(tx, acting, given)
    await audit(tx, caller, {
      act: 'enforcement.inspection_recorded',
      subjectKind: 'enforcement.admin_inspection',
      subjectId: given.id,
      details: { number, ground: given.ground, result: given.result },
      at: acting.now,
    })
    await tell(tx, {
      type: 'enforcement.inspected',
      key: given.id,
      districtId: caller.districtId,
      at: acting.now.toISOString(),
      body: { inspectionId: given.id, subjectId: making.subject.id, result: given.result },
    })
    return { id: given.id, number }
  })
}

const lock = (tx: Tx, what: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`inspection ${what}`}, 0))`.execute(tx)

const findRow = (tx: Tx, districtId: string, id: string) =>
  tx
    .selectFrom('enforcement.admin_inspection')
    .select(['id', 'number', 'body_hash', 'person_id'])
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Who, whom, in what, and whether it may be; two inspections of one enterprise are counted one after the other. */
async function lookUp(tx: Tx, { caller, now }: Acting, given: Given): Promise<Making> {
  const { districtId } = caller
  const subject = await findSubject(tx, caller, given.subjectId)
  const { kind } = subject
  if (!isEnterprise(kind)) throw invalid('enforcement.not_an_enterprise')
  await lock(tx, `${districtId} of ${subject.id}`)
  await demandCase(tx, caller, given.aboutCaseId)
  const { timeZone } = await readDistrict(tx, districtId)
  const at = doneAt(given, now)
  const dayOf = (instant: Date) => dateOfDay(dayAt(timeZone, instant.getTime()))
  const [day, today] = [dayOf(at), dayOf(now)]
  const item = await itemOf(tx, districtId, given)
  const { code, name, basis } = await matterOf(tx, districtId, { given, item })
  const deed = { tx, caller, now, today: day, row: { matter_code: code } }
  const officers = await actingOfficers(deed, { power: 'inspect', secondId: given.secondId })
  const done = await inspectionsSince(tx, {
    districtId,
    subjectId: subject.id,
    since: `${day.slice(0, 4)}-01-01`,
  })
  orRefuse(
    mayInspect(given, {
      kind,
      matterCode: code,
      day,
      planned: item ? plannedBy(item, { subject, officers, day }) : null,
      caps: await capsOf(tx, districtId),
      done: done.filter((one) => one.bodyId === officers.bodyId),
    }),
  )
  return {
    given,
    subject,
    kind,
    matter: { code, name },
    basis,
    at,
    day,
    today,
    officers,
  }
}

/** What is inspected by which law: as the plan says, or as was written for want of one. */
async function matterOf(
  tx: Tx,
  districtId: string,
  { given, item }: { given: Given; item: Awaited<ReturnType<typeof itemOf>> },
) {
  const code = item?.matter_code ?? given.matterCode
  const matter = code === null ? undefined : await readMatter(tx, districtId, 'matter', code)
  if (code === null || !matter) throw invalid('enforcement.matter_unknown')
  const basis = item?.basis ?? given.basis
  if (basis === '') throw invalid('enforcement.basis_missing')
  return { code, name: matter.name, basis }
}

/** When it was, by our clock: a phone says how long it has held it, and its clock may be wrong. */
function doneAt({ said }: Given, now: Date): Date {
  if (!said) return now
  const held = Date.parse(said.sentAt) - Date.parse(said.doneAt)
  return new Date(now.getTime() - Math.min(LONGEST_HELD, Math.max(0, held)))
}

async function demandCase(tx: Tx, caller: Caller, caseId: string | null): Promise<void> {
  if (caseId === null) return
  if (!(await visibleCases(tx, caller, [caseId])).includes(caseId))
    throw notFound('enforcement.case_not_found')
}

async function itemOf(tx: Tx, districtId: string, given: Given) {
  if (given.ground !== 'plan' || given.planId === null || given.itemId === null) return undefined
  // Held while it is counted by: a plan is not withdrawn in the same moment.
  return tx
    .selectFrom('enforcement.admin_inspection_item as i')
    .innerJoin('enforcement.admin_inspection_plan as p', (j) =>
      j.onRef('p.district_id', '=', 'i.district_id').onRef('p.id', '=', 'i.plan_id'),
    )
    .select(['i.matter_code', 'i.basis', 'i.subject_kind'])
    .select(['p.state', 'p.year', 'p.month', 'p.area_code', 'p.body_id'])
    .where('i.district_id', '=', districtId)
    .where('i.plan_id', '=', given.planId)
    .where('i.id', '=', given.itemId)
    .forShare()
    .executeTakeFirst()
}

function plannedBy(
  item: NonNullable<Awaited<ReturnType<typeof itemOf>>>,
  of: { subject: SubjectBrief; officers: Officers; day: string },
): PlannedItem {
  const { subject, officers, day } = of
  const within = [subject.streetCode, subject.communityCode].includes(item.area_code)
  return {
    approved: item.state === 'approved',
    coversDay: covers(item, day),
    fits:
      item.subject_kind === subject.kind &&
      item.body_id === officers.bodyId &&
      (item.area_code.length === 6 || within),
  }
}

async function insertInspection(
  tx: Tx,
  acting: Acting,
  making: Making,
  bodyHash: string,
): Promise<string> {
  const { caller, now, cipher } = acting
  const { personId, postId } = personOf(caller)
  const { given, subject, matter, officers } = making
  const { said, signing } = given
  const paper = await composeRecord({ tx, caller, today: making.today }, making)
  const isPlanned = given.ground === 'plan'
  await tx
    .insertInto('enforcement.admin_inspection')
    .values({
      district_id: caller.districtId,
      id: given.id,
      body_id: officers.bodyId,
      body_name: officers.office.name,
      plan_id: isPlanned ? given.planId : null,
      item_id: isPlanned ? given.itemId : null,
      ground: given.ground,
      ground_words: isPlanned ? '' : given.groundWords,
      approver: isPlanned ? '' : given.approver,
      about_case_id: given.aboutCaseId,
      subject_id: subject.id,
      subject_kind: making.kind,
      subject_name: subject.name,
      address: subject.addressText,
      lon: subject.lon,
      lat: subject.lat,
      street_code: subject.streetCode,
      community_code: subject.communityCode,
      grid_code: subject.gridCode,
      matter_code: matter.code,
      matter_name: matter.name,
      day: making.day,
      inspected_at: making.at,
      received_at: now,
      phone_done_at: said ? new Date(said.doneAt) : null,
      phone_sent_at: said ? new Date(said.sentAt) : null,
      officers: JSON.stringify(officers.officers),
      looks: JSON.stringify(given.looks),
      result: given.result,
      signing: signing.state,
      year: paper.year,
      serial: paper.serial,
      number: paper.number,
      template_version: paper.template.version,
      template: JSON.stringify({ text: paper.template.text }),
      sealed: cipher.seal(
        JSON.stringify({ fields: paper.fields, basis: making.basis, words: given.words, signing }),
      ),
      person_id: personId,
      post_id: postId,
      body_hash: bodyHash,
    })
    .execute()
  return paper.number
}
