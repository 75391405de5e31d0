/** The door to working time: calendars, limits and running clocks. */
export {
  calendarProblems,
  DEFAULT_HOURS,
  DEFAULT_WORK_WEEKDAYS,
  isOnDuty,
  isWorkingDay,
} from './duty-calendar.ts'
export type { CalendarProblem, DutyCalendar } from './duty-calendar.ts'
export { deadline, isUsableLimit } from './deadline.ts'
export type { Allowance, Deadline, FixedInstant, Limit } from './deadline.ts'
export { consumedShare, dueAt, instantAtShare, remaining } from './clock.ts'
export type { ClockState, Due, Pause } from './clock.ts'
