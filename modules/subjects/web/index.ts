/** The door of subjects to the console's pages of modules above. */
export { SubjectFinder } from './console/SubjectFinder.tsx'
