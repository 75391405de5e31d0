import { invalid } from '#platform/server/problem.ts'
import { isCreditCode, isLicence, tidied } from '../domain/numbers.ts'
import { fitsClass, type Details } from '../domain/subject.ts'
import type { Given } from './columns.ts'

/** What was given with its numbers as they are kept; 400 in words where one cannot be. */
export function tidiedInput(given: Given): Given {
  const { details } = given
  if (given.class !== undefined && !fitsClass(details.kind, given.class))
    throw invalid('subjects.class_does_not_fit')
  return { ...given, details: tidiedDetails(details) }
}

function tidiedDetails(details: Details): Details {
  if (details.kind === 'organisation')
    return {
      ...details,
      creditCode: numberOr(details.creditCode, isCreditCode, 'subjects.credit_code_unreadable'),
    }
  if (details.kind === 'shop')
    return {
      ...details,
      licence: numberOr(details.licence, isLicence, 'subjects.licence_unreadable'),
    }
  if (details.kind === 'household') return { ...details, needs: [...new Set(details.needs)].sort() }
  return details
}

function numberOr(text: string | null, isOne: (code: string) => boolean, why: string) {
  const code = text === null ? '' : tidied(text)
  if (code === '') return null
  if (!isOne(code)) throw invalid(why)
  return code
}
