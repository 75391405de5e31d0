import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { signedIn } from './sign-in.ts'

const code = z.string().trim().min(1).max(40)

export const giveCode = endpoint({
  method: 'POST',
  path: '/api/people/sign-in/code',
  summary: 'The second step: a code of the phone or a recovery code; sets the cookie',
  access: 'public',
  body: z.object({ ticket: z.string().min(20).max(100), code }),
  reply: signedIn,
})

export const SecondFactor = z.object({
  state: z.enum(['off', 'begun', 'on']),
  since: Instant.nullable(),
  /** Recovery codes that were not used yet. */
  codesLeft: z.int(),
  /** The posts held today that ask for it; while there is one it cannot be turned off. */
  demandedBy: z.array(z.string()),
  /** Whether this session passed it: without, posts that ask for it stay closed. */
  passed: z.boolean(),
})

export const readFactor = endpoint({
  method: 'GET',
  path: '/api/people/me/second-factor',
  summary: 'Whether the own sign-in has a second step',
  access: 'signed-in',
  reply: SecondFactor,
})

export const beginFactor = endpoint({
  method: 'POST',
  path: '/api/people/me/second-factor/begin',
  summary: 'Make a secret for an authenticator app; it counts once confirmed by a code',
  access: 'signed-in',
  body: z.object({
    /** Needed where there is a password. */
    password: z.string().max(200).optional(),
  }),
  reply: z.object({ secret: z.string(), uri: z.string() }),
})

const shownOnce = z.object({ codes: z.array(z.string()) })

export const confirmFactor = endpoint({
  method: 'POST',
  path: '/api/people/me/second-factor/confirm',
  summary: 'Confirm the new secret by a code; answers recovery codes, ends the other sessions',
  access: 'signed-in',
  body: z.object({ code }),
  reply: shownOnce,
})

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/api/people/me/second-factor/recovery-codes',
  summary: 'New recovery codes in place of the old ones',
  access: 'signed-in',
  body: z.object({ code }),
  reply: shownOnce,
})

export const dropFactor = endpoint({
  method: 'POST',
  path: '/api/people/me/second-factor/off',
  summary: 'Turn the own second step off, unless a post asks for it',
  access: 'signed-in',
  body: z.object({ code }),
  reply: z.object({}),
})

export const resetFactor = endpoint({
  method: 'POST',
  path: '/api/people/persons/:personId/reset-second-factor',
  summary: 'Take the second step of somebody who lost phone and codes away; ends their sessions',
  access: 'people.sessions',
  params: z.object({ personId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(4).max(200) }),
  reply: z.object({}),
})
