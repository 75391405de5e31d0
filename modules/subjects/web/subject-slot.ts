import { createContext, type ReactNode } from 'react'

/**
 * What modules above this one know of a subject, such as visits and dissuasions; the console fills it
 * and it stands on the subject's page.
 */
export const SubjectSlot = createContext<((subjectId: string) => ReactNode) | null>(null)
