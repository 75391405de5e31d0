import { saveSubject } from '#modules/subjects/server/index.ts'
import type { SubjectInput } from '#modules/subjects/contract/index.ts'
import type { Db } from '#platform/server/database.ts'
import { as, cipher, community, id, later, type Name } from './small-district.ts'

/** A person of the small district who enters and mends subjects, so many minutes after ten. */
export const acting = async (db: Db, name: Name, minute = 0) => ({
  caller: await as(db, name),
  now: later(minute),
  cipher,
})

export const grid = `${community}001`

/** A shop of the first grid, as the grid worker enters it. */
export const aShop = (name: string, over: Partial<SubjectInput> = {}): SubjectInput => ({
  id: id(`subject/${name}`),
  name,
  place: { text: `竹林北路 ${name}`, areaCode: grid },
  details: { kind: 'shop', trade: '餐饮', block: '竹林北路' },
  source: 'visit',
  baseVersion: null,
  ...over,
})

export const aPerson = (name: string, over: Partial<SubjectInput> = {}): SubjectInput => ({
  id: id(`subject/${name}`),
  name,
  place: { text: '竹林北路 12 号 3 栋', areaCode: grid },
  details: { kind: 'person' },
  source: 'visit',
  baseVersion: null,
  ...over,
})

export const aHousehold = (place: string, over: Partial<SubjectInput> = {}): SubjectInput => ({
  id: id(`subject/${place}`),
  place: { text: place, areaCode: grid },
  details: { kind: 'household', people: 1, needs: ['alone'] },
  source: 'visit',
  baseVersion: null,
  ...over,
})

/** Enters it as the grid worker. */
export const entered = async (db: Db, input: SubjectInput, by: Name = 'li') =>
  saveSubject(db, await acting(db, by), input)
