import { z } from 'zod'
import { AreaCode } from '#modules/places/contract/index.ts'
import { Instant } from '#platform/shared/endpoint.ts'
import { likenesses } from '../domain/likeness.ts'
import { relationKinds } from '../domain/relation.ts'
import {
  needs,
  organisationForms,
  sensitivities,
  sources,
  subjectKinds,
  subjectStatuses,
} from '../domain/subject.ts'

export const SubjectKindName = z.enum(subjectKinds)
export const SourceName = z.enum(sources)
export const Day = z.iso.date()

const short = (most: number) => z.string().trim().max(most)
const count = (from: number, to: number) => z.int().min(from).max(to).nullable().default(null)

/** What is known beside name and place, by kind. */
export const SubjectDetails = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person') }),
  z.object({
    kind: z.literal('household'),
    people: count(1, 99),
    needs: z.array(z.enum(needs)).max(needs.length).default([]),
  }),
  z.object({
    kind: z.literal('dwelling'),
    buildingId: z.uuid().nullable().default(null),
    unit: short(20).default(''),
    floor: count(-5, 200),
    room: short(20).default(''),
    areaM2: z.number().positive().max(100_000).nullable().default(null),
  }),
  z.object({
    kind: z.literal('building'),
    storeys: count(1, 200),
    units: count(1, 100),
    builtYear: count(1800, 2100),
  }),
  z.object({
    kind: z.literal('shop'),
    licence: short(40).nullable().default(null),
    trade: short(60).default(''),
    block: short(60).default(''),
  }),
  z.object({
    kind: z.literal('organisation'),
    creditCode: short(30).nullable().default(null),
    form: z.enum(organisationForms).default('company'),
  }),
])
export type SubjectDetails = z.infer<typeof SubjectDetails>

/** Where it is: an address of the register, an area, or a point; the first that is given tells the codes. */
export const SubjectPlace = z.object({
  addressId: z.uuid().nullable().default(null),
  /** Left empty beside an address, it is the address. */
  text: short(200).default(''),
  areaCode: AreaCode.optional(),
  lon: z.number().optional(),
  lat: z.number().optional(),
})

export const SubjectInput = z.object({
  id: z.uuid(),
  /** Left out: it stays. Homes have none; a person's is sealed. */
  name: short(120).optional(),
  status: z.enum(subjectStatuses).default('active'),
  class: z.enum(sensitivities).optional(),
  place: SubjectPlace,
  /** Left out: it stays; null: it is taken away. */
  phone: short(30).nullable().optional(),
  identity: short(30).nullable().optional(),
  note: short(1000).default(''),
  details: SubjectDetails,
  source: SourceName.default('desk'),
  /** Things that looked like this one and were seen to be others. */
  differentFrom: z.array(z.uuid()).max(20).default([]),
  /** The version that was seen, or null for something new. */
  baseVersion: z.int().min(0).nullable(),
})
export type SubjectInput = z.input<typeof SubjectInput>

/** What every page may show of a subject that it names; no personal field in clear. */
export const SubjectBrief = z.object({
  id: z.uuid(),
  kind: SubjectKindName,
  /** Of a person masked: 王**. */
  name: z.string(),
  status: z.enum(subjectStatuses),
  class: z.enum(sensitivities),
  addressText: z.string(),
  streetCode: z.string(),
  communityCode: z.string(),
  gridCode: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
})
export type SubjectBrief = z.infer<typeof SubjectBrief>

export const SubjectRow = SubjectBrief.extend({
  /** Masked: 138****1234. */
  phone: z.string().nullable(),
  details: SubjectDetails,
  changedAt: Instant,
  version: z.int(),
})
export type SubjectRow = z.infer<typeof SubjectRow>

export const RelationView = z.object({
  id: z.uuid(),
  kind: z.enum(relationKinds),
  /** Whether it begins here and leads to the other, or comes from it. */
  leads: z.boolean(),
  other: SubjectBrief,
  since: Day.nullable(),
  until: Day.nullable(),
  holds: z.boolean(),
  source: z.string(),
  madeAt: Instant,
  madeBy: z.string().nullable(),
})
export type RelationView = z.infer<typeof RelationView>

const FieldChange = z.object({ field: z.string(), before: z.string(), after: z.string() })

export const ChangeView = z.object({
  seq: z.int(),
  act: z.enum(['made', 'mended', 'related', 'unrelated', 'merged', 'merge_undone']),
  at: Instant,
  by: z.string().nullable(),
  source: z.string(),
  fields: z.array(FieldChange),
})
export type ChangeView = z.infer<typeof ChangeView>

export const ProvenanceView = z.object({
  field: z.string(),
  source: z.string(),
  at: Instant,
  by: z.string().nullable(),
})

export const subjectActs = ['mend', 'relate', 'merge', 'undo_merge', 'see_contact'] as const

export const SubjectPage = SubjectRow.extend({
  addressId: z.uuid().nullable(),
  note: z.string(),
  /** Whether an identity number is kept; nobody sees it without a logged look. */
  hasIdentity: z.boolean(),
  building: SubjectBrief.nullable(),
  createdAt: Instant,
  provenance: z.array(ProvenanceView),
  relations: z.array(RelationView),
  history: z.array(ChangeView),
  /** Entries that were joined to this one. */
  joined: z.array(
    z.object({
      mergeId: z.uuid(),
      subject: SubjectBrief,
      phone: z.string().nullable(),
      reason: z.string(),
      at: Instant,
      by: z.string().nullable(),
    }),
  ),
  allowed: z.array(z.enum(subjectActs)),
})
export type SubjectPage = z.infer<typeof SubjectPage>

export const LikenessView = z.object({
  subject: SubjectBrief,
  why: z.enum(likenesses),
  /** By a number that only one thing has: whoever makes a second must say that it is another. */
  sure: z.boolean(),
})
export type LikenessView = z.infer<typeof LikenessView>
