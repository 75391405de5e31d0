import { gunzipSync } from 'node:zlib'
import { transact } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../contract/base-map.ts'
import * as open from '../contract/public-places.ts'
import { listBaseLayers, readBaseLayer, removeBaseLayer, saveBaseLayer } from './base-map.ts'
import { readDistrict } from './districts.ts'
import { outlinesOf } from './outlines.ts'
import { recordChange } from './revisions.ts'
import { keepDistrictScope, largeBodies } from './route-parts.ts'

/** A raster service: an address with {z}, {x} and {y}, and whom it wants named. */
export interface Tiles {
  url: string
  attribution: string
}

export function baseMapRoutes(w: Wiring, tiles: Tiles | null): void {
  const { db, clock } = w
  publicMapRoutes(w, tiles)
  mount(w, contract.listBaseMap, async ({ caller }) => ({
    layers: await listBaseLayers(db, caller.districtId),
  }))

  largeBodies(w, (large) => {
    mount(large, contract.importBaseMap, ({ caller, body }) => {
      keepDistrictScope(caller)
      const { geojson, ...order } = body
      return transact(db, async (tx) => {
        const layer = await saveBaseLayer(tx, {
          ...order,
          districtId: caller.districtId,
          features: geojson.features,
          now: clock(),
        })
        await recordChange(tx, caller, {
          act: 'places.basemap_saved',
          kind: 'basemap',
          id: body.kind,
          now: clock(),
          after: { features: layer.features, bytes: layer.bytes, source: layer.source },
        })
        return layer
      })
    })
  })

  mount(w, contract.removeBaseMap, ({ caller, params: { kind } }) => {
    keepDistrictScope(caller)
    const { districtId } = caller
    return transact(db, async (tx) => {
      await removeBaseLayer(tx, districtId, kind)
      const act = 'places.basemap_removed'
      await recordChange(tx, caller, { act, kind: 'basemap', id: kind, now: clock() })
      return { layers: await listBaseLayers(tx, districtId) }
    })
  })
}

function publicMapRoutes(w: Wiring, tiles: Tiles | null): void {
  const { db } = w
  mount(w, open.readMap, async ({ params: { districtId } }) => {
    await readDistrict(db, districtId)
    const layers = await listBaseLayers(db, districtId)
    return {
      areas: await outlinesOf(db, districtId),
      layers: layers.map(({ kind, etag, schematic, source }) => ({
        kind,
        schematic,
        source,
        url: `/api/public/${districtId}/basemap/${kind}?v=${etag}`,
      })),
      tiles: tiles?.url ?? null,
      attribution: tiles?.attribution ?? '',
    }
  })

  mount(w, open.readBaseLayer, async ({ params: { districtId, kind }, query: { v }, http }) => {
    const { body, etag } = await readBaseLayer(db, districtId, kind)
    const { request, reply } = http
    // Under an address that names its content a phone never asks again; else it asks whether it changed.
    reply
      .header('etag', `"${etag}"`)
      .header('vary', 'accept-encoding')
      .header(
        'cache-control',
        v === etag ? 'public, max-age=31536000, immutable' : 'public, no-cache',
      )
    if (request.headers['if-none-match'] === `"${etag}"`) return reply.status(304).send()
    reply.type('application/geo+json')
    const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
    if (zipped) reply.header('content-encoding', 'gzip')
    return reply.send(zipped ? body : gunzipSync(body))
  })
}
