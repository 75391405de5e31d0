import type { Db } from '#platform/server/database.ts'
import type { ProposalKind, ProposalView } from '../../contract/index.ts'
import type { Message } from '../../domain/classifier/features.ts'
import { rank, type Ranked } from '../../domain/classifier/model.ts'
import { reasonsFor } from '../../domain/classifier/reasons.ts'
import type { Likely } from '../../domain/classifier/blend.ts'
import { nameOfLabel } from '../models/lessons.ts'
import { modelInPlace, type Stored } from '../models/store.ts'
import { filedAs, withRules } from './by-rule.ts'
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

/** Whose words are read, and as of when. */
interface Asked {
  text: string
  /** Null: of no case, so that no rule of the district applies. */
  caseId?: string
  /** For the record: nothing that was learned, filed or chosen later. */
  by?: Date
}

/**
 * What the models in place say of a text, and the rules of the district where too little was learned: of
 * each kind the likeliest three, and whether the first is likely enough for the district. Null where
 * nothing was learned yet (or not `by` then) and no rule speaks, or nothing was written.
 */
export async function propose(
  db: Db,
  districtId: string,
  { text, caseId, by }: Asked,
): Promise<Proposals> {
  if (text.trim() === '') return nothing
  const { sureFrom } = await settingsOf(db, districtId)
  const message = { subject: '', detail: text }
  const standing = async (kind: ProposalKind) => {
    const stored = await modelInPlace(db, districtId, kind)
    return stored && by && stored.madeAt > by ? null : stored
  }
  const read = (from: Stored | null) => (from ? rank(from.model, message, LOOKED_AT) : [])
  const view = async (kind: ProposalKind, from: Stored | null, likely: readonly Likely[]) => {
    const ranked = await named(db, { districtId, kind, message, from, likely })
    if (!from && ranked.length === 0) return null
    return { version: from?.version ?? 0, sure: (ranked[0]?.confidence ?? 0) >= sureFrom, ranked }
  }
  const matters = await standing('matter')
  const units = await standing('unit')
  const likely = read(matters)
  const learned = read(units)
  const filed = caseId === undefined || by ? null : await filedAs(db, districtId, caseId)
  const of = filed === null ? likely : [{ label: filed, confidence: 1 }]
  const sent =
    caseId === undefined
      ? learned.map(unruled)
      : await withRules(db, { districtId, caseId, matters: of }, { learned, from: units })
  return {
    matter: await view('matter', matters, likely.map(unruled)),
    unit: await view('unit', units, sent),
  }
}

const unruled = (one: Ranked): Likely => ({ ...one, rule: null })

/** Of these many the first three that may still be chosen are taken. */
const LOOKED_AT = 10

/** What may not be chosen any more is passed over; confidence stays what it was. */
async function named(
  db: Db,
  of: {
    districtId: string
    kind: ProposalKind
    message: Message
    from: Stored | null
    likely: readonly Likely[]
  },
): Promise<ProposalView['ranked']> {
  const { districtId, kind, message, from } = of
  const found: Omit<ProposalView['ranked'][number], 'reasons'>[] = []
  for (const { label, confidence, rule } of of.likely) {
    const name = await nameOfLabel(db, districtId, { kind, label }) // oxlint-disable-line no-await-in-loop -- mostly three of them
    if (name === null) continue
    found.push({ code: label, name, confidence, rule })
    if (found.length === MOST) break
  }
  const codes = found.map(({ code }) => code)
  const reasons = from ? reasonsFor(from.model, message, codes) : []
  return found.map(({ code, name, confidence, rule }, i) => ({
    code,
    name,
    confidence,
    rule,
    reasons: (reasons[i] ?? [])
      .map(({ from: begin, to }) => ({ from: begin, to }))
      .sort((x, y) => x.from - y.from),
  }))
}
