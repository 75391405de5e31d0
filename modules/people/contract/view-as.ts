import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'

export const viewablePosts = endpoint({
  method: 'GET',
  path: '/api/people/view-as/posts',
  summary: 'Posts that a manager may look at: those that see nothing beyond the own scope',
  access: 'people.view_as',
  query: z.object({ q: z.string().trim().max(40).default('') }),
  reply: z.object({
    posts: z.array(
      z.object({
        postId: z.uuid(),
        title: z.string(),
        organisationName: z.string(),
        holders: z.array(z.string()),
      }),
    ),
  }),
})

export const viewAs = endpoint({
  method: 'POST',
  path: '/api/people/view-as',
  summary: 'See what a post sees, for a while and without changing anything; renews the session',
  access: 'people.view_as',
  body: z.object({
    postId: z.uuid(),
    reason: z.string().trim().min(4).max(200),
    minutes: z.union([z.literal(10), z.literal(30), z.literal(60)]).default(30),
  }),
  reply: z.object({}),
})

export const endViewAs = endpoint({
  method: 'POST',
  path: '/api/people/view-as/end',
  summary: 'Back to the own post; renews the session',
  access: 'signed-in',
  reply: z.object({}),
})
