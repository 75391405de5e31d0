import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { bookingsContract, servicesContract } from '../../contract/index.ts'
import { bookService, type Booked } from './book.ts'
import { cancelOwn, changeByStaff, moveOwn } from './change.ts'
import { mediateBooking } from './mediate.ts'
import { findService, slotViews } from './service-rows.ts'
import { openServices, publicOf, saveService, servicesOf, takePresets } from './settings.ts'
import { appointmentOf, bookingBeside, bookingsOf, paperOfBookings } from './views.ts'
import type { ServicesParts } from '../routes.ts'
import { notFound } from '#platform/server/problem.ts'
import { readDistrict } from '#modules/places/server/index.ts'

const receiptOf = ({ received, startsAt, endsAt }: Booked) => ({
  shortCode: received.shortCode,
  number: received.number,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  ownKey: received.ownKey,
  lookKey: received.lookKey,
})

const of = (caller: Caller, districtId: string) => ({ ...caller, districtId })

/** Without a session: what is offered, booking, and one's own appointment by its link. */
export function publicBookingRoutes(
  w: Wiring,
  { cipher, limit, limitAsking }: ServicesParts,
): void {
  const { db, clock } = w
  mount(w, servicesContract.publicServices, async ({ params }) => ({
    services: await openServices(db, params.districtId),
  }))
  mount(w, servicesContract.publicService, async ({ caller, params }) => {
    limitAsking(caller)
    const row = await findService(db, params.districtId, { code: params.code })
    const [service] = row.open ? await publicOf(db, params.districtId, [row]) : []
    if (!service) throw notFound('services.service_not_found')
    const now = clock()
    const { timeZone } = await readDistrict(db, params.districtId)
    const slots = await slotViews(db, row, { now, staff: false })
    return { service, slots, timeZone, now: now.toISOString() }
  })
  mount(w, bookingsContract.book, async ({ caller, params, body }) => {
    limit(caller, { lon: body.place?.lon ?? null, lat: body.place?.lat ?? null })
    const acting = { caller: of(caller, params.districtId), now: clock(), cipher }
    return receiptOf(await bookService(db, acting, body))
  })
  const following = (call: {
    caller: Caller
    params: { districtId: string; shortCode: string }
  }) => ({
    caller: of(call.caller, call.params.districtId),
    cipher,
    now: clock(),
    shortCode: call.params.shortCode,
  })
  mount(w, bookingsContract.readAppointment, (call) =>
    appointmentOf(db, { ...following(call), key: call.query.key }),
  )
  mount(w, bookingsContract.moveAppointment, async (call) => {
    limitAsking(call.caller)
    const by = { ...following(call), key: call.body.key }
    await moveOwn(db, by, new Date(call.body.startsAt))
    return appointmentOf(db, by)
  })
  mount(w, bookingsContract.cancelAppointment, async (call) => {
    limitAsking(call.caller)
    const by = { ...following(call), key: call.body.key }
    await cancelOwn(db, by, call.body.words)
    return appointmentOf(db, by)
  })
}

/** For staff, in the scope of their post. */
export function bookingRoutes(w: Wiring, { cipher }: ServicesParts): void {
  const { db, clock } = w
  const looking = (caller: Caller) => ({ caller, now: clock(), cipher })
  mount(w, servicesContract.listServices, ({ caller }) => servicesOf(db, caller, clock()))
  mount(w, servicesContract.saveService, ({ caller, body }) =>
    saveService(db, { caller, now: clock() }, body),
  )
  mount(w, servicesContract.takePresets, ({ caller }) => takePresets(db, { caller, now: clock() }))
  mount(w, bookingsContract.listBookings, async ({ caller, query }) => ({
    ...(await bookingsOf(db, looking(caller), query)),
    mayBook: caller.verbs.has('services.book'),
  }))
  mount(w, bookingsContract.printBookings, async ({ caller, query, http }) => {
    const { format, ...asked } = query
    const { paper, name } = await paperOfBookings(db, looking(caller), asked)
    return sendPaper(http.reply, paper, { format, name })
  })
  mount(w, bookingsContract.bookingOfCase, ({ caller, params }) =>
    bookingBeside(db, looking(caller), params.caseId),
  )
  mount(w, bookingsContract.slotsOfService, async ({ caller, params }) => {
    const row = await findService(db, caller.districtId, { id: params.serviceId })
    const { timeZone } = await readDistrict(db, caller.districtId)
    return { slots: await slotViews(db, row, { now: clock(), staff: true }), timeZone }
  })
  mount(w, bookingsContract.bookForSomebody, async ({ caller, body }) => {
    const { channel, ...input } = body
    const booked = await bookService(db, looking(caller), input, channel)
    return { ...receiptOf(booked), caseId: booked.received.caseId }
  })
  mount(w, bookingsContract.moveBooking, ({ caller, params, body }) =>
    changeByStaff(db, looking(caller), {
      ...params,
      ...body,
      startsAt: new Date(body.startsAt),
      act: 'move',
    }),
  )
  mount(w, bookingsContract.cancelBooking, ({ caller, params, body }) =>
    changeByStaff(db, looking(caller), { ...params, ...body, act: 'cancel' }),
  )
  mount(w, bookingsContract.missBooking, ({ caller, params, body }) =>
    changeByStaff(db, looking(caller), { ...params, ...body, act: 'miss' }),
  )
  mount(w, bookingsContract.mediate, ({ caller, params, body }) =>
    mediateBooking(db, looking(caller), { ...params, ...body }),
  )
}
