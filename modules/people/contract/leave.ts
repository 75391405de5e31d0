import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { BaseVersion, Day } from './shapes.ts'

export const delegationStates = ['asked', 'accepted', 'declined', 'ended'] as const
export const leaveActs = ['change', 'end'] as const

export const LeaveView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  from: Day,
  until: Day,
  words: z.string(),
  cancelled: z.boolean(),
  /** The posts held in these days, each with who stands in. */
  posts: z.array(
    z.object({
      postId: z.uuid(),
      title: z.string(),
      organisationName: z.string(),
      /** Whether somebody can be asked to stand in: never for an administrator. */
      delegable: z.boolean(),
      standIn: z
        .object({
          delegationId: z.uuid(),
          personId: z.uuid(),
          personName: z.string(),
          state: z.enum(delegationStates),
        })
        .nullable(),
    }),
  ),
  allowed: z.array(z.enum(leaveActs)),
  version: z.int(),
})
export type LeaveView = z.infer<typeof LeaveView>

/** What the own page shows: the own leave, and in whose place one is asked to stand. */
const OwnLeave = z.object({
  personId: z.uuid(),
  leaves: z.array(LeaveView),
  /** The own posts of today, for a leave that is not entered yet. */
  posts: z.array(
    z.object({
      postId: z.uuid(),
      title: z.string(),
      organisationName: z.string(),
      delegable: z.boolean(),
    }),
  ),
  asked: z.array(
    z.object({
      id: z.uuid(),
      postTitle: z.string(),
      fromName: z.string(),
      from: Day,
      until: Day,
      state: z.enum(delegationStates),
    }),
  ),
})

export const readOwnLeave = endpoint({
  method: 'GET',
  path: '/api/people/me/leave',
  summary: 'The own leave, and what one is asked to stand in for',
  access: 'signed-in',
  reply: OwnLeave,
})

export const whens = ['now', 'coming', 'past'] as const

export const listLeaves = endpoint({
  method: 'GET',
  path: '/api/people/leaves',
  summary: 'Who of the own scope is away, and who stands in',
  access: 'people.read',
  query: z.object({ when: z.enum(whens).default('now') }),
  reply: z.object({ leaves: z.array(LeaveView) }),
})

export const findStandIns = endpoint({
  method: 'GET',
  path: '/api/people/stand-ins',
  summary: 'Colleagues who could stand in: of the same organisation, or in a post of the same kind',
  access: 'signed-in',
  query: z.object({ postId: z.uuid(), q: z.string().trim().max(40).default('') }),
  reply: z.object({
    people: z.array(z.object({ personId: z.uuid(), name: z.string(), posts: z.array(z.string()) })),
  }),
})

export const saveLeave = endpoint({
  method: 'POST',
  path: '/api/people/leaves',
  summary: 'Enter or change leave: the own, or that of others of the own scope with people.leave',
  access: 'signed-in',
  body: z.object({
    id: z.uuid(),
    personId: z.uuid(),
    from: Day,
    until: Day,
    words: z.string().trim().max(200).default(''),
    /** Who stands in for which post; a post that is left out has nobody. */
    standIns: z.array(z.object({ postId: z.uuid(), personId: z.uuid() })).max(20),
    baseVersion: BaseVersion,
  }),
  reply: LeaveView,
})

export const endLeave = endpoint({
  method: 'POST',
  path: '/api/people/leaves/:leaveId/end',
  summary: 'Back early, or not going at all: leave and stand-ins end today',
  access: 'signed-in',
  params: z.object({ leaveId: z.uuid() }),
  body: z.object({ baseVersion: z.int().min(0) }),
  reply: z.object({}),
})

export const answerDelegation = endpoint({
  method: 'POST',
  path: '/api/people/delegations/:delegationId/answer',
  summary: 'Accept or decline to stand in',
  access: 'signed-in',
  params: z.object({ delegationId: z.uuid() }),
  body: z.object({ accept: z.boolean() }),
  reply: z.object({}),
})
