export const areaLevels = ['district', 'street', 'community', 'grid'] as const
export type AreaLevel = (typeof areaLevels)[number]

/** Digits of a code per level: the code is the path (GB/T 47678.3-2026: 6 + 3 + 3 + 3). */
const digits: Record<AreaLevel, number> = { district: 6, street: 9, community: 12, grid: 15 }

/** Whether a code has the length of its level. */
export const fitsLevel = (code: string, level: AreaLevel) => code.length === digits[level]

/** The code of the area around this one, or null for a district. */
export function parentOf(code: string): string | null {
  return code.length > digits.district ? code.slice(0, code.length - 3) : null
}

/** Where a point lies; '' where it is not known. */
export interface Whereabouts {
  streetCode: string
  communityCode: string
  gridCode: string
}

export const nowhere: Whereabouts = { streetCode: '', communityCode: '', gridCode: '' }

/** The areas that a grid or community code names by itself. */
export function whereaboutsOf(code: string): Whereabouts {
  return {
    streetCode: code.length >= digits.street ? code.slice(0, digits.street) : '',
    communityCode: code.length >= digits.community ? code.slice(0, digits.community) : '',
    gridCode: code.length === digits.grid ? code : '',
  }
}

/** Whether one of the prefixes covers the code. No prefix covers nothing. */
export const coveredBy = (code: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => prefix !== '' && code.startsWith(prefix))
