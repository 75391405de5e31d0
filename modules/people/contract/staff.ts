import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { reaches } from '../domain/scope.ts'
import * as shape from './shapes.ts'

const base = { baseVersion: shape.BaseVersion }

export const listOrganisations = endpoint({
  method: 'GET',
  path: '/api/people/organisations',
  summary: 'Organisations of the district',
  access: 'people.read',
  reply: z.object({ organisations: z.array(shape.OrganisationView) }),
})

export const saveOrganisation = endpoint({
  method: 'POST',
  path: '/api/people/organisations',
  summary: 'Add or change an organisation',
  access: 'people.edit',
  body: shape.OrganisationFields.extend(base),
  reply: shape.OrganisationView,
})

export const listPosts = endpoint({
  method: 'GET',
  path: '/api/people/posts',
  summary: 'Posts of the own scope with who holds them today',
  access: 'people.read',
  query: z.object({
    organisationId: z.uuid().optional(),
    stationId: z.uuid().optional(),
    kind: z.string().max(40).optional(),
  }),
  reply: z.object({ posts: z.array(shape.PostView) }),
})

export const savePost = endpoint({
  method: 'POST',
  path: '/api/people/posts',
  summary: 'Add a post; changing what an existing one may do or see needs people.grant',
  access: 'people.edit',
  body: shape.PostFields.extend(base),
  reply: shape.PostView,
})

export const listHoldings = endpoint({
  method: 'GET',
  path: '/api/people/holdings',
  summary: 'Who holds, held and will hold which post',
  access: 'people.read',
  query: z.object({ postId: z.uuid().optional(), personId: z.uuid().optional() }),
  reply: z.object({ holdings: z.array(shape.HoldingView) }),
})

export const saveHolding = endpoint({
  method: 'POST',
  path: '/api/people/holdings',
  summary: 'Appoint a person to a post, or change the days; never oneself',
  access: 'people.grant',
  body: shape.HoldingFields.safeExtend(base),
  reply: shape.HoldingView,
})

export const withdrawHolding = endpoint({
  method: 'POST',
  path: '/api/people/holdings/:holdingId/withdraw',
  summary: 'Take back an appointment that has not begun',
  access: 'people.grant',
  params: z.object({ holdingId: z.uuid() }),
  reply: z.object({}),
})

export const listPostKinds = endpoint({
  method: 'GET',
  path: '/api/people/post-kinds',
  summary: 'What each kind of post may do and how far it sees',
  access: 'people.read',
  reply: z.object({ kinds: z.array(shape.PostKindView) }),
})

export const savePostKind = endpoint({
  method: 'POST',
  path: '/api/people/post-kinds',
  summary: 'Add or change a kind of post; not one that the caller holds',
  access: 'people.grant',
  body: z.object({
    code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
    name: z.string().trim().min(1).max(40),
    nameEn: z.string().trim().min(1).max(60),
    verbs: z.array(shape.Verb).max(100),
    reach: z.enum(reaches),
    /** Left out, it stays. */
    secondFactor: z.boolean().optional(),
    ...base,
  }),
  reply: shape.PostKindView,
})
