import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { CasePage, CaseRow, Place, Status } from './shapes.ts'

/** Why two reports look like one; every part is shown, so that a person can judge it. */
export const Likeness = z.object({
  score: z.number(),
  metres: z.int(),
  minutesApart: z.int(),
  /** Null while one of the two has no matter yet. */
  sameMatter: z.boolean().nullable(),
  textAlike: z.number(),
  /** What both say. */
  shared: z.array(z.string()),
})
export type Likeness = z.infer<typeof Likeness>

export const LikelyCase = z.object({ case: CaseRow, likeness: Likeness })
export type LikelyCase = z.infer<typeof LikelyCase>

const one = z.object({ caseId: z.uuid() })
const words = z.string().trim().max(2000).default('')
const entry = {
  words: z.string().max(5000).default(''),
  place: Place.nullable().default(null),
  address: z.string().max(200).default(''),
  addressId: z.uuid().nullable().default(null),
}

export const likelyOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/likely',
  summary: 'Open cases in the own scope that may tell of the same thing, most alike first, and why',
  access: 'cases.read',
  params: one,
  reply: z.object({ rows: z.array(LikelyCase) }),
})

export const likelyAtEntry = endpoint({
  method: 'POST',
  path: '/api/cases/likely',
  summary: 'The same for a report that is still being written down; nothing is stored',
  access: 'cases.report',
  body: z.object(entry),
  reply: z.object({ rows: z.array(LikelyCase) }),
})

export const AlikeGroup = z.object({
  /** The one that the others would follow first; of each other why it is here. */
  rows: z.array(z.object({ case: CaseRow, likeness: Likeness.nullable() })).min(2),
})
export type AlikeGroup = z.infer<typeof AlikeGroup>

export const alikeAtDesk = endpoint({
  method: 'GET',
  path: '/api/cases/alike',
  summary: 'What waits at the desk in the own scope and is likely one trouble, in groups',
  access: 'cases.read',
  reply: z.object({ groups: z.array(AlikeGroup) }),
})

export const NearbyCase = z.object({
  shortCode: z.string(),
  title: z.string(),
  place: z.string(),
  communityName: z.string(),
  status: Status,
  reportedAt: Instant,
  promisedAt: Instant.nullable(),
  metres: z.int(),
  photo: z.uuid().nullable(),
})
export type NearbyCase = z.infer<typeof NearbyCase>

export const nearbyCases = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/nearby',
  summary:
    'Published open cases close to what somebody is about to report, three at most; nothing is stored',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  body: z.object({ ...entry, doorplate: z.string().max(64).nullable().default(null) }),
  reply: z.object({ rows: z.array(NearbyCase), now: Instant, timeZone: z.string() }),
})

export const mergeCase = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/merge',
  summary: 'Join a case to another that tells of the same thing (并案)',
  access: 'cases.merge',
  params: one,
  body: z.object({ baseVersion: z.int(), masterId: z.uuid(), words }),
  reply: CasePage,
})

export const takeApart = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/take-apart',
  summary:
    'It was another thing after all: back to where it stood, its clock as it would have been',
  access: 'cases.merge',
  params: one,
  body: z.object({ baseVersion: z.int(), words: z.string().trim().min(1).max(2000) }),
  reply: CasePage,
})

const Merge = z.object({
  mergedAt: Instant,
  by: z.string().nullable(),
  words: z.string(),
})

export const MergingView = z.object({
  /** The one that this case follows. */
  master: Merge.extend({ case: CaseRow.nullable(), shortCode: z.string() }).nullable(),
  /** Those in the own scope that follow this case, as they were joined. */
  followers: z.array(
    Merge.extend({
      case: CaseRow,
      judged: z
        .object({ solved: z.boolean().nullable(), satisfied: z.int().nullable() })
        .nullable(),
      mayTakeApart: z.boolean(),
    }),
  ),
  /** Followers outside the own scope. */
  beyond: z.int(),
  /** What followed this case once, or what it followed. */
  past: z.array(
    Merge.extend({
      shortCode: z.string(),
      asMaster: z.boolean(),
      endedAt: Instant,
      how: z.enum(['taken_apart', 'moved']),
      endedWords: z.string(),
    }),
  ),
})
export type MergingView = z.infer<typeof MergingView>

export const mergingOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/merging',
  summary: 'What this case follows, what follows it, and what did once',
  access: 'cases.read',
  params: one,
  reply: MergingView,
})
