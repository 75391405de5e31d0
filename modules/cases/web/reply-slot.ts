import { createContext, type ReactNode } from 'react'

export interface ReplyWatch {
  words: string
  /** True while the words want a second look before they are sent. */
  onHeld: (held: boolean) => void
}

/** What a module above this one has to say of words that will reach a reporter; the console fills it. */
export const ReplySlot = createContext<((watch: ReplyWatch) => ReactNode) | null>(null)

/** The same of many replies that one press would send, each filled from its own case. */
export interface RepliesAdvice {
  all: (watch: { replies: readonly string[]; onHeld: ReplyWatch['onHeld'] }) => ReactNode
  /** Beside one of them. */
  one: (reply: { words: string; replies: readonly string[] }) => ReactNode
}

export const RepliesSlot = createContext<RepliesAdvice | null>(null)
