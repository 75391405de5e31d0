import fc from 'fast-check'
import { expect, it } from 'vitest'
import { postKindPresets } from './post-kinds.ts'
import { fitsViewing, mayView, verbsWhileViewing } from './view-as.ts'

const unit = 'unit-1'
const clerk = {
  reach: 'areas' as const,
  areas: ['421202001001'],
  organisationId: unit,
  organisationArea: null,
  verbs: ['cases.read', 'cases.see_contact'],
}
const street = { areas: ['421202001'], units: [] }

it('looks at posts inside the own area only', () => {
  expect(mayView(street, clerk)).toBe(true)
  expect(mayView(street, { ...clerk, areas: ['421202001001', '421202002001'] })).toBe(false)
  expect(mayView(street, { ...clerk, areas: ['421202'] })).toBe(false)
  expect(mayView(street, { ...clerk, areas: [] })).toBe(false)
  expect(mayView({ areas: [''], units: [] }, clerk)).toBe(false)
  expect(mayView({ areas: [], units: [] }, clerk)).toBe(false)
})

it('looks at a unit from inside it, or from where it is at home', () => {
  const specialist = { ...clerk, reach: 'unit' as const, areas: [] }
  expect(mayView(street, specialist)).toBe(false)
  expect(mayView({ areas: [], units: [unit] }, specialist)).toBe(true)
  expect(mayView(street, { ...specialist, organisationArea: '421202001001' })).toBe(true)
  expect(mayView(street, { ...specialist, organisationArea: '421202' })).toBe(false)
})

it('never looks at an administrator', () => {
  const district = { areas: ['421202'], units: [] }
  const admins = postKindPresets.filter(({ code }) => code.endsWith('_admin'))
  expect(admins).toHaveLength(3)
  expect(admins.map(({ verbs }) => mayView(district, { ...clerk, verbs }))).toEqual([
    false,
    false,
    false,
  ])
})

it('gains no personal data by looking, and no further look', () => {
  const some = fc.subarray(['cases.read', 'cases.see_contact', 'people.view_as', 'cases.file'])
  fc.assert(
    fc.property(some, some, (post, own) => {
      const verbs = verbsWhileViewing(post, new Set(own))
      expect([...verbs].every((verb) => post.includes(verb))).toBe(true)
      expect(verbs.has('people.view_as')).toBe(false)
      expect(verbs.has('cases.see_contact') && !own.includes('cases.see_contact')).toBe(false)
    }),
  )
})

const fits = (method: string, path: string) => fitsViewing({ method, path })

it('refuses every write but the way out', () => {
  expect(fits('GET', '/api/cases/cases')).toBe(true)
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
    expect(fits(method, '/api/cases/cases')).toBe(false)
  expect(fits('POST', '/api/people/view-as')).toBe(false)
  expect(fits('POST', '/api/people/view-as/end')).toBe(true)
  expect(fits('POST', '/api/people/sign-out')).toBe(true)
})
