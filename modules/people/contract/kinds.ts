import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { reaches } from '../domain/scope.ts'

const code = z.object({ code: z.string().max(40) })

const KindChange = z.object({
  gained: z.array(z.string()),
  lost: z.array(z.string()),
  reachBefore: z.enum(reaches).nullable(),
  secondFactor: z.boolean().nullable(),
})
export type KindChangeView = z.infer<typeof KindChange>

export const kindHolders = endpoint({
  method: 'GET',
  path: '/api/people/post-kinds/:code/holders',
  summary: 'Whom a change of this kind of post reaches: everybody who holds one today',
  access: 'people.read',
  params: code,
  reply: z.object({
    /** All of them; of whom the first fifty are named. */
    people: z.int(),
    /** Of them, how many have no second step at sign-in yet. */
    withoutFactor: z.int(),
    named: z.array(z.object({ name: z.string(), posts: z.array(z.string()) })),
  }),
})

export const kindHistory = endpoint({
  method: 'GET',
  path: '/api/people/post-kinds/:code/history',
  summary: 'The last edits of a kind of post, newest first: what was gained and lost',
  access: 'people.read',
  params: code,
  reply: z.object({
    revisions: z.array(
      KindChange.extend({
        version: z.int(),
        at: Instant,
        personName: z.string().nullable(),
        /** The kind was made by this edit. */
        made: z.boolean(),
      }),
    ),
  }),
})
