import { newId } from '#platform/web/new-id.ts'
import type {
  SubjectDetails,
  SubjectInput,
  SubjectKind,
  SubjectPage,
} from '../../../contract/index.ts'

/** A subject as it is being entered or mended. */
export type Entry = SubjectInput & { differentFrom: string[] }

const blank: Record<SubjectKind, SubjectDetails> = {
  person: { kind: 'person' },
  household: { kind: 'household', people: null, needs: [] },
  dwelling: {
    kind: 'dwelling',
    buildingId: null,
    unit: '',
    floor: null,
    room: '',
    areaM2: null,
  },
  building: { kind: 'building', storeys: null, units: null, builtYear: null },
  shop: { kind: 'shop', licence: null, trade: '', block: '' },
  organisation: { kind: 'organisation', creditCode: null, form: 'company' },
}

export const freshDetails = (kind: SubjectKind): SubjectDetails => blank[kind]

export const freshEntry = (kind: SubjectKind): Entry => ({
  id: newId(),
  name: '',
  place: { text: '' },
  note: '',
  details: blank[kind],
  source: 'desk',
  differentFrom: [],
  baseVersion: null,
})

/** What stands there, to be mended. The name of a person is not known here and stays. */
export const entryOf = (page: SubjectPage): Entry => ({
  id: page.id,
  ...(page.kind === 'person' ? {} : { name: page.name }),
  status: page.status,
  class: page.class,
  place: {
    addressId: page.addressId,
    text: page.addressText,
    areaCode: page.gridCode || page.communityCode || undefined,
    ...(page.lon === null || page.lat === null ? {} : { lon: page.lon, lat: page.lat }),
  },
  note: page.note,
  details: page.details,
  source: 'desk',
  differentFrom: [],
  baseVersion: page.version,
})
