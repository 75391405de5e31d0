import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import {
  baseKinds,
  baseLayerOf,
  MOST_BYTES,
  MOST_FEATURES,
  type BaseKind,
  type LooseFeature,
} from '../domain/base-map.ts'

export interface BaseLayer {
  kind: BaseKind
  features: number
  bytes: number
  etag: string
  schematic: boolean
  source: string
  importedAt: string
}

export interface BaseMapImport {
  districtId: string
  kind: BaseKind
  features: readonly LooseFeature[]
  schematic: boolean
  source: string
  now: Date
}

/** Takes in a layer in place of the one of its kind; refuses what a phone could not draw. */
export async function saveBaseLayer(
  tx: Tx,
  order: BaseMapImport,
): Promise<BaseLayer & { leftOut: number }> {
  const { features, leftOut } = baseLayerOf(order.kind, order.features)
  if (features.length === 0) throw invalid('places.basemap_empty', { leftOut })
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  if (features.length > MOST_FEATURES || text.length > MOST_BYTES)
    throw invalid('places.basemap_too_large', {
      features: features.length,
      megabytes: Math.ceil(text.length / 1e6),
      mostFeatures: MOST_FEATURES,
      mostMegabytes: MOST_BYTES / 1e6,
    })
  const values = {
    body: gzipSync(text, { level: 9 }),
    etag: createHash('sha256').update(text).digest('hex').slice(0, 20),
    features: features.length,
    bytes: text.length,
    schematic: order.schematic,
    source: order.source,
    imported_at: order.now,
  }
  await tx
    .insertInto('places.basemap')
    .values({ district_id: order.districtId, kind: order.kind, ...values })
    .onConflict((c) => c.columns(['district_id', 'kind']).doUpdateSet(values))
    .execute()
  const layer = (await listBaseLayers(tx, order.districtId)).find((l) => l.kind === order.kind)
  if (!layer) throw notFound('places.basemap_not_found')
  return { ...layer, leftOut }
}

/** From the ground up. */
export async function listBaseLayers(db: Db, districtId: string): Promise<BaseLayer[]> {
  const rows = await db
    .selectFrom('places.basemap')
    .select(['kind', 'features', 'bytes', 'etag', 'schematic', 'source', 'imported_at'])
    .where('district_id', '=', districtId)
    .execute()
  return baseKinds.flatMap((kind) =>
    rows
      .filter((row) => row.kind === kind)
      .map((row) => ({
        kind,
        features: row.features,
        bytes: row.bytes,
        etag: row.etag,
        schematic: row.schematic,
        source: row.source,
        importedAt: row.imported_at.toISOString(),
      })),
  )
}

/** A layer as it is sent: gzipped GeoJSON and the name of its content. */
export async function readBaseLayer(
  db: Db,
  districtId: string,
  kind: BaseKind,
): Promise<{ body: Buffer; etag: string }> {
  const row = await db
    .selectFrom('places.basemap')
    .select(['body', 'etag'])
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (!row) throw notFound('places.basemap_not_found')
  return row
}

export async function removeBaseLayer(tx: Tx, districtId: string, kind: BaseKind): Promise<void> {
  await tx
    .deleteFrom('places.basemap')
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .execute()
}
