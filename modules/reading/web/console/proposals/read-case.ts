import { call } from '#platform/web/call.ts'
import { readProposals } from '../../../contract/index.ts'

/** What the words of a report suggest, for the desk. */
export const readCase = (caseId: string, signal: AbortSignal) =>
  call(readProposals, { params: { caseId }, signal })
