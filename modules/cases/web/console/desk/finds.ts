export interface Piece {
  from: number
  words: string
  found: boolean
}

/** Cuts a text where known names stand in it; the longer name wins where two begin together. */
export function findsIn(text: string, names: readonly string[]): Piece[] {
  const known = names.filter((n) => n.length > 1).sort((a, b) => b.length - a.length)
  const pieces: Piece[] = []
  let from = 0
  while (from < text.length) {
    const next = nextIn(text, from, known)
    if (!next) {
      pieces.push({ from, words: text.slice(from), found: false })
      break
    }
    if (next.at > from) pieces.push({ from, words: text.slice(from, next.at), found: false })
    pieces.push({ from: next.at, words: next.name, found: true })
    from = next.at + next.name.length
  }
  return pieces
}

function nextIn(text: string, from: number, names: readonly string[]) {
  let best: { at: number; name: string } | null = null
  for (const name of names) {
    const at = text.indexOf(name, from)
    if (at >= 0 && (best === null || at < best.at)) best = { at, name }
  }
  return best
}

/** The same pieces, cut once more where words speak for something. */
export function spokenIn(
  pieces: readonly Piece[],
  spoken: readonly { from: number; to: number }[],
): (Piece & { spoke: boolean })[] {
  return pieces.flatMap(({ from, words, found }) => {
    const to = from + words.length
    const inside = spoken
      .flatMap((span) => [span.from, span.to])
      .filter((cut) => cut > from && cut < to)
    const cuts = [...new Set([from, ...inside, to])].sort((a, b) => a - b)
    return cuts.slice(0, -1).map((cut, i) => ({
      from: cut,
      words: words.slice(cut - from, (cuts[i + 1] ?? to) - from),
      found,
      spoke: spoken.some((span) => span.from <= cut && cut < span.to),
    }))
  })
}
