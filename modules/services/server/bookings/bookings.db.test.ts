import { describe, expect } from 'vitest'
import {
  acceptTask,
  finish,
  followPage,
  inspect,
  withdrawOwn,
} from '#modules/cases/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { traces } from '#testing/audit.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { aBooking, aService, keeper, offer, tuesday, wednesday } from '#testing/services-story.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  monday,
  type Name,
} from '#testing/small-district.ts'
import type { BookingInput } from '../../contract/index.ts'
import { hearForBookings } from '../index.ts'
import { bookService } from './book.ts'
import { cancelOwn, changeByStaff, moveOwn } from './change.ts'
import { findService, slotViews } from './service-rows.ts'
import { openServices, saveService, servicesOf, takePresets } from './settings.ts'
import { appointmentOf, bookingBeside, bookingsOf, paperOfBookings } from './views.ts'

const stranger = (now = monday) => ({ caller: anonymous(districtId), now, cipher })
const looking = async (db: Db, name: Name, now = monday) => ({
  caller: await as(db, name),
  now,
  cipher,
})
const booked = (db: Db, name: string, over: Partial<BookingInput> = {}) =>
  bookService(db, stranger(), aBooking(name, over))

const left = async (db: Db, startsAt: string) => {
  const service = await findService(db, districtId, { code: 'decoration_waste' })
  const slots = await slotViews(db, service, { now: monday, staff: false })
  return slots.find((slot) => slot.startsAt === startsAt)?.left
}

const caseOf = (db: Db, caseId: string) =>
  db.selectFrom('cases.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()

const option = (value: string, unit: string | null) => ({
  value,
  label: value,
  labelEn: value,
  unitId: unit === null ? null : id(unit),
})

describe('booking a service', () => {
  useDatabase()

  inTransaction('makes a case that is with the unit, promised for the hour', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const { received, endsAt } = await booked(tx, 'a')
    const kase = await caseOf(tx, received.caseId)
    expect(kase).toMatchObject({
      status: 'dispatched',
      unit_id: id('municipal'),
      title: '装修垃圾清运 · 竹林北路 12 号 3 楼',
      words: '装修垃圾清运\n大约多少袋：6\n放在单元门口',
      channel: 'web',
      // What is done at somebody's own door is not for the public ledger.
      public: false,
      handle_promise: endsAt,
    })
    expect(await left(tx, tuesday)).toBe(1)
    const beside = await bookingBeside(tx, await looking(tx, 'zhou'), received.caseId)
    expect(beside.booking).toMatchObject({
      name: '装修垃圾清运',
      startsAt: tuesday,
      state: 'booked',
      address: '竹林北路 12 号 3 楼',
      answers: [{ label: '大约多少袋', value: '6' }],
      allowed: [],
    })
    // Another unit sees nothing of it.
    expect((await bookingBeside(tx, await looking(tx, 'sun'), received.caseId)).booking).toBeNull()
  })

  inTransaction('is carried, proved and judged as any case', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const { received } = await booked(tx, 'a')
    const by = async (name: Name, minutes: number) => ({
      caseId: received.caseId,
      caller: await as(tx, name),
      now: later(minutes),
      baseVersion: null,
    })
    await acceptTask(tx, await by('zhou', 60))
    await finish(tx, { ...(await by('zhou', 24 * 60)), words: '拉走一车', before: [], after: [] })
    await inspect(tx, { ...(await by('wang', 25 * 60)), passed: true, words: '', photos: [] })
    const page = await followPage(tx, {
      ...stranger(later(25 * 60)),
      shortCode: received.shortCode,
      key: received.ownKey,
    })
    expect(page.status).toBe('closed')
    expect(page.allowed).toContain('judge')
    const { rows } = await bookingsOf(tx, await looking(tx, 'chen', later(25 * 60)), {
      from: '2026-03-17',
      days: 1,
    })
    expect(rows).toMatchObject([{ state: 'booked', caseStatus: 'closed', allowed: [] }])
  })

  inTransaction('counts once however often it is sent, and refuses another body', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const first = await booked(tx, 'a')
    // What is asked may have other words by then.
    await saveService(
      tx,
      { caller: await keeper(tx), now: monday },
      aService({ baseVersion: 0, name: '装修垃圾上门清运' }),
    )
    expect(await booked(tx, 'a')).toEqual(first)
    await expect(booked(tx, 'a', { words: '另一件' })).rejects.toMatchObject({
      code: 'services.booking_id_taken',
    })
    expect(await left(tx, tuesday)).toBe(1)
  })

  inTransaction('refuses what does not fit, and leaves no case behind', async (tx) => {
    await foundDistrict(tx)
    await offer(tx, { asksPhone: true })
    const refusals: [Partial<BookingInput>, string][] = [
      [{ answers: {} }, 'services.answer_needed'],
      [{ place: null, address: '' }, 'services.address_needed'],
      [{ phone: null }, 'services.phone_needed'],
      [{ startsAt: '2026-03-17T01:30:00.000Z' }, 'services.no_such_hour'],
      // Saturday, and less than twelve hours ahead.
      [{ startsAt: '2026-03-21T01:00:00.000Z' }, 'services.no_such_hour'],
      [{ startsAt: '2026-03-16T01:00:00.000Z' }, 'services.no_such_hour'],
      [{ serviceCode: 'nothing' }, 'services.service_not_found'],
    ]
    for (const [over, code] of refusals)
      await expect(booked(tx, 'a', over)).rejects.toMatchObject({ code })
    await booked(tx, 'a')
    await booked(tx, 'b')
    await expect(booked(tx, 'c')).rejects.toMatchObject({ code: 'services.hour_full' })
    const { n } = await tx
      .selectFrom('cases.case')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBe(2)
  })

  inTransaction('is moved and taken back by the reporter’s own link only', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const { received } = await booked(tx, 'a')
    const by = (key: string, now = monday) => ({
      ...stranger(now),
      shortCode: received.shortCode,
      key,
    })
    await expect(moveOwn(tx, by(received.lookKey), new Date(wednesday))).rejects.toMatchObject({
      code: 'cases.own_key_needed',
    })
    await moveOwn(tx, by(received.ownKey), new Date(wednesday))
    await moveOwn(tx, by(received.ownKey), new Date(wednesday))
    expect(await left(tx, tuesday)).toBe(2)
    expect(await left(tx, wednesday)).toBe(1)
    const kase = await caseOf(tx, received.caseId)
    expect(kase.handle_promise?.toISOString()).toBe('2026-03-18T03:00:00.000Z')
    const { appointment } = await appointmentOf(tx, by(received.ownKey))
    expect(appointment).toMatchObject({ startsAt: wednesday, allowed: ['move', 'cancel'] })
    expect((await appointmentOf(tx, by(received.lookKey))).appointment?.allowed).toEqual([])
    await cancelOwn(tx, by(received.ownKey), '自己拉走了')
    await cancelOwn(tx, by(received.ownKey), '自己拉走了')
    expect(await left(tx, wednesday)).toBe(2)
    expect((await caseOf(tx, received.caseId)).status).toBe('withdrawn')
    await expect(moveOwn(tx, by(received.ownKey), new Date(tuesday))).rejects.toMatchObject({
      code: 'services.booking_ended',
    })
  })

  inTransaction('is moved by staff with a reason that the resident reads', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const { received } = await booked(tx, 'a')
    const order = {
      bookingId: id('booking/a'),
      words: '当天车辆检修',
      baseVersion: 1,
      act: 'move' as const,
      startsAt: new Date(wednesday),
    }
    await expect(changeByStaff(tx, await looking(tx, 'qian'), order)).rejects.toMatchObject({
      code: 'services.booking_not_found',
    })
    expect(await changeByStaff(tx, await looking(tx, 'chen'), order)).toEqual({ version: 2 })
    await expect(changeByStaff(tx, await looking(tx, 'wang'), order)).rejects.toMatchObject({
      code: 'services.out_of_date',
    })
    const by = { ...stranger(), shortCode: received.shortCode, key: received.ownKey }
    expect((await appointmentOf(tx, by)).appointment?.words).toBe('当天车辆检修')
    const page = await followPage(tx, by)
    expect(page.promise).toMatchObject({ kind: 'handle', at: '2026-03-18T03:00:00.000Z' })
    expect(page.story.at(-1)).toMatchObject({ type: 'case.rebooked', words: '当天车辆检修' })
  })

  inTransaction('ends where nobody was met, not before its hour', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const { received } = await booked(tx, 'a')
    const order = {
      bookingId: id('booking/a'),
      words: '敲门没人应',
      baseVersion: 1,
      act: 'miss' as const,
    }
    await expect(changeByStaff(tx, await looking(tx, 'chen'), order)).rejects.toMatchObject({
      code: 'services.not_begun',
    })
    await changeByStaff(tx, await looking(tx, 'chen', new Date('2026-03-17T02:00:00Z')), order)
    expect((await caseOf(tx, received.caseId)).status).toBe('void')
    const by = { ...stranger(), shortCode: received.shortCode, key: received.ownKey }
    expect((await appointmentOf(tx, by)).appointment).toMatchObject({
      state: 'missed',
      words: '敲门没人应',
      allowed: [],
    })
  })

  inTransaction('frees its hour when the case is taken back on its own page', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const { received } = await booked(tx, 'a')
    await withdrawOwn(
      tx,
      { ...stranger(), shortCode: received.shortCode, key: received.ownKey },
      '',
    )
    const fact = {
      type: 'case.withdrawn',
      key: 'x',
      districtId,
      at: monday.toISOString(),
      body: { caseId: received.caseId },
    }
    await hearForBookings(tx, fact)
    await hearForBookings(tx, fact)
    expect(await left(tx, tuesday)).toBe(2)
  })

  inTransaction(
    'is made by staff for somebody without a phone, also on short notice',
    async (tx) => {
      await foundDistrict(tx)
      await offer(tx, { asksPhone: true, leadHours: 100 })
      const by = await looking(tx, 'chen')
      const { received } = await bookService(tx, by, aBooking('a', { phone: null }), 'phone')
      const { rows } = await bookingsOf(tx, by, { from: '2026-03-16', days: 7 })
      expect(rows).toMatchObject([{ bookedBy: 'chen', caseId: received.caseId }])
      const { paper } = await paperOfBookings(tx, by, {
        from: '2026-03-16',
        days: 7,
        language: 'zh-CN',
      })
      expect(await traces(tx, 'services.bookings_printed')).toMatchObject([
        { by: by.caller.personId, details: { from: '2026-03-16', days: 7 } },
      ])
      expect(JSON.stringify(paper)).toContain('竹林北路')
      expect(JSON.stringify(paper)).not.toContain('13800000000')
    },
  )

  inTransaction('goes to the company of the answer', async (tx) => {
    await foundDistrict(tx)
    await offer(tx, {
      questions: [
        {
          key: 'which',
          label: '哪一种',
          labelEn: 'Which',
          kind: 'choice',
          required: true,
          options: [option('water', 'greening'), option('heat', null)],
        },
      ],
    })
    const water = await booked(tx, 'a', { answers: { which: 'water' } })
    expect((await caseOf(tx, water.received.caseId)).unit_id).toBe(id('greening'))
    const [shown] = await openServices(tx, districtId)
    expect(shown?.questions[0]?.options.map((o) => o.unitId)).toEqual([null, null])
  })

  inTransaction(
    'of services that somebody set up; ours are proposals, closed at first',
    async (tx) => {
      await foundDistrict(tx)
      const caller = await keeper(tx)
      expect(await takePresets(tx, { caller, now: monday })).toEqual({ added: 6 })
      expect(await takePresets(tx, { caller, now: monday })).toEqual({ added: 0 })
      expect(await openServices(tx, districtId)).toEqual([])
      const { services } = await servicesOf(tx, caller, monday)
      expect(services.every((s) => s.preset && !s.open && s.matterName !== s.matter.code)).toBe(
        true,
      )
      const { matterName: _, unitName: _u, preset: _p, version, ...first } = services[0]!
      const open = { ...first, open: true, baseVersion: version }
      await expect(saveService(tx, { caller, now: monday }, open)).rejects.toMatchObject({
        code: 'services.unit_needed',
      })
      await saveService(tx, { caller, now: monday }, { ...open, unitId: id('municipal') })
      expect(await openServices(tx, districtId)).toMatchObject([{ code: first.code }])
      await expect(
        saveService(
          tx,
          { caller, now: monday },
          { ...open, unitId: id('municipal'), cost: '十元' },
        ),
      ).rejects.toMatchObject({ code: 'services.out_of_date' })
    },
  )

  onDatabase('of an hour for two, twelve at once get two, and moves keep to it too', async (db) => {
    await foundDistrict(db)
    await offer(db)
    const names = Array.from({ length: 12 }, (_, n) => `at once ${n}`)
    const results = await Promise.allSettled(names.map((name) => booked(db, name)))
    const won = results.filter((r) => r.status === 'fulfilled')
    expect(won).toHaveLength(2)
    for (const r of results)
      if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'services.hour_full' })
    // One sent twice at once is one.
    const twice = await Promise.all([1, 2, 3].map(() => booked(db, 'x', { startsAt: wednesday })))
    expect(new Set(twice.map((b) => b.received.caseId)).size).toBe(1)
    // Everybody who has tuesday wants wednesday, and the other way round: one place is left there.
    const moves = await Promise.allSettled([
      ...won.map(({ value }) =>
        moveOwn(
          db,
          { ...stranger(), shortCode: value.received.shortCode, key: value.received.ownKey },
          new Date(wednesday),
        ),
      ),
      ...twice.map(({ received }) =>
        moveOwn(
          db,
          { ...stranger(), shortCode: received.shortCode, key: received.ownKey },
          new Date(tuesday),
        ),
      ),
    ])
    for (const r of moves)
      if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'services.hour_full' })
    const counted = await db
      .selectFrom('services.booking')
      .select(['starts_at', (eb) => eb.fn.countAll<string>().as('n')])
      .where('state', '=', 'booked')
      .groupBy('starts_at')
      .execute()
    expect(counted.reduce((sum, c) => sum + Number(c.n), 0)).toBe(3)
    for (const { n } of counted) expect(Number(n)).toBeLessThanOrEqual(2)
  })
})
