import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { stationsWithin } from '#modules/people/server/index.ts'
import { areaNames, coveredBy, readAddress } from '#modules/places/server/index.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { ListInput } from '../../contract/checks.ts'

/** A place of a list (alias `p`) that the caller's post sees whole. */
export const visiblePlace = ({ districtId, scope }: Caller): RawBuilder<boolean> => sql<boolean>`(
  p.district_id = ${districtId} and exists (
    select from unnest(${scope.areas.filter((code) => code !== '')}::text[]) own (code)
    where starts_with(p.area_code, own.code)))`

interface Found {
  name: string
  address_text: string
  area_code: string
  lon: number | null
  lat: number | null
}

type Given = ListInput['places'][number]

/** What a place of a list is called and where it lies; refused where it is none, or outside the list's area. */
export async function placed(
  tx: Tx,
  caller: Caller,
  { areaCode, places }: Pick<ListInput, 'areaCode' | 'places'>,
) {
  const known = await doorsOf(tx, caller, areaCode)
  const rows: (Found & Given)[] = []
  for (const place of places) {
    const found = await known[place.kind](place.ref) // oxlint-disable-line no-await-in-loop -- one connection
    if (!found || !coveredBy(found.area_code, [areaCode])) throw invalid('fieldwork.place_outside')
    rows.push({ ...place, ...found })
  }
  return rows
}

const checkedKinds: ReadonlySet<string> = new Set(['shop', 'organisation', 'building'])

type Door = (ref: string) => Promise<Found | undefined>

const uuid = (ref: string) => {
  if (!z.uuid().safeParse(ref).success) throw invalid('fieldwork.place_outside')
  return ref
}

async function doorsOf(
  tx: Tx,
  caller: Caller,
  areaCode: string,
): Promise<Record<Given['kind'], Door>> {
  const { districtId } = caller
  const areas = await areaNames(tx, districtId)
  const stations = await stationsWithin(tx, districtId, [areaCode])
  const nowhere = { lon: null, lat: null }
  return {
    area: async (code) => {
      const name = areas.get(code)
      return name === undefined
        ? undefined
        : { name, address_text: name, area_code: code, ...nowhere }
    },
    station: async (ref) => {
      const station = stations.find(({ id }) => id === ref)
      return (
        station && {
          name: station.name,
          address_text: station.name,
          area_code: station.communityCode,
          ...nowhere,
        }
      )
    },
    address: async (ref) => {
      const { fullText, communityCode, gridCode, lon, lat } = await readAddress(
        tx,
        districtId,
        uuid(ref),
      )
      return {
        name: fullText,
        address_text: fullText,
        area_code: gridCode ?? communityCode,
        lon,
        lat,
      }
    },
    subject: async (ref) => {
      const subject = await findSubject(tx, caller, uuid(ref))
      // Whoever works a round sees its place; at homes and people one calls, and checks nothing.
      if (!checkedKinds.has(subject.kind) || subject.class === 'sensitive')
        throw invalid('fieldwork.place_personal')
      return {
        name: subject.name,
        address_text: subject.addressText,
        area_code: subject.gridCode || subject.communityCode || subject.streetCode || districtId,
        lon: subject.lon,
        lat: subject.lat,
      }
    },
  }
}
