import { transact, type Db } from '#platform/server/database.ts'
import { proposalKinds, type ProposalKind } from '../../contract/index.ts'
import { rank } from '../../domain/classifier/model.ts'
import { placingOf, type Placing } from '../../domain/classifier/placing.ts'
import type { Learned } from '../../domain/classifier/train.ts'
import { learnBeside } from './beside.ts'
import { catalogueLessons, ENOUGH_CASES, filedCases, type Filed } from './lessons.ts'
import { keepModel, modelInPlace, putInPlace, type Stored } from './store.ts'

export interface Training {
  districtId: string
  now: Date
  /** Who ordered it; null: nobody, it was time. */
  orderedBy: string | null
}

/**
 * Learns matter and unit from the filed cases of a district, each as a new version. It stands by itself
 * only if it reads unseen cases no worse than the one that stands. Units are learned from cases alone;
 * matters begin with the words of the catalogue.
 */
export async function trainDistrict(
  db: Db,
  training: Training,
): Promise<Partial<Record<ProposalKind, Placing>>> {
  const results: Partial<Record<ProposalKind, Placing>> = {}
  for (const kind of proposalKinds) {
    const placing = await trainKind(db, kind, training) // oxlint-disable-line no-await-in-loop -- one after the other, each takes all the time there is
    if (placing) results[kind] = placing
  }
  return results
}

async function trainKind(
  db: Db,
  kind: ProposalKind,
  { districtId, now, orderedBy }: Training,
): Promise<Placing | null> {
  const filed = await filedCases(db, districtId, { kind, now })
  const few = filed.length < ENOUGH_CASES
  const lessons = kind === 'matter' ? await catalogueLessons(db, districtId, few) : []
  if (kind === 'unit' && few) return null
  const examples = [...filed, ...lessons]
  if (new Set(examples.flatMap(({ labels }) => labels)).size < 2) return null
  const learned = await learnBeside(examples)
  const current = await modelInPlace(db, districtId, kind)
  const placing = compared(learned, current, filed)
  const { model, scores } = learned
  await transact(db, async (tx) => {
    const made = { districtId, kind, now, orderedBy, learnedFrom: filed.length, model, scores }
    const version = await keepModel(tx, made)
    if (placing !== 'worse') await putInPlace(tx, { districtId, kind, version }, { now, by: null })
  })
  return placing
}

/** The new model beside the standing one, on the cases filed since the latter was made. */
function compared(
  { held, scores }: Learned,
  current: Stored | null,
  filed: readonly Filed[],
): Placing {
  if (!current) return placingOf({ accuracy: scores.accuracy, onNewer: 0 }, null, 0)
  const { learnedFrom, madeAt, model, accuracy } = current
  const newer = filed.flatMap((one, i) => {
    const judged = held[i]
    const unseen = learnedFrom === 0 || one.filedAt > madeAt
    return judged && unseen ? [{ one, judged }] : []
  })
  const share = (right: number) => (newer.length === 0 ? 0 : right / newer.length)
  const nowRight = newer.filter(({ judged }) => judged.truth.includes(judged.label)).length
  const thenRight = newer.filter(({ one }) =>
    one.labels.includes(rank(model, one.message, 1)[0]?.label ?? ''),
  ).length
  return placingOf(
    { accuracy: scores.accuracy, onNewer: share(nowRight) },
    { accuracy, onNewer: share(thenRight) },
    newer.length,
  )
}
