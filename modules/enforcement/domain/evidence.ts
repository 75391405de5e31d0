export const custodyActs = [
  'added',
  'looked',
  'exported',
  'redacted',
  'published',
  'withdrawn',
] as const
export type CustodyAct = (typeof custodyActs)[number]

/** What the hash that the phone made says of the bytes that arrived. */
export type Sameness = 'same' | 'changed' | 'not_said'

/** A phone hashes what its camera gave; we hash what came. Both are kept, whatever they say. */
export function samenessOf(said: string | null, kept: string): Sameness {
  if (said === null) return 'not_said'
  return said.toLowerCase() === kept ? 'same' : 'changed'
}
