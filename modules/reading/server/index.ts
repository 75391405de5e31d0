/** The door of reading: what the program wires, and what it runs. */
export { readingRoutes } from './routes.ts'
export { readingJobs } from './jobs.ts'
export { endLearning } from './models/beside.ts'
export { trainDistrict } from './models/train.ts'
export { hearForReading } from './proposals/hear.ts'
export { answerTo, trainOn } from './files/commands.ts'
export { answerColumn, examplesIn } from './files/examples.ts'
export type { Purpose } from './files/folder.ts'
export { readTable, writeTable } from './files/table.ts'
export {
  groupStream,
  hotIssues,
  type Group,
  type HotIssue,
  type Message,
} from '../domain/issues/stream.ts'
export { catchUpIssues, hearForIssues } from './issues/put.ts'
export { rank, type Model } from '../domain/classifier/model.ts'
export { reasonsFor } from '../domain/classifier/reasons.ts'
export { scoresOf, type Judged } from '../domain/classifier/scores.ts'
export { learn, type Example } from '../domain/classifier/train.ts'
