import { randomUUID } from 'node:crypto'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import {
  bothOf,
  CellFault,
  choice,
  ColumnFault,
  fitting,
  whyIn,
  yesNo,
  type Found,
  type InColumn,
  type Line,
  type ServedSheet,
  type Work,
} from '#platform/server/spreadsheet/index.ts'
import { saveAddress } from '../../contract/edit-addresses.ts'
import { addressKinds, type AddressView } from '../../contract/shapes.ts'
import { coveredBy } from '../../domain/area-code.ts'
import { coordinateSystems, type CoordinateSystem } from '../../domain/point.ts'
import en from '../../words/en.json' with { type: 'json' }
import sheetsEn from '../../words/sheets.en.json' with { type: 'json' }
import sheetsZh from '../../words/sheets.zh-CN.json' with { type: 'json' }
import zh from '../../words/zh-CN.json' with { type: 'json' }
import { areaNames } from '../areas.ts'
import { addressesWithin } from '../addresses.ts'
import { readDistrict } from '../districts.ts'
import { keepAddress } from '../keep-address.ts'
import { fromStored } from '../points.ts'
import { recordChange } from '../revisions.ts'

const said = bothOf(sheetsZh, sheetsEn)
const known = bothOf(zh, en)
const kind = choice(addressKinds, (code) => known(`address.${code}`))

interface Row extends AddressView {
  parentId: string | null
  active: boolean
  parentText: string
  communityName: string
  system: CoordinateSystem
  /** As the sheet says them: in the district's system, to a tenth of a metre. */
  shownLon: string
  shownLat: string
}

const degrees = (value: number) => String(Number(value.toFixed(6)))

const degreesIn = (text: string) => {
  if (!/^-?\d{1,3}(\.\d+)?$/.test(text)) throw new CellFault(said('why.number'))
  return degrees(Number(text))
}

const columns: InColumn<Row>[] = [
  { key: 'fullText', title: said('col.fullText'), width: 40, show: (a) => a.fullText },
  { key: 'name', title: said('col.name'), width: 20, needed: true, show: (a) => a.name },
  {
    key: 'kind',
    title: said('col.kind'),
    width: 10,
    ...kind,
    needed: true,
    show: (a, language) => kind.say(a.kind, language),
  },
  { key: 'parent', title: said('col.parent'), width: 30, show: (a) => a.parentText },
  {
    key: 'community',
    title: said('col.community'),
    width: 16,
    show: (a) => a.communityCode,
    meaning: (text) => {
      if (!/^\d{12}$/.test(text)) throw new CellFault(said('why.community'))
      return text
    },
  },
  {
    key: 'communityName',
    title: said('col.communityName'),
    readOnly: true,
    show: (a) => a.communityName,
  },
  {
    key: 'lon',
    title: said('col.lon'),
    needed: true,
    show: (a) => a.shownLon,
    meaning: degreesIn,
  },
  {
    key: 'lat',
    title: said('col.lat'),
    needed: true,
    show: (a) => a.shownLat,
    meaning: degreesIn,
  },
  { key: 'system', title: said('col.system'), readOnly: true, show: (a) => a.system },
  {
    key: 'active',
    title: said('col.active'),
    width: 10,
    ...yesNo,
    show: (a, language) => yesNo.show(a.active, language),
  },
]

const systemOf = (given: string): CoordinateSystem =>
  coordinateSystems.find((one) => one === given) ?? 'WGS84'

async function rowsOf(db: Db, { districtId, scope }: Caller): Promise<Row[]> {
  const { settings } = await readDistrict(db, districtId)
  const names = await areaNames(db, districtId)
  const all = await addressesWithin(db, districtId)
  const texts = new Map(all.map((a) => [a.id, a.fullText]))
  return all
    .filter((a) => coveredBy(a.communityCode, scope.areas))
    .map((a) => {
      const { lon, lat } = fromStored(a, systemOf(settings.coordinateSystem))
      return Object.assign(a, {
        parentText: (a.parentId !== null && texts.get(a.parentId)) || '',
        communityName: names.get(a.communityCode) ?? '',
        system: systemOf(settings.coordinateSystem),
        shownLon: degrees(lon),
        shownLat: degrees(lat),
      })
    })
}

interface Kept {
  system: CoordinateSystem
  /** Ids by full text; two where two are written alike. */
  ids: Map<string, string[]>
}

/** Where the point is not touched it stays to the last digit, whatever the sheet rounds away. */
function pointOf({ before, given }: Found<Row>, system: CoordinateSystem) {
  const stays = before?.shownLon === given['lon'] && before?.shownLat === given['lat']
  if (before && stays) return { lon: before.lon, lat: before.lat, system: 'CGCS2000' as const }
  return { lon: Number(given['lon']), lat: Number(given['lat']), system }
}

function parentIn(given: Line, before: Row | undefined, { ids }: Kept): string | null {
  const text = given['parent']
  if (text === undefined || text === before?.parentText) return before?.parentId ?? null
  if (text === '') return null
  const [id, other] = ids.get(text) ?? []
  if (other !== undefined) throw new ColumnFault('parent', said('why.parentTwice'))
  if (id === undefined) throw new ColumnFault('parent', said('why.parent'))
  return id
}

function editOf(found: Found<Row>, kept: Kept) {
  const { before, given } = found
  const community = given['community'] || undefined
  return fitting(saveAddress.body, {
    id: before?.id ?? randomUUID(),
    kind: given['kind'],
    name: given['name'],
    fullText: given['fullText'],
    parentId: parentIn(given, before, kept),
    point: pointOf(found, kept.system),
    ...(community === undefined ? {} : { communityCode: community }),
    active: given['active'] ? given['active'] === 'true' : (before?.active ?? true),
    baseVersion: before?.version ?? null,
  })
}

/** Addresses of what the caller keeps; one is known by its full text. */
export const addressesSheet: ServedSheet<Row> = {
  plan: { name: said('name.addresses'), keys: ['fullText'], columns },
  versionOf: (a) => a.version,
  rows: rowsOf,
  whySo: whyIn(known),
  work: async ({ caller, now, reason }, tx): Promise<Work<Row>> => {
    const { districtId } = caller
    const { settings } = await readDistrict(tx, districtId)
    const areas = await areaNames(tx, districtId)
    const kept: Kept = { system: systemOf(settings.coordinateSystem), ids: new Map() }
    for (const { id, fullText } of await addressesWithin(tx, districtId))
      kept.ids.set(fullText, [...(kept.ids.get(fullText) ?? []), id])
    return {
      save: async (step, found) => {
        // Written alike outside what the caller keeps: a second one would be nobody's wish.
        if (!found.before && kept.ids.has(found.given['fullText'] ?? ''))
          throw new ColumnFault('fullText', said('why.elsewhere'))
        const edit = editOf(found, kept)
        if (edit.communityCode !== undefined && !areas.has(edit.communityCode))
          throw new ColumnFault('community', said('why.community'))
        const { outcome } = await keepAddress(step, caller, edit, now)
        if (!found.before) kept.ids.set(edit.fullText, [edit.id])
        return outcome
      },
      finish: async (step) => {
        await recordChange(step, caller, {
          act: 'places.addresses_imported',
          kind: 'address',
          id: districtId,
          now,
          after: { reason },
        })
        return []
      },
    }
  },
}
