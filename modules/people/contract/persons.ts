import { z } from 'zod'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import * as shape from './shapes.ts'

const one = z.object({ personId: z.uuid() })
const link = z.object({ token: z.string(), expiresAt: Instant })

/** Which people a list shows. */
export const personStates = ['active', 'without_post', 'locked', 'inactive'] as const

export const listPersons = endpoint({
  method: 'GET',
  path: '/api/people/persons',
  summary: 'People of the own scope, by name; phones masked',
  access: 'people.read',
  query: z.object({
    /** Part of the name or of the sign-in name, or a whole telephone number. */
    q: z.string().trim().max(40).default(''),
    state: z.enum(personStates).optional(),
    id: z.uuid().optional(),
    ...pageQuery,
  }),
  reply: pageOf(shape.PersonView),
})

export const savePerson = endpoint({
  method: 'POST',
  path: '/api/people/persons',
  summary: 'Add or change a person; making one inactive ends their sessions',
  access: 'people.edit',
  body: shape.PersonFields.extend({ baseVersion: shape.BaseVersion }),
  reply: shape.PersonView,
})

export const makeSignInLink = endpoint({
  method: 'POST',
  path: '/api/people/persons/:personId/sign-in-link',
  summary: 'A one-time link to hand to a person who has no password or has lost it',
  access: 'people.sessions',
  params: one,
  reply: link,
})

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/people/persons/:personId/reset-password',
  summary: 'Take a lost password away, end the sessions, and make a link to set another',
  access: 'people.sessions',
  params: one,
  reply: link,
})

export const unlockPerson = endpoint({
  method: 'POST',
  path: '/api/people/persons/:personId/unlock',
  summary: 'Let a name that wrong tries have locked sign in again',
  access: 'people.sessions',
  params: one,
  reply: z.object({}),
})

export const endPersonSessions = endpoint({
  method: 'POST',
  path: '/api/people/persons/:personId/end-sessions',
  summary: 'End all sessions of a person',
  access: 'people.sessions',
  params: one,
  reply: z.object({ ended: z.int() }),
})

const Contact = z.object({
  name: z.string(),
  email: z.string().nullable(),
  wecomId: z.string().nullable(),
  /** Masked. */
  phone: z.string().nullable(),
  language: z.enum(['zh-CN', 'en']),
  loginName: z.string().nullable(),
  hasPassword: z.boolean(),
  /** After so long without use a session ends. */
  deskIdleMinutes: z.int(),
  phoneIdleDays: z.int(),
  version: z.int(),
})

export const readContact = endpoint({
  method: 'GET',
  path: '/api/people/me/contact',
  summary: 'The own contact data, as others who may see them see them',
  access: 'signed-in',
  reply: Contact,
})

export const saveContact = endpoint({
  method: 'POST',
  path: '/api/people/me/contact',
  summary:
    'Change the own phone, e-mail, WeCom account and language; the name is kept by the administrator',
  access: 'signed-in',
  body: shape.PersonFields.pick({ email: true, phone: true, wecomId: true, language: true }).extend(
    {
      baseVersion: z.int().min(0),
    },
  ),
  reply: Contact,
})
