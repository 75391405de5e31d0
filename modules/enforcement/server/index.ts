/** The door of enforcement: what the program wires, and what it runs. */
import type { Jobs } from '#platform/server/jobs.ts'
import { ringFilesJob } from './ring.ts'

export { evidenceSight } from './evidence/evidence.ts'
export { inspectionsDone, stepsDone } from './done.ts'
export { checkFileChain } from './files/chain.ts'
export { filePage } from './files/views.ts'
export { openFileOf } from './inspections/follow.ts'
export { decidePlan, savePlan } from './inspections/plans.ts'
export { recordInspection } from './inspections/record.ts'
export { partiesKept } from './personal.ts'
export { openFile } from './files/open.ts'
export { takeStep } from './ladder/take.ts'
export { beginMediation, moveMediation } from './mediation/mediate.ts'
export { saveAuthority, saveCertificate, saveOffice } from './powers/settings.ts'
export { enforcementRoutes, type EnforcementParts } from './routes.ts'

/** `enforcement.ring` every quarter of an hour. */
export const enforcementJobs = (): Jobs => ({
  'enforcement.ring': (_, { db, clock }) => ringFilesJob(db, clock()),
})
