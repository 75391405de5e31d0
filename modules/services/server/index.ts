/** The door of services: what the program wires, and what it runs. */
import type { Db } from '#platform/server/database.ts'
import type { Fact, Jobs } from '#platform/server/jobs.ts'
import { freeHour } from './bookings/change.ts'
import { fileBySilence } from './signs/silence.ts'

export { bookService } from './bookings/book.ts'
export { changeByStaff } from './bookings/change.ts'
export { eraseAnswers, forgetAnswers, personalBookings } from './bookings/personal.ts'
export { hoursLeft } from './bookings/service-rows.ts'
export { saveService, servicesOf, takePresets } from './bookings/settings.ts'
export { signsDone } from './done.ts'
export { fileBySilence } from './signs/silence.ts'
export { moveSign } from './signs/move.ts'
export { eraseApplicant, forgetApplicants, mendApplicant, personalSigns } from './signs/personal.ts'
export { submitSign } from './signs/submit.ts'
export { tellShops } from './signs/tell-shops.ts'
export { signSight } from './signs/views.ts'
export { servicesRoutes, type ServicesParts } from './routes.ts'

const ends = new Set([
  'case.withdrawn',
  'case.voided',
  'case.refused',
  'case.transferred',
  'case.merged',
])

/** A booked case that ended on its own page or at the desk frees its hour. */
export async function hearForBookings(db: Db, fact: Fact): Promise<void> {
  const { caseId } = fact.body
  if (!ends.has(fact.type) || typeof caseId !== 'string') return
  await freeHour(db, { districtId: fact.districtId, caseId, at: new Date(fact.at) })
}

/** `services.silence` every quarter of an hour. */
export const servicesJobs = (districts: (db: Db) => Promise<{ districtId: string }[]>): Jobs => ({
  'services.silence': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await fileBySilence(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful
  },
})
