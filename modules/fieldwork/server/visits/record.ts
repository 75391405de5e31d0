import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { reportCase, saidTimes, visibleCases } from '#modules/cases/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { SubjectBrief } from '#modules/subjects/contract/index.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import { demand, personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { VisitInput } from '../../contract/visits.ts'
import { fitsOutcome } from '../../domain/visits/visit.ts'

export interface Acting {
  caller: Caller
  now: Date
  cipher: Cipher
}

type Given = ReturnType<typeof VisitInput.parse>

export interface Recorded {
  id: string
  caseId: string | null
  shortCode: string | null
}

/**
 * Records a call at a door with its promises; a trouble that was heard becomes a case by the same
 * transaction, and each names the other. The id is made where the call was noted: the same again gets
 * the same answer, another body 409 `fieldwork.visit_id_taken`. What lay on a phone keeps both times.
 */
export async function recordVisit(db: Db, acting: Acting, input: VisitInput): Promise<Recorded> {
  const given = VisitInput.parse(input)
  const { said: _, ...same } = given
  const bodyHash = createHash('sha256').update(canonicalJson(same)).digest('hex')
  const noted = { promises: given.promises.length, trouble: given.trouble !== null }
  if (!fitsOutcome(given.outcome, noted)) throw invalid('fieldwork.nobody_promised')
  return transact(db, async (tx) => {
    const before = await findVisit(tx, acting.caller.districtId, given.id)
    if (before) return sameAs(before, bodyHash)
    const subject = await findSubject(tx, acting.caller, given.subjectId)
    await demandKnown(tx, acting.caller, given)
    const made = await insertVisit(tx, acting, { given, subject, bodyHash })
    if (!made) {
      // The same was sent twice at once, and the other was faster.
      const first = await findVisit(tx, acting.caller.districtId, given.id)
      if (!first) throw notFound('fieldwork.visit_not_found')
      return sameAs(first, bodyHash)
    }
    const kase = given.trouble ? await makeCase(tx, acting, given, subject) : null
    await makePromises(tx, acting, given, subject)
    await audit(tx, acting.caller, {
      act: 'fieldwork.visit_recorded',
      subjectKind: 'visit',
      subjectId: given.id,
      details: { why: given.why, outcome: given.outcome, caseId: kase?.caseId ?? null },
      at: acting.now,
    })
    return { id: given.id, caseId: kase?.caseId ?? null, shortCode: kase?.shortCode ?? null }
  })
}

const findVisit = (tx: Tx, districtId: string, id: string) =>
  tx
    .selectFrom('fieldwork.visit')
    .select(['id', 'body_hash', 'case_id'])
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()

function sameAs(
  row: { id: string; body_hash: string; case_id: string | null },
  bodyHash: string,
): Recorded {
  if (row.body_hash !== bodyHash) throw refused('fieldwork.visit_id_taken')
  return { id: row.id, caseId: row.case_id, shortCode: null }
}

/** A drive and a case that are named must be there; how a drive counts what lies outside its days, its ledger says. */
async function demandKnown(tx: Tx, caller: Caller, given: Given): Promise<void> {
  if (given.campaignId !== null) {
    const campaign = await tx
      .selectFrom('fieldwork.visit_campaign')
      .select('id')
      .where('district_id', '=', caller.districtId)
      .where('id', '=', given.campaignId)
      .executeTakeFirst()
    if (!campaign) throw notFound('fieldwork.campaign_not_found')
  }
  if (given.aboutCaseId === null) return
  const seen = await visibleCases(tx, caller, [given.aboutCaseId])
  if (!seen.includes(given.aboutCaseId)) throw notFound('cases.case_not_found')
}

interface Making {
  given: Given
  subject: SubjectBrief
  bodyHash: string
}

async function insertVisit(tx: Tx, { caller, now }: Acting, making: Making): Promise<boolean> {
  const { given, subject, bodyHash } = making
  const { personId, postId } = personOf(caller)
  const { said } = given
  const made = await tx
    .insertInto('fieldwork.visit')
    .values({
      district_id: caller.districtId,
      id: given.id,
      subject_id: subject.id,
      why: given.why,
      outcome: given.outcome,
      words: given.words,
      campaign_id: given.campaignId,
      about_case_id: given.aboutCaseId,
      visited_at: said ? new Date(saidTimes(said, now).aboutAt) : now,
      received_at: now,
      phone_done_at: said ? new Date(said.doneAt) : null,
      phone_sent_at: said ? new Date(said.sentAt) : null,
      person_id: personId,
      post_id: postId,
      organisation_id: caller.organisationId,
      body_hash: bodyHash,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

async function makeCase(tx: Tx, acting: Acting, given: Given, subject: SubjectBrief) {
  demand(acting.caller, 'cases.report')
  const { lon, lat } = subject
  const kase = await reportCase(
    tx,
    {
      source: 'fieldwork.visit',
      clientId: given.id,
      channel: 'visit',
      words: given.trouble?.words ?? '',
      place:
        lon === null || lat === null ? null : { lon, lat, system: 'CGCS2000', method: 'staff' },
      address: subject.addressText,
      addressId: null,
      doorplate: null,
      photos: given.trouble?.photos ?? [],
      name: null,
      phone: null,
      confidential: false,
      danger: null,
      said: given.said,
      order: {
        dueAt: null,
        refuseUntil: null,
        urgent: false,
        communityCode: subject.communityCode || null,
      },
    },
    acting,
  )
  await tx
    .updateTable('fieldwork.visit')
    .set({ case_id: kase.caseId })
    .where('district_id', '=', acting.caller.districtId)
    .where('id', '=', given.id)
    .execute()
  return kase
}

/** What was promised is a task of whoever called, until it is given to another. */
async function makePromises(tx: Tx, acting: Acting, given: Given, subject: SubjectBrief) {
  if (given.promises.length === 0) return
  const { caller, now } = acting
  const { personId } = personOf(caller)
  const taken = await tx
    .insertInto('fieldwork.promise')
    .values(
      given.promises.map((promise) => ({
        district_id: caller.districtId,
        id: promise.id,
        visit_id: given.id,
        subject_id: subject.id,
        made_by: promise.madeBy,
        words: promise.words,
        due_on: promise.dueOn,
        owner_id: personId,
      })),
    )
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .execute()
  if (taken.length !== given.promises.length) throw refused('fieldwork.visit_id_taken')
  await tx
    .insertInto('fieldwork.promise_step')
    .values(
      given.promises.map((promise) => ({
        district_id: caller.districtId,
        promise_id: promise.id,
        seq: 1,
        act: 'made',
        at: now,
        person_id: personId,
        due_on: promise.dueOn,
        owner_id: personId,
      })),
    )
    .execute()
}
