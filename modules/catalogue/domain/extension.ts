/** A district's own codes count down from here within a big class, so that they meet the standard's last. */
const FIRST = 999

/** The next free code of a district in a big class (two digits); null where all are taken. */
export function nextExtensionCode(major: string, taken: Iterable<string>): string | null {
  const used = new Set(taken)
  for (let serial = FIRST; serial > 0; serial--) {
    const code = `${major}${String(serial).padStart(3, '0')}`
    if (!used.has(code)) return code
  }
  return null
}
