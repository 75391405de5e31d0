import { useEffect, useMemo, useState } from 'react'
import { checkReply, type ReplyPart } from '../domain/replies/check.ts'

export interface Watched {
  lacks: readonly ReplyPart[]
  /** The numbers of people in the words, as they are written; empty: none. */
  numbers: string
  /** Somebody must look at the numbers before the words go out. */
  confirm: boolean
  seen: boolean
  see: (seen: boolean) => void
}

/** What the words lack and hold, as they are written; holds them back until a number was looked at. */
export function useReplyCheck(words: string, onHeld: (held: boolean) => void): Watched {
  const { lacks, holds, confirm } = useMemo(() => checkReply(words), [words])
  const numbers = holds.map(({ from, to }) => words.slice(from, to)).join('、')
  // Another number wants another look.
  const [looked, setLooked] = useState('')
  const seen = looked === numbers
  const held = confirm && !seen
  useEffect(() => {
    onHeld(held)
    return () => onHeld(false)
  }, [held, onHeld])
  return { lacks, numbers, confirm, seen, see: (now) => setLooked(now ? numbers : '') }
}
