import type { Db } from '#platform/server/database.ts'
import { proposalKinds, type ProposalKind, type ProposalView } from '../../contract/index.ts'
import type { Message } from '../../domain/classifier/features.ts'
import { rank, type Model } from '../../domain/classifier/model.ts'
import { reasonsFor } from '../../domain/classifier/reasons.ts'
import { nameOfLabel } from '../models/lessons.ts'
import { modelInPlace } from '../models/store.ts'
import { settingsOf } from './settings.ts'

/** As many as a person takes in at a glance. */
const MOST = 3

export type Proposals = Record<ProposalKind, ProposalView | null>

const nothing: Proposals = { matter: null, unit: null }

/** The words of a report as they came; null where there is none, or it is confidential. */
export async function reportedText(
  db: Db,
  districtId: string,
  caseId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('cases.v_reported_text')
    .select('text')
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return row?.text ?? null
}

/**
 * What the models in place say of a text: of each kind the likeliest three, and whether the first is
 * likely enough for the district. Null where nothing was learned yet (or not `by` then), or nothing
 * was written.
 */
export async function propose(
  db: Db,
  districtId: string,
  { text, by }: { text: string; by?: Date },
): Promise<Proposals> {
  if (text.trim() === '') return nothing
  const { sureFrom } = await settingsOf(db, districtId)
  const of = async (kind: ProposalKind): Promise<ProposalView | null> => {
    const standing = await modelInPlace(db, districtId, kind)
    if (!standing || (by && standing.madeAt > by)) return null
    const message = { subject: '', detail: text }
    const ranked = await ranking(db, { districtId, kind, model: standing.model, message })
    const sure = (ranked[0]?.confidence ?? 0) >= sureFrom
    return { version: standing.version, sure, ranked }
  }
  const proposals = { ...nothing }
  for (const kind of proposalKinds) proposals[kind] = await of(kind) // oxlint-disable-line no-await-in-loop -- may run within one transaction
  return proposals
}

/** Of these many the first three that may still be chosen are taken. */
const LOOKED_AT = 10

/** What may not be chosen any more is passed over; confidence stays what it was. */
async function ranking(
  db: Db,
  of: { districtId: string; kind: ProposalKind; model: Model; message: Message },
): Promise<ProposalView['ranked']> {
  const { districtId, kind, model, message } = of
  const named: Omit<ProposalView['ranked'][number], 'reasons'>[] = []
  for (const { label, confidence } of rank(model, message, LOOKED_AT)) {
    const name = await nameOfLabel(db, districtId, { kind, label }) // oxlint-disable-line no-await-in-loop -- mostly three of them
    if (name === null) continue
    named.push({ code: label, name, confidence })
    if (named.length === MOST) break
  }
  const reasons = reasonsFor(
    model,
    message,
    named.map(({ code }) => code),
  )
  return named.map(({ code, name, confidence }, i) => ({
    code,
    name,
    confidence,
    reasons: (reasons[i] ?? [])
      .map(({ from, to }) => ({ from, to }))
      .sort((x, y) => x.from - y.from),
  }))
}
