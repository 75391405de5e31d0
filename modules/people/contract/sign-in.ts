import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { LONGEST_PASSWORD } from '../domain/password.ts'
import { loginName, SessionView } from './shapes.ts'

const password = z.string().min(1).max(LONGEST_PASSWORD)
/** Signed in; or the first step is passed and the ticket waits for a code. */
export const signedIn = z.union([
  z.object({ personId: z.uuid(), districtId: DistrictId }),
  z.object({ ticket: z.string() }),
])

export const signIn = endpoint({
  method: 'POST',
  path: '/api/people/sign-in',
  summary: 'Sign in by name and password; sets the cookie',
  access: 'public',
  body: z.object({
    name: z.string().trim().min(1).max(60),
    password,
    phone: z.boolean().default(false),
  }),
  reply: signedIn,
})

const token = z.object({ token: z.string().min(20).max(100) })

export const readSignInLink = endpoint({
  method: 'GET',
  path: '/api/people/sign-in-links/:token',
  summary: 'Whom a one-time link is for; looking does not use it up',
  access: 'public',
  params: token,
  reply: z.object({
    personName: z.string(),
    districtId: DistrictId,
    districtName: z.string(),
    expiresAt: Instant,
  }),
})

export const useSignInLink = endpoint({
  method: 'POST',
  path: '/api/people/sign-in-links/:token',
  summary: 'Sign in by a one-time link, which is used up by it; sets the cookie',
  access: 'public',
  params: token,
  body: z.object({ phone: z.boolean().default(false) }),
  reply: signedIn,
})

export const signOut = endpoint({
  method: 'POST',
  path: '/api/people/sign-out',
  summary: 'End the session; answers where to end that of the provider, if it should end too',
  access: 'signed-in',
  reply: z.object({ location: z.string().nullable() }),
})

export const Me = z.object({
  person: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    language: z.enum(['zh-CN', 'en']),
    /** Null until a password has been set. */
    loginName: z.string().nullable(),
  }),
  district: z.object({
    districtId: DistrictId,
    name: z.string(),
    nameEn: z.string(),
    timeZone: z.string(),
    lon: z.number(),
    lat: z.number(),
    demo: z.boolean(),
  }),
  /** The posts held today; one of them is acted in, or none. */
  posts: z.array(
    z.object({
      postId: z.uuid(),
      title: z.string(),
      kind: z.string(),
      organisationId: z.uuid(),
      organisationName: z.string(),
      areas: z.array(z.string()),
      /** It asks for a second step that this session has not passed. */
      closed: z.boolean(),
      /** In whose place it is held for these days. */
      standsInFor: z.string().nullable(),
    }),
  ),
  actingPostId: z.uuid().nullable(),
  verbs: z.array(z.string()),
  /** While a manager looks as another post: nothing can be changed then. */
  viewing: z
    .object({
      postTitle: z.string(),
      organisationName: z.string(),
      until: Instant,
      reason: z.string(),
    })
    .nullable()
    .default(null),
})
export type Me = z.infer<typeof Me>

export const me = endpoint({
  method: 'GET',
  path: '/api/people/me',
  summary: 'Who is signed in, in which post, and what that post may do',
  access: 'signed-in',
  reply: Me,
})

export const actIn = endpoint({
  method: 'POST',
  path: '/api/people/act',
  summary: 'Act in another of the own posts; renews the session',
  access: 'signed-in',
  body: z.object({ postId: z.uuid() }),
  reply: Me,
})

export const setPassword = endpoint({
  method: 'POST',
  path: '/api/people/password',
  summary: 'Set or change the own password; ends the other sessions',
  access: 'signed-in',
  body: z.object({
    /** Needed the first time; later it may change the name. */
    name: loginName.optional(),
    /** Needed where there is a password already. */
    current: password.optional(),
    password,
  }),
  reply: z.object({ name: z.string() }),
})

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/people/sessions',
  summary: 'Open sessions: the own, or those of another with people.sessions',
  access: 'signed-in',
  query: z.object({ personId: z.uuid().optional() }),
  reply: z.object({ sessions: z.array(SessionView) }),
})

export const endSession = endpoint({
  method: 'POST',
  path: '/api/people/sessions/:sessionId/end',
  summary: 'End a session: an own one, or any with people.sessions',
  access: 'signed-in',
  params: z.object({ sessionId: z.string().regex(/^[0-9a-f]{32}$/) }),
  reply: z.object({}),
})
