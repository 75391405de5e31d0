import { randomUUID } from 'node:crypto'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import {
  choice,
  ColumnFault,
  fitting,
  yesNo,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { loginName, PersonFields, PhoneGiven, type PersonView } from '../../contract/shapes.ts'
import { keepPerson } from '../keep-person.ts'
import { listPersons } from '../person-queries.ts'
import { sightOf } from '../staff-queries.ts'
import { recordDownload, recordSheet, said, whySo } from './words.ts'

const language = choice(['zh-CN', 'en'] as const, (code) => said(`language.${code}`))
/** More than any district has; a sheet holds all of them. */
const EVERYBODY = 100_000

/** What somebody is known by in sheets: the sign-in name, or the number of whoever has none. */
export const keyOf = ({ loginName: name, id }: Pick<PersonView, 'loginName' | 'id'>) => name ?? id
export const isNumber = (key: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)

/** Everybody whom the caller sees, by name; telephones masked. */
export async function everybody(
  db: Db,
  caller: Caller,
  { cipher, now }: { cipher: Cipher; now: Date },
) {
  const sight = await sightOf(db, caller, now)
  return listPersons(db, { sight, cipher, caller, now }, { limit: EVERYBODY })
}

const columns: InColumn<PersonView>[] = [
  { key: 'key', title: said('col.key'), width: 24, show: keyOf },
  { key: 'name', title: said('col.personName'), needed: true, show: (p) => p.name },
  { key: 'email', title: said('col.email'), width: 28, show: (p) => p.email },
  { key: 'phone', title: said('col.phone'), width: 20, show: (p) => p.phone },
  { key: 'wecomId', title: said('col.wecomId'), width: 20, show: (p) => p.wecomId },
  {
    key: 'language',
    title: said('col.language'),
    width: 12,
    ...language,
    show: (p, shown) => language.say(p.language, shown),
  },
  {
    key: 'posts',
    title: said('col.posts'),
    width: 30,
    readOnly: true,
    show: (p) => p.posts.map((post) => post.title).join('\n'),
  },
  {
    key: 'active',
    title: said('col.active'),
    width: 10,
    ...yesNo,
    show: (p, shown) => yesNo.show(p.active, shown),
  },
]

/** The masked number that stood there leaves the telephone as it is. */
function phoneIn(given: Line, before: PersonView | undefined): string | null | undefined {
  const text = given['phone']
  if (text === undefined || text === (before?.phone ?? '')) return undefined
  if (text === '') return null
  if (!PhoneGiven.safeParse(text).success) throw new ColumnFault('phone', said('why.phone'))
  return text
}

function loginIn(key: string, before: PersonView | undefined): string | undefined {
  if (before) return undefined
  if (isNumber(key)) throw new ColumnFault('key', said('why.key'))
  if (!loginName.safeParse(key).success) throw new ColumnFault('key', said('why.login'))
  return key
}

/** What the sheet does not say stays; what it says to be empty is. */
const kept = (text: string | undefined, before: string | null | undefined): string | null =>
  text === undefined ? (before ?? null) : text || null

/** Of somebody new, where the sheet says nothing of it. */
const fresh = { id: '', email: null, wecomId: null, language: 'zh-CN', active: true, version: null }

function fieldsOf(known: PersonView | undefined, given: Line) {
  const before = known ?? { ...fresh, id: randomUUID() }
  const [phone, name] = [phoneIn(given, known), loginIn(given['key'] ?? '', known)]
  const active = given['active'] || String(before.active)
  const fields = fitting(PersonFields, {
    id: before.id,
    name: given['name'],
    email: kept(given['email'], before.email),
    wecomId: kept(given['wecomId'], before.wecomId),
    ...(phone === undefined ? {} : { phone }),
    ...(name === undefined ? {} : { loginName: name }),
    language: given['language'] || before.language,
    active: active === 'true',
  })
  return { ...fields, baseVersion: before.version }
}

/** People; one is known by the sign-in name. What they may do is another sheet. */
export const personsSheet = (cipher: Cipher): ServedSheet<PersonView> => ({
  plan: { name: said('name.persons'), keys: ['key'], columns },
  versionOf: (p) => p.version,
  rows: (db, caller, now) => everybody(db, caller, { cipher, now }),
  onDownload: recordDownload('persons'),
  whySo,
  work: async (taking) => {
    const { caller, now } = taking
    return {
      save: async (step, { before, given }) =>
        (await keepPerson(step, { caller, cipher, now }, fieldsOf(before, given))).outcome,
      finish: async (step) => {
        await recordSheet(step, taking, 'persons')
        return []
      },
    }
  },
})
