import type { z } from 'zod'
import { brokenConstraint, type Tx } from '#platform/server/database.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned, type Saved } from '#platform/server/versioned-row.ts'
import type {
  HoldingFields,
  OrganisationFields,
  PersonFields,
  PostFields,
  StationFields,
} from '../contract/shapes.ts'
import { endSessions } from './sessions.ts'

/** Left out, the row is overwritten whatever its version: for programs that make a world. */
interface Place {
  districtId: string
  baseVersion?: number | null
}

const outOfDate = 'people.out_of_date'

const taken: Record<string, string> = {
  organisation_name_taken: 'people.organisation_name_taken',
  one_station_per_community: 'people.station_exists',
  holding_ends_after_it_begins: 'people.holding_ends_early',
}

/** Turns broken constraints into Problems: names taken, and ids of things that are not there. */
async function saying<T>(saved: Promise<T>): Promise<T> {
  try {
    return await saved
  } catch (error) {
    const constraint = brokenConstraint(error)
    const code = constraint === undefined ? undefined : taken[constraint]
    if (code !== undefined) throw refused(code)
    if (constraint?.endsWith('_fkey')) throw invalid('people.unknown_reference')
    throw error
  }
}

export type OrganisationInput = z.input<typeof OrganisationFields> & Place

export function saveOrganisation(tx: Tx, input: OrganisationInput): Promise<Saved> {
  return saying(
    saveVersioned(tx, {
      table: 'people.organisation',
      key: { district_id: input.districtId, id: input.id },
      values: {
        kind: input.kind,
        name: input.name,
        short_name: input.shortName,
        parent_id: input.parentId ?? null,
        area_code: input.areaCode ?? null,
        handles_cases: input.handlesCases ?? false,
        trade: input.trade ?? null,
        phone: input.phone ?? null,
        active: input.active ?? true,
      },
      baseVersion: input.baseVersion,
      outOfDate,
    }),
  )
}

export type PersonInput = Omit<z.input<typeof PersonFields>, 'loginName'> & Place & { now: Date }

/**
 * Saves a person. A phone is sealed by the cipher, which must be given with it; left out, the phone
 * stays. Making a person inactive ends their sessions.
 */
export async function savePerson(tx: Tx, input: PersonInput, cipher?: Cipher): Promise<Saved> {
  const { districtId, id, active = true } = input
  const saved = await saveVersioned(tx, {
    table: 'people.person',
    key: { district_id: districtId, id },
    values: {
      name: input.name,
      email: input.email ?? null,
      language: input.language ?? 'zh-CN',
      active,
      ...(input.wecomId === undefined ? {} : { wecom_id: input.wecomId }),
      ...(await phoneColumns(tx, input, cipher)),
    },
    onCreate: { created_at: input.now },
    baseVersion: input.baseVersion,
    outOfDate,
  })
  if (!active) await endSessions(tx, { districtId, personId: id, now: input.now })
  return saved
}

/** Sealing twice gives two texts: an unchanged phone keeps the text it has, so that nothing changes. */
async function phoneColumns(tx: Tx, input: PersonInput, cipher?: Cipher) {
  if (input.phone === undefined) return {}
  if (input.phone === null) return { phone_cipher: null, phone_index: null }
  if (!cipher) throw new Error('a phone number needs the cipher')
  const phone = input.phone.replaceAll(/[ -]/g, '')
  const phone_index = cipher.blindIndex(phone)
  const known = await tx
    .selectFrom('people.person')
    .select(['phone_cipher', 'phone_index'])
    .where('district_id', '=', input.districtId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  const same = known?.phone_index === phone_index ? known.phone_cipher : null
  return { phone_cipher: same ?? cipher.seal(phone), phone_index }
}

export type PostInput = z.input<typeof PostFields> & Place

export function savePost(tx: Tx, input: PostInput): Promise<Saved> {
  return saying(
    saveVersioned(tx, {
      table: 'people.post',
      key: { district_id: input.districtId, id: input.id },
      values: {
        kind: input.kind,
        title: input.title,
        organisation_id: input.organisationId,
        station_id: input.stationId ?? null,
        seat: input.seat ?? null,
        areas: input.areas ?? [],
        active: input.active ?? true,
        ...(input.dutyPhone === undefined ? {} : { duty_phone: input.dutyPhone || null }),
      },
      baseVersion: input.baseVersion,
      outOfDate,
    }),
  )
}

export type HoldingInput = z.input<typeof HoldingFields> & Place

/** Gives a post to a person from a day on, until a day (included) or open-ended. */
export function appoint(tx: Tx, input: HoldingInput): Promise<Saved> {
  return saying(
    saveVersioned(tx, {
      table: 'people.holding',
      key: { district_id: input.districtId, id: input.id },
      values: {
        post_id: input.postId,
        person_id: input.personId,
        holds_from: input.from,
        holds_until: input.until ?? null,
      },
      baseVersion: input.baseVersion,
      outOfDate,
    }),
  )
}

export type StationInput = z.input<typeof StationFields> & Place

export function saveStation(tx: Tx, input: StationInput): Promise<Saved> {
  return saying(
    saveVersioned(tx, {
      table: 'people.station',
      key: { district_id: input.districtId, id: input.id },
      values: {
        name: input.name,
        community_code: input.communityCode,
        model_code: input.modelCode,
        address: input.address ?? null,
        phone: input.phone ?? null,
        hours: input.hours ?? null,
        duty: input.duty ?? null,
        rules: input.rules ?? null,
        ...boardsGiven(input),
      },
      baseVersion: input.baseVersion,
      outOfDate,
    }),
  )
}

/** The boards that were given; those left out stay. */
const boardsGiven = (input: StationInput) =>
  Object.fromEntries(
    Object.entries({
      duty_en: input.dutyEn,
      rules_en: input.rulesEn,
      flow: input.flow,
      flow_en: input.flowEn,
      tasks: input.tasks,
      tasks_en: input.tasksEn,
    }).filter(([, words]) => words !== undefined),
  )

export interface PostKindInput extends Place {
  code: string
  name: string
  nameEn: string
  verbs: readonly string[]
  reach: string
  /** Left out, it stays. */
  secondFactor?: boolean | undefined
}

export function savePostKind(tx: Tx, input: PostKindInput): Promise<Saved> {
  return saveVersioned(tx, {
    table: 'people.post_kind',
    key: { district_id: input.districtId, code: input.code },
    values: {
      name: input.name,
      name_en: input.nameEn,
      verbs: [...new Set(input.verbs)].sort(),
      reach: input.reach,
      ...(input.secondFactor === undefined ? {} : { second_factor: input.secondFactor }),
    },
    baseVersion: input.baseVersion,
    outOfDate: input.baseVersion === null ? 'people.code_taken' : outOfDate,
  })
}
