/** The door of reading: what the program wires, and what it runs. */
export { readingRoutes } from './routes.ts'
export { readingJobs } from './jobs.ts'
export {
  groupStream,
  hotIssues,
  type Group,
  type HotIssue,
  type Message,
} from '../domain/issues/stream.ts'
export { catchUpIssues, hearForIssues } from './issues/put.ts'
