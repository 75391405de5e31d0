import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { proposalKinds, type ProposalKind } from '../../contract/index.ts'
import { orderTraining } from '../models/jobs.ts'
import { propose, reportedText } from './propose.ts'

/** What decides a kind: the matter is chosen at filing, the unit at dispatch. */
const decides: Record<string, readonly ProposalKind[]> = {
  'case.filed': ['matter'],
  'case.settled': ['matter'],
  'case.dispatched': ['unit'],
}

/**
 * A report is read as soon as it has come; what people then choose is written beside what was proposed.
 * Facts may come twice and in any order: a proposal is made once, and a choice is written once.
 */
export async function hearForReading(db: Db, fact: Fact): Promise<void> {
  const { caseId } = fact.body
  if (typeof caseId !== 'string') return
  const { districtId, at } = fact
  if (fact.type === 'case.reported') await keepProposals(db, { districtId, caseId, at })
  const kinds = decides[fact.type] ?? []
  if (kinds.length === 0) return
  // A fact that overtook the report's finds no proposal yet.
  await keepProposals(db, { districtId, caseId, at })
  await transact(db, async (tx) => {
    for (const kind of kinds) await noteChoice(tx, { districtId, caseId, at, kind }) // oxlint-disable-line no-await-in-loop -- one transaction
  })
}

interface Of {
  districtId: string
  caseId: string
  at: string
}

async function keepProposals(db: Db, { districtId, caseId, at }: Of): Promise<void> {
  const made = await db
    .selectFrom('reading.proposal')
    .select('kind')
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .execute()
  if (made.length === proposalKinds.length) return
  const text = await reportedText(db, districtId, caseId)
  if (text === null) return
  // What was learned later may have been learned from this very case.
  const proposals = await propose(db, districtId, { text, caseId, by: new Date(at) })
  if (proposals.matter === null && text.trim() !== '') await teachFirst(db, districtId)
  const rows = proposalKinds.flatMap((kind) => {
    const proposal = proposals[kind]
    return proposal === null ? [] : [{ kind, proposal }]
  })
  if (rows.length === 0) return
  await db
    .insertInto('reading.proposal')
    .values(
      rows.map(({ kind, proposal: { version, sure, ranked } }) => ({
        district_id: districtId,
        case_id: caseId,
        kind,
        model_version: version,
        made_at: new Date(at),
        ranked: JSON.stringify(
          ranked.map(({ code, confidence, rule }) => ({
            code,
            confidence,
            ...(rule !== null && { rule }),
          })),
        ),
        sure,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Where nothing was learned yet, the first report makes the catalogue be read. */
async function teachFirst(db: Db, districtId: string): Promise<void> {
  const model = await db
    .selectFrom('reading.model')
    .select('version')
    .where('district_id', '=', districtId)
    .limit(1)
    .executeTakeFirst()
  if (!model) await orderTraining(db, districtId, null)
}

async function noteChoice(tx: Tx, { districtId, caseId, at, kind }: Of & { kind: ProposalKind }) {
  const kase = await tx
    .selectFrom('cases.v_told_event')
    .select(['matter_kind', 'matter_code', 'unit_id'])
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .limit(1)
    .executeTakeFirst()
  const chosen =
    kind === 'unit' ? kase?.unit_id : kase?.matter_code && `${kase.matter_kind}:${kase.matter_code}`
  if (!chosen) return
  const row = await tx
    .selectFrom('reading.proposal')
    .select('ranked')
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('chosen', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  const ranked = row.ranked as unknown as { code: string }[] // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by keepProposals
  const rank = ranked.findIndex(({ code }) => code === chosen) + 1
  await tx
    .updateTable('reading.proposal')
    .set({ chosen, chosen_rank: rank === 0 ? null : rank, chosen_at: new Date(at) })
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .execute()
}
