/** The door of subjects: whom and what the work is about, for every module above. */
export type { Acting } from './acting.ts'
export { subjectBriefs } from './brief.ts'
export { listSubjects, type SubjectFilter } from './list.ts'
export { mergeSubject, undoMerge } from './merge.ts'
export { findSubject, seeContact } from './page.ts'
export {
  erasePersonalField,
  mendPersonalField,
  personalEntries,
  subjectsUnder,
  type Concerned,
} from './personal.ts'
export { endRelation, relate } from './relations.ts'
export { subjectsRoutes } from './routes.ts'
export { saveSubject } from './save.ts'
