export { insightRoutes } from './routes.ts'
export { freezeMonth, insightJobs } from './statements.ts'
