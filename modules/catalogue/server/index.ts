/** The door of the catalogue: what the modules above may ask of it. */
export { calendarOf, importStateDays, saveCalendar, stateDays } from './calendar.ts'
export { listGuideItems, readGuideItem } from './guide-items.ts'
export { readMatter, searchMatters } from './matters.ts'
export { currentPolicy, limitFor, policyOf, savePolicy, type Policy } from './policy.ts'
export { listReasons, reasonOf } from './reasons.ts'
export type { Editing } from './revisions.ts'
export { catalogueRoutes } from './routes.ts'
export { seedCatalogue } from './seed.ts'
