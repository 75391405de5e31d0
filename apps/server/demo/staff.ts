import { postKindPresets } from '#modules/people/domain/post-kinds.ts'
import {
  appoint,
  saveOrganisation,
  savePerson,
  savePost,
  saveStation,
  seedPeopleDefaults,
  type OrganisationInput,
} from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { namedId } from './random.ts'

/** Whoever acts in a district, by the part they play. */
export type Crew = ReadonlyMap<string, Caller>

export interface OrganisationPlan {
  key: string
  kind: OrganisationInput['kind']
  name: string
  areaCode?: string
  handles?: boolean
  trade?: string
}

export interface PostPlan {
  /** The part: unique in the district. */
  key: string
  kind: string
  title: string
  organisation: string
  areas?: readonly string[]
  /** The part whose person holds this post too; left out, a person of its own. */
  heldBy?: string
  person?: string
  seat?: string
  /** Of the post; invented. */
  dutyPhone?: string
}

export interface StaffPlan {
  districtId: string
  organisations: readonly OrganisationPlan[]
  posts: readonly PostPlan[]
  station: { name: string; communityCode: string; modelCode: string } | null
  now: Date
}

export const idIn = (districtId: string, kind: string, key: string) =>
  namedId(`${districtId}/${kind}/${key}`)
export const organisationId = (districtId: string, key: string) =>
  idIn(districtId, 'organisation', key)

/** Post kinds and models of the presets, then organisations, people, posts and who holds them. */
export async function saveStaff(db: Db, plan: StaffPlan): Promise<Crew> {
  const { districtId, now } = plan
  const id = (kind: string, key: string) => idIn(districtId, kind, key)
  /* oxlint-disable no-await-in-loop -- one connection: one after the other */
  // oxlint-disable-next-line complexity -- defaults of optional fields
  await transact(db, async (tx) => {
    await seedPeopleDefaults(tx, districtId)
    for (const o of plan.organisations)
      await saveOrganisation(tx, {
        districtId,
        id: organisationId(districtId, o.key),
        kind: o.kind,
        name: o.name,
        shortName: o.name.slice(0, 30),
        areaCode: o.areaCode ?? null,
        handlesCases: o.handles ?? false,
        trade: o.trade ?? null,
      })
    if (plan.station)
      await saveStation(tx, { districtId, id: id('station', 'station'), ...plan.station })
    for (const p of plan.posts) {
      if (p.heldBy === undefined)
        await savePerson(tx, {
          districtId,
          id: id('person', p.key),
          name: p.person ?? p.title,
          now,
        })
      await savePost(tx, {
        districtId,
        id: id('post', p.key),
        kind: p.kind,
        title: p.title,
        organisationId: organisationId(districtId, p.organisation),
        stationId: plan.station && p.seat !== undefined ? id('station', 'station') : null,
        seat: p.seat ?? null,
        areas: [...(p.areas ?? [])],
        ...(p.dutyPhone === undefined ? {} : { dutyPhone: p.dutyPhone }),
      })
    }
    for (const p of plan.posts)
      await appoint(tx, {
        districtId,
        id: id('holding', p.key),
        postId: id('post', p.key),
        personId: id('person', p.heldBy ?? p.key),
        from: now.toISOString().slice(0, 10),
      })
  })
  /* oxlint-enable no-await-in-loop */
  return crewOf(plan)
}

/** Callers as a session of each post would make them. */
export function crewOf({ districtId, posts }: Pick<StaffPlan, 'districtId' | 'posts'>): Crew {
  return new Map(
    posts.map((post) => {
      const kind = postKindPresets.find((k) => k.code === post.kind)
      if (!kind) throw new Error(`no such kind of post: ${post.kind}`)
      const unit = organisationId(districtId, post.organisation)
      const ofUnit = kind.reach === 'unit' || kind.reach === 'both'
      const caller: Caller = {
        districtId,
        personId: idIn(districtId, 'person', post.heldBy ?? post.key),
        postId: idIn(districtId, 'post', post.key),
        organisationId: unit,
        verbs: new Set(kind.verbs),
        scope: {
          areas: kind.reach === 'unit' ? [] : (post.areas ?? []),
          units: ofUnit ? [unit] : [],
        },
        ip: '',
        agent: 'demo',
      }
      return [post.key, caller] as const
    }),
  )
}

export function member(crew: Crew, key: string): Caller {
  const found = crew.get(key)
  if (!found) throw new Error(`nobody plays ${key}`)
  return found
}
