export { SubjectFinder, type SubjectFinderProps } from './console/SubjectFinder.tsx'
export { SubjectSlot } from './subject-slot.ts'
