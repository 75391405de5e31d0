import { createContext, type ReactNode } from 'react'

/**
 * What stands below the limits for those who may change them. Clocks belong to a module above this one,
 * so the console fills it.
 */
export const LimitsSlot = createContext<ReactNode>(null)
