import { randomUUID } from 'node:crypto'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { postKindPresets } from '../domain/post-kinds.ts'
import { staffingPresets } from '../domain/staffing-presets.ts'
import { holders } from './directory.ts'
import { dayIn } from './gate.ts'
import { appoint, saveOrganisation, savePerson, savePost } from './records.ts'
import { createSignInLink } from './sign-in-links.ts'

/** Gives a district the presets it lacks; what it has edited stays. */
export async function seedPeopleDefaults(tx: Tx, districtId: string): Promise<void> {
  await tx
    .insertInto('people.post_kind')
    .values(
      postKindPresets.map(({ code, name, nameEn, verbs, reach }) => ({
        district_id: districtId,
        code,
        name,
        name_en: nameEn,
        verbs: [...verbs].sort(),
        reach,
      })),
    )
    .onConflict((c) => c.columns(['district_id', 'code']).doNothing())
    .execute()
  await tx
    .insertInto('people.staffing_model')
    .values(
      staffingPresets.map(({ code, name, nameEn, seats }) => ({
        district_id: districtId,
        code,
        name,
        name_en: nameEn,
        seats: JSON.stringify(seats),
      })),
    )
    .onConflict((c) => c.columns(['district_id', 'code']).doNothing())
    .execute()
}

export interface Administrator {
  kind: 'system_admin' | 'security_admin' | 'audit_admin'
  personId: string
  name: string
  /** The token of a one-time link, valid for a day. */
  token: string
}

const administrators = [
  { kind: 'system_admin', title: '系统管理员' },
  { kind: 'security_admin', title: '安全管理员' },
  { kind: 'audit_admin', title: '审计管理员' },
] as const

const officeName = '区城市管理指挥中心'

/**
 * The three separate administrators of a district, each another person, with a one-time link each.
 * Where a post is held already, its holder gets a new link and nobody is added.
 */
export async function createAdministrators(
  tx: Tx,
  input: { districtId: string; now: Date; names?: Partial<Record<Administrator['kind'], string>> },
): Promise<Administrator[]> {
  const { districtId, now } = input
  const { timeZone } = await readDistrict(tx, districtId)
  await seedPeopleDefaults(tx, districtId)
  const made: Administrator[] = []
  /* oxlint-disable no-await-in-loop -- one connection: one after the other */
  for (const { kind, title } of administrators) {
    const [known] = await holders(tx, districtId, { kinds: [kind], on: now })
    const name = known?.name ?? input.names?.[kind] ?? title
    const personId = known?.personId ?? randomUUID()
    const postId = known?.postId ?? randomUUID()
    if (!known) {
      const organisationId = await administrativeOffice(tx, districtId)
      await savePerson(tx, { districtId, id: personId, name, now })
      const areas = [districtId]
      await savePost(tx, { districtId, id: postId, kind, title, organisationId, areas })
      const from = dayIn(timeZone, now)
      await appoint(tx, { districtId, id: randomUUID(), postId, personId, from })
    }
    const token = await createSignInLink(tx, { districtId, personId, postId, now })
    made.push({ kind, personId, name, token })
  }
  /* oxlint-enable no-await-in-loop */
  return made
}

async function administrativeOffice(tx: Tx, districtId: string): Promise<string> {
  const known = await tx
    .selectFrom('people.organisation')
    .select('id')
    .where('district_id', '=', districtId)
    .where('kind', '=', 'centre')
    .orderBy('name')
    .executeTakeFirst()
  if (known) return known.id
  const id = randomUUID()
  const shortName = '指挥中心'
  await saveOrganisation(tx, {
    districtId,
    id,
    kind: 'centre',
    name: officeName,
    shortName,
    areaCode: districtId,
  })
  return id
}
