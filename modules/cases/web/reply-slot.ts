import { createContext, type ReactNode } from 'react'

export interface ReplyWatch {
  words: string
  /** True while the words want a second look before they are sent. */
  onHeld: (held: boolean) => void
}

/** What a module above this one has to say of words that will reach a reporter; the console fills it. */
export const ReplySlot = createContext<((watch: ReplyWatch) => ReactNode) | null>(null)
