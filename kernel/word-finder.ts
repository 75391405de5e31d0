interface Node {
  next: Map<number, Node>
  /** Which words end here. */
  at: number
}

export interface FoundWord {
  /** Its place in the list that the finder was made of. */
  word: number
  from: number
  to: number
}

export type WordFinder = (
  text: string,
  each: (from: number, to: number, word: number) => void,
) => void

/**
 * Finds every word of a list in a text, at each place the shorter before the longer. Cost follows the
 * text and its hits, not the list: a district has a hundred thousand names.
 */
export function wordFinder(words: readonly string[]): WordFinder {
  const root: Node = { next: new Map(), at: -1 }
  for (const [index, word] of words.entries()) {
    let node = root
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      let child = node.next.get(code)
      if (!child) node.next.set(code, (child = { next: new Map(), at: -1 }))
      node = child
    }
    if (word !== '' && node.at < 0) node.at = index
  }
  return (text, each) => {
    for (let from = 0; from < text.length; from++) {
      let node = root.next.get(text.charCodeAt(from))
      for (let to = from + 1; node; to++) {
        if (node.at >= 0) each(from, to, node.at)
        node = to < text.length ? node.next.get(text.charCodeAt(to)) : undefined
      }
    }
  }
}
