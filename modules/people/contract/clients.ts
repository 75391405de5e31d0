import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { LONGEST_TOKEN_DAYS } from '../domain/api-client.ts'
import * as shape from './shapes.ts'

export const ClientFields = z.object({
  id: z.uuid(),
  /** Stands as the source of what the program sends in; kept for good. */
  name: z.string().trim().min(2).max(40),
  verbs: z.array(shape.Verb).min(1).max(60),
  areas: z.array(shape.AreaPrefix).max(200).default([]),
  /** Whose tasks it sees, beside the areas. */
  organisationId: z.uuid().nullable().default(null),
  active: z.boolean().default(true),
})

export const TokenView = z.object({
  id: z.uuid(),
  createdAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  state: z.enum(['valid', 'expired', 'revoked']),
})

export const ClientView = ClientFields.extend({
  version: z.int(),
  createdAt: Instant,
  tokens: z.array(TokenView),
})
export type ClientView = z.infer<typeof ClientView>

export const listClients = endpoint({
  method: 'GET',
  path: '/api/people/clients',
  summary: 'Programs that call the API, with their tokens; never a token itself',
  access: 'people.grant',
  reply: z.object({ clients: z.array(ClientView) }),
})

export const saveClient = endpoint({
  method: 'POST',
  path: '/api/people/clients',
  summary: 'Add or change a program: what it may do and how far it sees',
  access: 'people.grant',
  body: ClientFields.extend({ baseVersion: shape.BaseVersion }),
  reply: ClientView,
})

export const makeToken = endpoint({
  method: 'POST',
  path: '/api/people/clients/:clientId/tokens',
  summary: 'Make a bearer token; this reply is the only place where it can be read',
  access: 'people.grant',
  params: z.object({ clientId: z.uuid() }),
  body: z.object({ days: z.int().min(1).max(LONGEST_TOKEN_DAYS) }),
  reply: z.object({ token: z.string(), client: ClientView }),
})

export const revokeToken = endpoint({
  method: 'POST',
  path: '/api/people/tokens/:tokenId/revoke',
  summary: 'Make a token worthless at once',
  access: 'people.grant',
  params: z.object({ tokenId: z.uuid() }),
  reply: ClientView,
})
