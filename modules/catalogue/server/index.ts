/** The door of the catalogue: what the modules above may ask of it. */
export { calendarOf, importStateDays, saveCalendar, stateDays } from './calendar.ts'
export { listGuideItems, readGuideItem } from './guide-items.ts'
export { editMatter, listMatters, readMatter, readMatters, searchMatters } from './matters.ts'
export { currentPolicy, limitFor, limitsNow, policyOf, savePolicy, type Policy } from './policy.ts'
export { listReasons, reasonOf } from './reasons.ts'
export type { Editing } from './revisions.ts'
export {
  answersTo,
  fittingAnswers,
  type Answer,
  type AnswerValue,
  type QuestionMoment,
} from '../domain/question.ts'
export { readStateDays } from '../domain/state-days.ts'
export type { ItemClass } from '../domain/matter.ts'
export type { LimitQuestion } from '../domain/policy.ts'
export { catalogueRoutes } from './routes.ts'
export { seedCatalogue } from './seed.ts'
