import type { Say } from '#platform/web/console/say.ts'
import type { SubjectDetails } from '../../contract/index.ts'

const some = (text: string | null) => (text === null || text === '' ? [] : [text])

/** What is known of a thing by its kind, in a few short pieces. */
export function sayDetails(t: Say, details: SubjectDetails): string[] {
  switch (details.kind) {
    case 'shop':
      return [...some(details.trade), ...some(details.block)]
    case 'organisation':
      return [t(`form.${details.form}`)]
    case 'household':
      return [
        ...(details.people === null ? [] : [t('people', { count: details.people })]),
        ...details.needs.map((need) => t(`need.${need}`)),
      ]
    case 'dwelling':
      return details.floor === null ? [] : [t('floorOf', { n: details.floor })]
    case 'building':
      return [
        ...(details.storeys === null ? [] : [t('storeysOf', { count: details.storeys })]),
        ...(details.units === null ? [] : [t('unitsOf', { count: details.units })]),
      ]
    case 'person':
    default:
      return []
  }
}
