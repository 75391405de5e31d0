import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Schema } from './arbitrary.ts'

const Method = z.enum(['GET', 'POST', 'PUT', 'DELETE'])
const Shape = z.custom<Schema>((value) => typeof value === 'object')
const Operation = z.object({
  description: z.string().optional(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: Shape,
      }),
    )
    .default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: Shape.optional() })) })
    .optional(),
})
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)).default({}),
})

/** An endpoint as the OpenAPI description has it, which is made from the contracts. */
export interface Described {
  method: z.infer<typeof Method>
  path: string
  access: string
  parameters: z.infer<typeof Operation>['parameters']
  body: Schema | null
}

export async function endpointsOf(app: FastifyInstance): Promise<Described[]> {
  await app.ready()
  const { paths } = Document.parse(app.swagger())
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { description, parameters, requestBody }]) => ({
      method: Method.parse(method.toUpperCase()),
      path,
      access: description?.replace('Access: ', '') ?? 'public',
      parameters,
      body: Object.values(requestBody?.content ?? {})[0]?.schema ?? null,
    })),
  )
}
