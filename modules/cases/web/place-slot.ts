import { createContext, type ReactNode } from 'react'

/** A place of the district that somebody's words name. */
export interface PlaceNamed {
  id: string
  fullText: string
  communityCode: string
  lon: number
  lat: number
}

export interface PlaceAsk {
  words: string
  /** What is known of the place already. */
  address: string
  onPick: (place: PlaceNamed) => void
}

/** How a module above this one finds places in words; the console fills it. */
export const PlaceSlot = createContext<((ask: PlaceAsk) => ReactNode) | null>(null)
