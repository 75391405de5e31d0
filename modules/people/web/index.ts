/** What the faces of higher modules show of this one. */
export { OwnShifts } from './worker/OwnShifts.tsx'
