/** What the register holds. */
export const subjectKinds = [
  'person',
  'household',
  'dwelling',
  'building',
  'shop',
  'organisation',
] as const
export type SubjectKind = (typeof subjectKinds)[number]

export const subjectStatuses = ['active', 'closed'] as const
export type SubjectStatus = (typeof subjectStatuses)[number]

/** How much of it is shown: all; with masks; and to nobody who may not look at contacts. */
export const sensitivities = ['plain', 'personal', 'sensitive'] as const
export type Sensitivity = (typeof sensitivities)[number]

/** Where a field came from. */
export const sources = ['desk', 'visit', 'document', 'sheet', 'case', 'system'] as const
export type Source = (typeof sources)[number]

/**
 * Why one calls at a home: coarse on purpose, and never what somebody is. Who lives alone, is old
 * with nobody near, walks or hears badly, or has a small child.
 */
export const needs = ['alone', 'aged', 'mobility', 'hearing', 'small_child'] as const
export type Need = (typeof needs)[number]

export const organisationForms = [
  'company',
  'property',
  'public_body',
  'institution',
  'association',
  'other',
] as const
export type OrganisationForm = (typeof organisationForms)[number]

export const sealedFields = ['name', 'phone', 'identity'] as const
export type SealedField = (typeof sealedFields)[number]

/** What a subject is by its kind where nobody says otherwise. */
export const usualClass = (kind: SubjectKind): Sensitivity =>
  kind === 'person' || kind === 'household' || kind === 'dwelling' ? 'personal' : 'plain'

/** Whether a class may stand at a kind: what is about people is never shown whole. */
export const fitsClass = (kind: SubjectKind, of: Sensitivity): boolean =>
  of !== 'plain' || usualClass(kind) === 'plain'

export type Details =
  | { kind: 'person' }
  | { kind: 'household'; people: number | null; needs: Need[] }
  | {
      kind: 'dwelling'
      buildingId: string | null
      unit: string
      floor: number | null
      room: string
      areaM2: number | null
    }
  | {
      kind: 'building'
      storeys: number | null
      units: number | null
      builtYear: number | null
    }
  | { kind: 'shop'; licence: string | null; trade: string; block: string }
  | { kind: 'organisation'; creditCode: string | null; form: OrganisationForm }

/** The name of a home is where it is, so nobody types it: 竹林北路12号3栋2单元502. */
export function nameOfHome(place: string, details: Details): string {
  if (details.kind !== 'dwelling') return place
  const unit =
    details.unit === '' || /单元|unit/i.test(details.unit) ? details.unit : `${details.unit}单元`
  return `${place}${unit}${details.room}`
}
