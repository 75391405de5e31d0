import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Db, Tx } from '#platform/server/database.ts'
import type { ProposalKind } from '../../contract/index.ts'
import type { Model } from '../../domain/classifier/model.ts'
import type { Scores } from '../../domain/classifier/scores.ts'
import { packed, unpacked } from './packing.ts'

export interface Stored {
  version: number
  madeAt: Date
  learnedFrom: number
  accuracy: number
  model: Model
}

/** Models that were used last stay unpacked, so that a message is read in a few milliseconds. */
const MOST_IN_MEMORY = 12
const memory = new Map<string, Model>()

function remember(key: string, model: Model): Model {
  memory.delete(key)
  memory.set(key, model)
  for (const oldest of memory.keys()) {
    if (memory.size <= MOST_IN_MEMORY) break
    memory.delete(oldest)
  }
  return model
}

/** The model that stands, null where none does or this release cannot read it. */
export async function modelInPlace(
  db: Db,
  districtId: string,
  kind: ProposalKind,
): Promise<Stored | null> {
  const row = await db
    .selectFrom('reading.model')
    .select(['version', 'made_at', 'learned_from', 'scores'])
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .where('in_place', '=', true)
    .executeTakeFirst()
  if (!row) return null
  // The same number may be of another database of this process, as in tests.
  const key = JSON.stringify([districtId, kind, row])
  const known = memory.get(key)
  const model = known ?? (await weightsOf(db, { districtId, kind, version: row.version }))
  if (!model) return null
  remember(key, model)
  const { accuracy } = row.scores as unknown as Scores // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by keepModel
  return {
    version: row.version,
    madeAt: row.made_at,
    learnedFrom: row.learned_from,
    accuracy,
    model,
  }
}

interface Which {
  districtId: string
  kind: ProposalKind
  version: number
}

async function weightsOf(db: Db, { districtId, kind, version }: Which): Promise<Model | null> {
  const { weights } = await db
    .selectFrom('reading.model')
    .select('weights')
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return promisify(gunzip)(weights).then(unpacked, () => null)
}

export interface NewModel {
  districtId: string
  kind: ProposalKind
  now: Date
  orderedBy: string | null
  learnedFrom: number
  model: Model
  scores: Scores
}

/** Older versions than these are forgotten, unless one of them stands. */
const MOST_VERSIONS = 12

/** Keeps a model as the next version of its kind; it does not stand by that. */
export async function keepModel(tx: Tx, made: NewModel): Promise<number> {
  const { districtId, kind } = made
  await sql`select pg_advisory_xact_lock(hashtext('reading.model'), hashtext(${`${districtId} ${kind}`}))`.execute(
    tx,
  )
  const { last } = await tx
    .selectFrom('reading.model')
    .select((eb) => eb.fn.max<number | null>('version').as('last'))
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  const version = (last ?? 0) + 1
  await tx
    .insertInto('reading.model')
    .values({
      district_id: districtId,
      kind,
      version,
      made_at: made.now,
      ordered_by: made.orderedBy,
      learned_from: made.learnedFrom,
      classes: made.model.labels.length,
      scores: JSON.stringify(made.scores),
      weights: await promisify(gzip)(packed(made.model)),
    })
    .execute()
  await tx
    .deleteFrom('reading.model')
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .where('in_place', '=', false)
    .where('version', '<=', version - MOST_VERSIONS)
    .execute()
  return version
}

/** Puts one version in place of whichever stands. */
export async function putInPlace(
  tx: Tx,
  { districtId, kind, version }: Which,
  { now, by }: { now: Date; by: string | null },
): Promise<void> {
  const all = () =>
    tx.updateTable('reading.model').where('district_id', '=', districtId).where('kind', '=', kind)
  await all().set({ in_place: false }).where('in_place', '=', true).execute()
  await all()
    .set({ in_place: true, placed_at: now, placed_by: by })
    .where('version', '=', version)
    .execute()
}
