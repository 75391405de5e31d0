import { z } from 'zod'
import { AreaCode } from '#modules/places/contract/index.ts'
import { endpoint, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { relationKinds } from '../domain/relation.ts'
import { needs, sealedFields, subjectStatuses } from '../domain/subject.ts'
import {
  Day,
  LikenessView,
  SourceName,
  SubjectDetails,
  SubjectInput,
  SubjectKindName,
  SubjectPage,
  SubjectPlace,
  SubjectRow,
} from './shapes.ts'

const one = z.object({ subjectId: z.uuid() })

export const listSubjects = endpoint({
  method: 'GET',
  path: '/api/subjects',
  summary: 'People, homes, shops and organisations by address, name, telephone or licence',
  access: 'subjects.read',
  query: z.object({
    /** Words of an address or name, a whole name of a person, a telephone, a licence or code. */
    q: z.string().trim().max(60).default(''),
    kind: SubjectKindName.optional(),
    status: z.enum(subjectStatuses).optional(),
    under: AreaCode.optional(),
    need: z.enum(needs).optional(),
    ...pageQuery,
    after: z.string().max(400).optional(),
  }),
  reply: pageOf(SubjectRow).extend({ mayMake: z.boolean(), mayKeep: z.boolean() }),
})

export const readSubject = endpoint({
  method: 'GET',
  path: '/api/subjects/:subjectId',
  summary: 'One subject with its relations and history; one that was joined answers as the other',
  access: 'subjects.read',
  params: one,
  reply: SubjectPage,
})

export const likeSubject = endpoint({
  method: 'POST',
  path: '/api/subjects/likeness',
  summary: 'What is entered already and may be the same; changes nothing',
  access: 'subjects.edit',
  body: z.object({
    id: z.uuid(),
    name: z.string().trim().max(120).default(''),
    place: SubjectPlace,
    phone: z.string().trim().max(30).default(''),
    identity: z.string().trim().max(30).default(''),
    details: SubjectDetails,
  }),
  reply: z.object({ like: z.array(LikenessView) }),
})

export const saveSubject = endpoint({
  method: 'POST',
  path: '/api/subjects',
  summary: 'Enter a subject, or mend one',
  access: 'subjects.edit',
  body: SubjectInput,
  reply: z.object({ id: z.uuid(), version: z.int() }),
})

export const seeContact = endpoint({
  method: 'POST',
  path: '/api/subjects/:subjectId/contact',
  summary: 'Look at name, telephone or identity number; each look is logged with its reason',
  access: 'subjects.see_contact',
  params: one,
  body: z.object({
    fields: z.array(z.enum(sealedFields)).min(1).max(3),
    reason: z.string().trim().min(1).max(200),
  }),
  reply: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    identity: z.string().nullable(),
  }),
})

export const relateSubjects = endpoint({
  method: 'POST',
  path: '/api/subjects/relations',
  summary: 'Say that one lives in, belongs to, keeps, stands in, speaks for or manages another',
  access: 'subjects.edit',
  body: z.object({
    id: z.uuid(),
    kind: z.enum(relationKinds),
    fromId: z.uuid(),
    toId: z.uuid(),
    since: Day.nullable().default(null),
    source: SourceName.default('desk'),
  }),
  reply: z.object({ id: z.uuid() }),
})

export const endRelation = endpoint({
  method: 'POST',
  path: '/api/subjects/relations/:relationId/end',
  summary: 'Say until when a relation held',
  access: 'subjects.edit',
  params: z.object({ relationId: z.uuid() }),
  body: z.object({ until: Day }),
  reply: z.object({ id: z.uuid() }),
})

export const mergeSubject = endpoint({
  method: 'POST',
  path: '/api/subjects/:subjectId/merge',
  summary: 'Join a second entry of one thing to the one that stays; nothing of it is lost',
  access: 'subjects.keep',
  params: one,
  body: z.object({
    id: z.uuid(),
    intoId: z.uuid(),
    reason: z.string().trim().min(1).max(500),
    /** Of the entry that is joined to the other. */
    baseVersion: z.int().min(0),
  }),
  reply: z.object({ id: z.uuid() }),
})

export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/subjects/merges/:mergeId/undo',
  summary: 'Take two entries apart again',
  access: 'subjects.keep',
  params: z.object({ mergeId: z.uuid() }),
  reply: z.object({ id: z.uuid() }),
})
