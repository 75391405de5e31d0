import { createContext, type ReactNode } from 'react'

/**
 * What modules above this one show on the page of a case, such as the orders that it came from; the
 * console fills it.
 */
export const CaseSlot = createContext<((caseId: string) => ReactNode) | null>(null)
