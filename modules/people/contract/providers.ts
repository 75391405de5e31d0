import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { issuerFits, matches } from '../domain/provider.ts'
import { signedIn } from './sign-in.ts'
import { BaseVersion } from './shapes.ts'

const name = z.string().trim().min(1).max(40)

export const offeredProviders = endpoint({
  method: 'GET',
  path: '/api/people/sign-in/providers',
  summary: 'Where else one may sign in',
  access: 'public',
  reply: z.object({
    providers: z.array(
      z.object({ id: z.uuid(), name, districtId: DistrictId, districtName: z.string() }),
    ),
  }),
})

export const beginAtProvider = endpoint({
  method: 'POST',
  path: '/api/people/sign-in/providers/:providerId/begin',
  summary: 'Where to go to sign in at a provider; sets a cookie that binds the way back',
  access: 'public',
  params: z.object({ providerId: z.uuid() }),
  body: z.object({ phone: z.boolean().default(false) }),
  reply: z.object({ location: z.string() }),
})

export const backFromProvider = endpoint({
  method: 'POST',
  path: '/api/people/sign-in/providers/back',
  summary: 'What the provider sent back in the address; sets the cookie of the session',
  access: 'public',
  body: z.object({ query: z.string().max(8000) }),
  reply: signedIn,
})

const ProviderFields = z.object({
  id: z.uuid(),
  name,
  /** https, or this very machine. */
  issuer: z.string().trim().max(300).refine(issuerFits),
  clientId: z.string().trim().min(1).max(200),
  scopes: z
    .string()
    .trim()
    .max(200)
    .regex(/^openid( [\w.:/-]+)*$/),
  /** What the provider says of the person, and by what it finds the person here. */
  claim: z.string().regex(/^[A-Za-z][\w-]{0,59}$/),
  matches: z.enum(matches),
  /** The provider asks for a second step itself. */
  vouches: z.boolean(),
  /** Signing out here signs out there too. */
  endsThere: z.boolean(),
  active: z.boolean(),
})

export const ProviderView = ProviderFields.extend({
  hasSecret: z.boolean(),
  /** How many people have signed in through it. */
  people: z.int(),
  version: z.int(),
})
export type ProviderView = z.infer<typeof ProviderView>

export const listProviders = endpoint({
  method: 'GET',
  path: '/api/people/providers',
  summary: 'Providers of sign-in, without their secrets',
  access: 'people.sessions',
  reply: z.object({
    /** What the provider must be told to send people back to. */
    redirectUri: z.string(),
    providers: z.array(ProviderView),
  }),
})

export const saveProvider = endpoint({
  method: 'POST',
  path: '/api/people/providers',
  summary: 'Add or change a provider of sign-in',
  access: 'people.sessions',
  body: ProviderFields.extend({
    /** Left out, it stays; null takes it away. */
    secret: z.string().trim().min(1).max(500).nullable().optional(),
    baseVersion: BaseVersion,
  }),
  reply: ProviderView,
})

export const checkProvider = endpoint({
  method: 'POST',
  path: '/api/people/providers/:providerId/check',
  summary: 'Ask the provider for its description, as a sign-in does',
  access: 'people.sessions',
  params: z.object({ providerId: z.uuid() }),
  reply: z.object({ issuer: z.string(), signsOut: z.boolean() }),
})

export const unlinkProviders = endpoint({
  method: 'POST',
  path: '/api/people/persons/:personId/unlink-providers',
  summary: 'Forget which accounts elsewhere are this person; the next sign-in finds them anew',
  access: 'people.sessions',
  params: z.object({ personId: z.uuid() }),
  reply: z.object({ unlinked: z.int() }),
})
