import { createContext, type ReactNode } from 'react'

interface Region {
  x: number
  y: number
  w: number
  h: number
}

/** The tool for drawing over faces and plates belongs to another module; the console fills it in. */
export const BlurSlot = createContext<
  | ((tool: {
      src: string
      busy: boolean
      onRelease: (regions: Region[]) => void
      onClose: () => void
    }) => ReactNode)
  | null
>(null)
