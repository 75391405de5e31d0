/** Pairs as people write them, one a line: `紧急 = urgent`. */
export const pairsText = (pairs: Readonly<Record<string, unknown>>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join('\n')

/**
 * The pairs of such a text, and the lines that are none: without `=`, with a right side that is not
 * one of those allowed, or with a left side that stood there before.
 */
export function pairsIn(
  text: string,
  allowed: readonly string[] | null,
): { pairs: Record<string, string>; faults: string[] } {
  const pairs: Record<string, string> = {}
  const faults: string[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const cut = line.lastIndexOf('=')
    const [name, value] = [line.slice(0, cut).trim(), line.slice(cut + 1).trim()]
    const known = allowed === null ? value !== '' : allowed.includes(value)
    if (cut < 0 || name === '' || !known || Object.hasOwn(pairs, name)) faults.push(line.trim())
    else pairs[name] = value
  }
  return { pairs, faults }
}
