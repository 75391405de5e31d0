/** The door of outreach: what the program wires, and what it runs. */
export { outreachRoutes, type OutreachParts } from './routes.ts'
export { outreachSight } from './leaflets/sight.ts'
export { approveLeaflet, writeLeaflet } from './leaflets/write.ts'
export { countOpening } from './leaflets/public.ts'
export { savePlan } from './records/plans.ts'
export { changePosting } from './records/postings.ts'
export { correctRecord, recordOutreach } from './records/record.ts'
export { outreachDone } from './done.ts'
