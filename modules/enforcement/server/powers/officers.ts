import { holders, kindOfPost, nameOf } from '#modules/people/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { bodiesWith, powerOf, type Power } from '../../domain/authority.ts'
import {
  helperKinds,
  mayBeOfficer,
  officerOn,
  twoOfficers,
  type Candidate,
  type Certificate,
} from '../../domain/officers.ts'
import type { FileChange, FileRecord } from '../files/change.ts'
import { lawOf, orRefuse } from '../refusals.ts'
import { authoritiesOf, officeOf } from './authority.ts'

/** Who acts for which body, with the numbers that a paper prints. */
export interface Acting {
  bodyId: string
  office: NonNullable<Awaited<ReturnType<typeof officeOf>>>
  officers: readonly { personId: string; name: string; number: string }[]
}

/** What is done, and when: a step of a file, or an inspection. */
type Deed = Pick<FileChange, 'tx' | 'caller' | 'today' | 'now'> & {
  row: Pick<FileRecord, 'matter_code'>
}

/**
 * The body for which the caller and the second officer act: one that has the power in this matter, by
 * certificates that are valid today. Otherwise a Problem says who has the power, or what is missing.
 * `only`: what one body has ordered is served and undone by that body alone.
 */
export async function actingOfficers(
  change: Deed,
  need: { power: Power; secondId: string | null; only?: string | null },
): Promise<Acting> {
  const { tx, caller, today, row } = change
  const first = await candidateIn(change)
  const entries = (await authoritiesOf(tx, caller.districtId)).filter(
    (entry) => !need.only || entry.bodyId === need.only,
  )
  const ask = { matterCode: row.matter_code, power: need.power, day: today }
  const bodies = bodiesFor(first, today)
  const bodyId = bodies.find((id) => powerOf(entries, { ...ask, bodyId: id }))
  // Who is no officer anywhere hears that first; who is one of the wrong body hears who may.
  if (bodyId === undefined) {
    orRefuse(officerOn(first, bodies[0] ?? '', today))
    const isInspection = need.power === 'inspect'
    throw refused(`enforcement.${isInspection ? 'not_yours_to_inspect' : 'not_your_power'}`, {
      bodies: bodiesWith(entries, ask).map((a) => a.bodyName),
      law: lawOf(isInspection ? 'inspectors' : 'delegated'),
    })
  }
  const second = need.secondId === null ? null : await candidateOf(change, need.secondId)
  const certificates = orRefuse(twoOfficers([first, second], bodyId, today))
  const office = await officeOf(tx, caller.districtId, bodyId)
  if (!office) throw invalid('enforcement.office_missing')
  return { bodyId, office, officers: await named(tx, caller.districtId, certificates) }
}

/** The caller, in the post they act in. */
async function candidateIn({ tx, caller }: Pick<Deed, 'tx' | 'caller'>): Promise<Candidate> {
  const { personId, postId } = personOf(caller)
  return {
    personId,
    postKinds: [(await kindOfPost(tx, caller.districtId, postId)) ?? ''],
    certificates: await certificatesOf(tx, caller.districtId, personId),
  }
}

/** In whose name the caller may write: that of the own organisation, and of bodies whose officer they are today. */
export async function bodiesOf(deed: Pick<Deed, 'tx' | 'caller' | 'today'>): Promise<string[]> {
  const own = deed.caller.organisationId
  return [...(own === null ? [] : [own]), ...bodiesFor(await candidateIn(deed), deed.today)]
}

const bodiesFor = (one: Candidate, day: string) =>
  one.postKinds.some(mayBeOfficer)
    ? [...new Set(one.certificates.map((c) => c.bodyId))].filter(
        (bodyId) => officerOn(one, bodyId, day).ok,
      )
    : []

async function named(db: Db, districtId: string, certificates: readonly Certificate[]) {
  const names = await nameOf(db, districtId, { personIds: certificates.map((c) => c.personId) })
  return certificates.map(({ personId, number }) => ({
    personId,
    name: names.persons.get(personId) ?? '',
    number,
  }))
}

/** The other one, in the posts they hold today that may act. */
async function candidateOf({ tx, caller, now }: Deed, personId: string): Promise<Candidate> {
  const held = await holders(tx, caller.districtId, { on: now })
  const postKinds: string[] = []
  for (const holder of held.filter((h) => h.personId === personId))
    postKinds.push((await kindOfPost(tx, caller.districtId, holder.postId)) ?? '') // oxlint-disable-line no-await-in-loop -- one connection
  return {
    personId,
    postKinds,
    certificates: await certificatesOf(tx, caller.districtId, personId),
  }
}

async function certificatesOf(
  db: Db,
  districtId: string,
  personId: string,
): Promise<Certificate[]> {
  const rows = await db
    .selectFrom('enforcement.certificate')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)
    .orderBy('valid_until', 'desc')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    bodyId: row.body_id,
    number: row.number,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    revokedOn: row.revoked_on,
  }))
}

/**
 * Whom the page may offer as the second officer: certificates of these bodies that are valid today, of
 * people who stand today in a post that may.
 */
export async function officersOf(
  db: Db,
  districtId: string,
  { day, but, now }: { day: string; but: string | null; now: Date },
): Promise<{ personId: string; name: string; number: string }[]> {
  const rows = await db
    .selectFrom('enforcement.certificate')
    .select(['person_id as personId', 'number', 'body_id as bodyId'])
    .where('district_id', '=', districtId)
    .where('valid_from', '<=', day)
    .where('valid_until', '>=', day)
    .where((eb) => eb.or([eb('revoked_on', 'is', null), eb('revoked_on', '>', day)]))
    .execute()
  const own = new Set(rows.filter((r) => r.personId === but).map((r) => r.bodyId))
  const there = await standing(db, districtId, now)
  const others = rows.filter(
    (r) => r.personId !== but && there.has(r.personId) && (own.size === 0 || own.has(r.bodyId)),
  )
  const names = await nameOf(db, districtId, { personIds: others.map((r) => r.personId) })
  return others
    .map(({ personId, number }) => ({ personId, number, name: names.persons.get(personId) ?? '' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Who is there today in another post than one that only helps. */
async function standing(db: Db, districtId: string, on: Date): Promise<ReadonlySet<string>> {
  const helping = await holders(db, districtId, { kinds: helperKinds, on })
  const posts = new Set(helping.map((one) => one.postId))
  const all = await holders(db, districtId, { on })
  return new Set(all.filter((one) => !posts.has(one.postId)).map((one) => one.personId))
}
