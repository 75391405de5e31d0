import fc from 'fast-check'

/** As much of JSON Schema as our OpenAPI description uses. */
export interface Schema {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  prefixItems?: Schema[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  required?: string[]
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
}

/** What the values of ids may be besides random ones, so that some of them are there. */
export interface Known {
  uuids: readonly string[]
}

/** Values that a schema allows, the odd ones too: of every length, with any character, at the limits. */
export function arbitraryOf(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((s) => arbitraryOf(s, known)))
  if (schema.allOf) return arbitraryOf(Object.assign({}, ...schema.allOf) as Schema, known) // oxlint-disable-line typescript/no-unsafe-type-assertion -- schemas merge into one
  const types = [schema.type ?? 'any'].flat()
  return fc.oneof(...types.map((type) => ofType(type, schema, known)))
}

function ofType(type: string, schema: Schema, known: Known): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return ofText(schema, known)
    case 'integer':
      return fc.integer(limitsOf(schema))
    case 'number':
      return fc.double({ ...limitsOf(schema), noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return ofArray(schema, known)
    case 'object':
      return ofObject(schema, known)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const inside = (n: number) => Math.max(-2_147_483_648, Math.min(2_147_483_647, n))

function limitsOf(schema: Schema): { min?: number; max?: number } {
  const { minimum = schema.exclusiveMinimum, maximum = schema.exclusiveMaximum } = schema
  return {
    ...(minimum !== undefined && { min: inside(minimum) }),
    ...(maximum !== undefined && { max: inside(maximum) }),
  }
}

const instant = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

function ofText(schema: Schema, { uuids }: Known): fc.Arbitrary<string> {
  if (schema.format === 'uuid')
    return uuids.length > 0
      ? fc.oneof(fc.uuid({ version: 4 }), fc.constantFrom(...uuids))
      : fc.uuid({ version: 4 })
  if (schema.format === 'date-time') return instant
  if (schema.format === 'date') return instant.map((at) => at.slice(0, 10))
  if (schema.format === 'email') return fc.emailAddress()
  const { minLength = 0, maxLength = Math.max(minLength, 300) } = schema
  if (schema.pattern) {
    const matching = patternOf(schema.pattern)
    if (matching) return matching.map((text) => text.slice(0, maxLength))
  }
  const lengths = { minLength, maxLength: Math.min(maxLength, 2000) }
  return fc.oneof(
    fc.string({ ...lengths, unit: 'binary' }),
    fc.string({
      ...lengths,
      unit: fc.constantFrom('路', '灯', "'", '%', '\\', '\u0000', '\uD800', '1'),
    }),
  )
}

/** Look-arounds cannot be turned into examples: then any text will do. */
function patternOf(pattern: string): fc.Arbitrary<string> | null {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'))
  } catch {
    return null
  }
}

function ofArray(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((s) => arbitraryOf(s, known)))
  const { minItems = 0, maxItems = minItems + 3 } = schema
  return fc.array(arbitraryOf(schema.items ?? {}, known), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, minItems + 3)),
  })
}

function ofObject(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { properties, additionalProperties: other } = schema
  if (!properties && typeof other === 'object')
    return fc.dictionary(ofText(schema.propertyNames ?? {}, known), arbitraryOf(other, known), {
      maxKeys: 3,
    })
  const fields: Record<string, fc.Arbitrary<unknown>> = {}
  for (const [name, s] of Object.entries(properties ?? {})) fields[name] = arbitraryOf(s, known)
  return fc.record(fields, { requiredKeys: schema.required ?? [] })
}

/**
 * Any text at all, lone halves of characters among it: of fast-check's own units, `binary` reads half of
 * Unicode before its first value, which takes seconds.
 */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }),
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
    ),
  )
  .map((codes) => String.fromCodePoint(...codes))
