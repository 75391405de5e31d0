import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import ICAL from 'ical.js'
import { describe, expect } from 'vitest'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  aPlace,
  asks,
  aWorld,
  community,
  districtId,
  holding,
  now,
  signIn,
  today,
  type World,
} from '#testing/people-world.ts'
import * as people from '../index.ts'

// Monday 23 November 2026, nine in the morning in China.
const tuesday = '2026-11-24'
const wednesday = '2026-11-25'

async function signedIn(tx: Tx, world: World, personId: string): Promise<string> {
  return signIn(world.app, await people.createSignInLink(tx, { districtId, personId, now }))
}

/** A station with two officers, a secretary who plans, and an early and a late shift. */
async function aStation(tx: Tx) {
  const world = await aWorld(tx)
  const security = asks(world, world.security)
  const [li, zhao, qian] = [
    await aPlace(world, 'officer'),
    await aPlace(world, 'officer'),
    await aPlace(world, 'secretary'),
  ]
  const stationId = randomUUID()
  const station = {
    id: stationId,
    name: '一社区工作站',
    communityCode: community,
    modelCode: '2+1+1+1',
    baseVersion: null,
  }
  expect((await security.save('stations', station)).status).toBe(200)
  for (const [who, name] of [
    [li, '李明'],
    [zhao, '赵强'],
    [qian, '钱进'],
  ] as const) {
    await security.save('persons', { ...who.person, name, baseVersion: 0 })
    await security.save('posts', { ...who.post, stationId, baseVersion: 0 })
    expect((await security.save('holdings', holding(who.postId, who.personId))).status).toBe(200)
  }
  const of = async (who: { personId: string }) =>
    asks(world, await signedIn(tx, world, who.personId))
  const secretary = await of(qian)
  const kind = (name: string, startsAt: string, over = {}) => ({
    id: randomUUID(),
    stationId,
    name,
    startsAt,
    minutes: 480,
    need: 1,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    baseVersion: null,
    ...over,
  })
  const [early, late] = [kind('早班', '08:00'), kind('晚班', '16:00')]
  for (const one of [early, late])
    expect((await secretary.save('rosters/kinds', one)).status).toBe(200)
  const shift = (who: typeof li, day: string, kindId = early.id) => ({
    id: randomUUID(),
    kindId,
    day,
    personId: who.personId,
    postId: who.postId,
  })
  const plan = (...shifts: ReturnType<typeof shift>[]) =>
    secretary.save('rosters/shifts', { stationId, plan: shifts })
  return { world, security, li, zhao, qian, stationId, secretary, of, early, late, shift, plan }
}

describe('a roster', () => {
  useDatabase()

  inTransaction('shows shifts, gaps against need, and rules of rest by name', async (tx) => {
    const { secretary, plan, shift, li, late, early, stationId } = await aStation(tx)
    const done = await plan(shift(li, today, late.id), shift(li, tuesday))
    expect(done).toMatchObject({ status: 200, planned: 2 })
    expect(done.warnings).toMatchObject([
      { personName: '李明', rule: 'rest_hours', day: tuesday, measured: 8, limit: 11 },
    ])
    const { roster } = await secretary.get(`rosters?stationId=${stationId}&days=2`)
    expect(roster.days).toEqual([today, tuesday])
    expect(roster.gaps).toEqual([
      { kindId: early.id, day: today, need: 1, have: 0 },
      { kindId: late.id, day: tuesday, need: 1, have: 0 },
    ])
    expect(roster.allowed).toEqual(['plan'])
    expect(roster.people.map((p: { name: string }) => p.name).sort()).toEqual([
      '李明',
      '赵强',
      '钱进',
    ])
    expect(roster.shifts[0]).toMatchObject({
      startsAt: '2026-11-23T08:00:00.000Z',
      endsAt: '2026-11-23T16:00:00.000Z',
    })
  })

  inTransaction('plans once however often it is sent, and all or nothing', async (tx) => {
    const { plan, shift, li, zhao, secretary, stationId, late } = await aStation(tx)
    const one = shift(li, tuesday)
    expect(await plan(one)).toMatchObject({ planned: 1 })
    expect(await plan(one)).toMatchObject({ status: 200, planned: 0 })
    const stranger = { ...shift(zhao, wednesday), postId: li.postId }
    expect(await plan(shift(li, wednesday), stranger)).toMatchObject({
      status: 409,
      code: 'people.shift_without_post',
    })
    const { rows } = await sql`select 1 from people.shift where cancelled_at is null`.execute(tx)
    expect(rows).toHaveLength(1)
    const long = {
      id: randomUUID(),
      stationId,
      name: '通班',
      startsAt: '12:00',
      minutes: 600,
      need: 0,
    }
    await secretary.save('rosters/kinds', { ...long, weekdays: [], baseVersion: null })
    expect(await plan(shift(li, tuesday, long.id))).toMatchObject({ code: 'people.shift_overlaps' })
    expect(await plan(shift(li, tuesday, late.id))).toMatchObject({ status: 200 })
    const gone = { stationId, cancel: [one.id] }
    expect(await secretary.save('rosters/shifts', gone)).toMatchObject({ cancelled: 1 })
    expect(await secretary.save('rosters/shifts', gone)).toMatchObject({
      status: 200,
      cancelled: 0,
    })
    const other = { stationId, cancel: [randomUUID()] }
    expect((await secretary.save('rosters/shifts', other)).code).toBe('people.shift_not_found')
  })

  inTransaction('gives no shift to whoever is on leave, and leave makes a gap', async (tx) => {
    const { plan, shift, li, secretary, of, early } = await aStation(tx)
    expect(await plan(shift(li, wednesday))).toMatchObject({ status: 200 })
    const own = await of(li)
    await own.save('leaves', {
      id: randomUUID(),
      personId: li.personId,
      from: tuesday,
      until: wednesday,
      standIns: [],
      baseVersion: null,
    })
    expect(await plan(shift(li, tuesday))).toMatchObject({ code: 'people.shift_on_leave' })
    const { roster } = await secretary.get('rosters')
    expect(roster.shifts).toMatchObject([{ day: wednesday, away: true }])
    expect(roster.gaps).toContainEqual({ kindId: early.id, day: wednesday, need: 1, have: 0 })
  })

  inTransaction('fills by a pattern and names what it left out', async (tx) => {
    const { plan, shift, li, zhao, secretary, stationId, early, late } = await aStation(tx)
    await plan(shift(li, wednesday))
    const line = (who: typeof li, steps: (string | null)[]) => ({
      personId: who.personId,
      postId: who.postId,
      steps,
    })
    const done = await secretary.save('rosters/pattern', {
      stationId,
      start: tuesday,
      from: tuesday,
      until: '2026-11-29',
      lines: [line(li, [early.id, late.id, null]), line(zhao, [null, early.id, late.id])],
    })
    // Two early shifts and two late ones each, but for Wednesday, when Li has the early one already.
    expect(done).toMatchObject({ status: 200, planned: 8, leftOut: [] })
    const again = await secretary.save('rosters/pattern', {
      stationId,
      start: tuesday,
      from: '2026-11-22',
      until: tuesday,
      lines: [line(li, [early.id])],
    })
    expect(again).toMatchObject({
      planned: 1,
      leftOut: [{ personName: '李明', why: 'shift_is_over' }],
    })
    expect(
      await secretary.save('rosters/pattern', {
        stationId,
        start: tuesday,
        from: wednesday,
        until: tuesday,
        lines: [line(li, [early.id])],
      }),
    ).toMatchObject({ status: 400, code: 'people.days_turned_round' })
  })

  inTransaction('is planned inside the own scope only, and by who may', async (tx) => {
    const { of, li, stationId, world, shift } = await aStation(tx)
    const officer = await of(li)
    expect(
      (await officer.save('rosters/shifts', { stationId, plan: [shift(li, tuesday)] })).status,
    ).toBe(403)
    const elsewhere = await aPlace(world, 'secretary', ['421202002001'])
    await asks(world, world.security).save(
      'holdings',
      holding(elsewhere.postId, elsewhere.personId),
    )
    const other = await of(elsewhere)
    expect(await other.get('rosters')).toMatchObject({ roster: null })
    expect((await other.save('rosters/shifts', { stationId, plan: [] })).code).toBe(
      'people.station_not_found',
    )
  })
})

describe('a swap', () => {
  useDatabase()

  inTransaction('is asked, agreed by the other and approved by a third', async (tx) => {
    const { plan, shift, li, zhao, of, secretary, late } = await aStation(tx)
    const [mine, theirs] = [shift(li, tuesday), shift(zhao, wednesday, late.id)]
    await plan(mine, theirs)
    const [own, other] = [await of(li), await of(zhao)]
    const { partners } = await own.get(`me/shifts/${mine.id}/partners`)
    expect(partners.map((p: { name: string }) => p.name)).toEqual(['赵强', '钱进'])
    expect(partners[0].back).toMatchObject([{ shiftId: theirs.id, kindName: '晚班' }])
    const id = randomUUID()
    const asked = {
      id,
      shiftId: mine.id,
      toPersonId: zhao.personId,
      backShiftId: theirs.id,
      words: '孩子家长会',
    }
    expect(await own.save('swaps', asked)).toMatchObject({ state: 'asked', allowed: ['withdraw'] })
    expect(await own.save('swaps', asked)).toMatchObject({ status: 200 })
    expect(await own.save('swaps', { ...asked, id: randomUUID() })).toMatchObject({
      code: 'people.swap_asked_already',
    })
    const act = (who: typeof own, one: string, baseState: string) =>
      who.save(`swaps/${id}/act`, { act: one, baseState })
    expect((await act(secretary, 'grant', 'asked')).status).toBe(403)
    expect(await act(other, 'agree', 'asked')).toMatchObject({ state: 'agreed' })
    expect(await act(other, 'agree', 'asked')).toMatchObject({
      status: 409,
      code: 'people.swap_moved_on',
    })
    expect(await act(secretary, 'grant', 'agreed')).toMatchObject({ state: 'granted' })
    const { shifts } = await own.get('me/shifts')
    expect(shifts).toMatchObject([{ id: theirs.id, day: wednesday, kindName: '晚班' }])
    const facts = await sql<{ type: string }>`select payload->>'type' as type
      from graphile_worker._private_jobs where payload->>'type' like 'people.s%'`.execute(tx)
    const types = facts.rows.map((f) => f.type)
    expect(types.filter((type) => type === 'people.shifts_changed')).toHaveLength(2)
    // Asked: to Zhao; agreed: to Li and to the secretary; granted: to both.
    expect(types.filter((type) => type === 'people.swap_moved')).toHaveLength(5)
  })

  inTransaction(
    'is at once done where the district wants no approval, and refused too late',
    async (tx) => {
      const { plan, shift, li, zhao, of, world, early } = await aStation(tx)
      const system = asks(world, world.system)
      const settings = await system.get('rosters/settings')
      const { status: _, version, ...rest } = settings
      const saved = { ...rest, swapsApproved: false, baseVersion: version }
      expect(await system.save('rosters/settings', saved)).toMatchObject({ version: 1 })
      expect(await system.save('rosters/settings', { ...saved, restHours: 9 })).toMatchObject({
        status: 409,
      })
      const mine = shift(li, tuesday)
      const soon = shift(li, today, early.id)
      await plan(mine, soon)
      const [own, other] = [await of(li), await of(zhao)]
      const ask = (shiftId: string) =>
        own.save('swaps', { id: randomUUID(), shiftId, toPersonId: zhao.personId })
      // The early shift of today has begun an hour ago.
      expect(await ask(soon.id)).toMatchObject({ code: 'people.swap_too_late' })
      const { id } = await ask(mine.id)
      expect(
        await other.save(`swaps/${id}/act`, { act: 'agree', baseState: 'asked' }),
      ).toMatchObject({ state: 'granted' })
      expect((await other.get('me/shifts')).shifts).toMatchObject([
        { id: mine.id, postTitle: 'officer' },
      ])
    },
  )
})

describe('who is on duty now', () => {
  useDatabase()

  inTransaction('hears of work first, unless away or unless nobody is', async (tx) => {
    const { plan, shift, li, zhao, secretary } = await aStation(tx)
    const both = [{ personId: li.personId }, { personId: zhao.personId }]
    expect(people.dutyFirst(both, await people.onDutyFirst(tx, districtId, now))).toEqual(both)
    await plan(shift(li, today))
    const duty = await people.onDutyFirst(tx, districtId, now)
    expect(people.dutyFirst(both, duty)).toEqual([{ personId: li.personId }])
    expect(people.dutyFirst(both.slice(1), duty)).toEqual(both.slice(1))
    const seen = await secretary.get('on-duty')
    expect(seen.onDuty).toMatchObject([
      { name: '李明', kindName: '早班', until: '2026-11-23T08:00:00.000Z' },
    ])
    const known = async () =>
      (await secretary.get('posts?kind=officer')).posts
        .flatMap((it: { holders: object[] }) => it.holders)
        .find((it: { personId: string }) => it.personId === li.personId)
    expect(await known()).toMatchObject({ onDutyUntil: '2026-11-23T08:00:00.000Z' })
    const after = new Date('2026-11-23T08:00:00Z')
    expect(await people.onDuty(tx, districtId, { on: after })).toEqual([])
    await sql`insert into people.leave (district_id, id, person_id, away_from, away_until, entered_by, entered_at)
      values (${districtId}, ${randomUUID()}, ${li.personId}, ${today}, ${today}, ${li.personId}, ${now})`.execute(
      tx,
    )
    expect(await people.onDuty(tx, districtId, { on: now })).toEqual([])
  })
})

describe('notes from shift to shift', () => {
  useDatabase()

  inTransaction('count once, are taken over once, and by somebody else', async (tx) => {
    const { of, li, zhao, stationId, world } = await aStation(tx)
    const [own, other] = [await of(li), await of(zhao)]
    const note = { id: randomUUID(), stationId, words: '2号门前杂物周三复查' }
    expect(await own.save('shift-notes', note)).toMatchObject({ status: 200, takenAt: null })
    expect(await own.save('shift-notes', note)).toMatchObject({ status: 200 })
    expect(await own.save('shift-notes', { ...note, words: '别的' })).toMatchObject({
      code: 'people.note_is_another',
    })
    expect((await own.save(`shift-notes/${note.id}/take`, {})).code).toBe('people.note_is_own')
    expect((await other.get('me/shifts')).notes).toMatchObject([
      { words: note.words, mayTake: true },
    ])
    expect(await other.save(`shift-notes/${note.id}/take`, {})).toMatchObject({
      takenByName: '赵强',
    })
    const stranger = asks(world, world.security)
    expect((await stranger.save(`shift-notes/${note.id}/take`, {})).status).toBe(404)
  })
})

describe('a calendar', () => {
  useDatabase()

  inTransaction(
    'follows RFC 5545, is opened by its link alone, and closes when revoked',
    async (tx) => {
      const { plan, shift, li, of, qian, secretary, stationId, world } = await aStation(tx)
      const one = shift(li, tuesday)
      await plan(one)
      const own = await of(li)
      const made = await own.save('me/calendar-links', {})
      const read = (path: string) => world.app.inject({ url: path })
      const feed = await read(made.path)
      expect(feed.headers['content-type']).toContain('text/calendar')
      const lines = feed.body.split('\r\n')
      expect(lines).toContain('BEGIN:VTIMEZONE')
      expect(lines).toContain(`UID:${one.id}@${districtId}.gongzhi`)
      expect(lines).toContain('DTSTART;TZID=Asia/Shanghai:20261124T080000')
      expect(lines).toContain('DTEND;TZID=Asia/Shanghai:20261124T160000')
      expect(lines.some((line) => line.startsWith('SUMMARY:早班'))).toBe(true)
      expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
      // As a calendar program reads it, in UTC by the zone that comes with it.
      const calendar = new ICAL.Component(ICAL.parse(feed.body))
      for (const zone of calendar.getAllSubcomponents('vtimezone'))
        ICAL.TimezoneService.register(new ICAL.Timezone(zone))
      const [event, ...others] = calendar
        .getAllSubcomponents('vevent')
        .map((component) => new ICAL.Event(component))
      expect(others).toEqual([])
      expect(event?.startDate.toJSDate().toISOString()).toBe('2026-11-24T00:00:00.000Z')
      expect(event?.duration.toSeconds()).toBe(8 * 3600)
      const { rows } = await sql<{
        hash: string
      }>`select token_hash as hash from people.calendar_link`.execute(tx)
      expect(made.path).not.toContain(rows[0]?.hash)
      expect((await own.save('me/calendar-links', { stationId })).status).toBe(403)
      const whole = await secretary.save('me/calendar-links', { stationId })
      expect((await read(whole.path)).body).toContain('李明')
      expect((await secretary.save(`me/calendar-links/${made.link.id}/revoke`, {})).status).toBe(
        404,
      )
      expect((await own.save(`me/calendar-links/${made.link.id}/revoke`, {})).status).toBe(200)
      expect((await read(made.path)).statusCode).toBe(404)
      expect((await read('/api/people/calendars/none.ics')).statusCode).toBe(404)
      // Whoever plans there no longer sees the colleagues' shifts no longer.
      await sql`update people.holding set holds_from = '2026-01-01', holds_until = '2026-11-22'
        where person_id = ${qian.personId}`.execute(tx)
      expect((await read(whole.path)).statusCode).toBe(404)
    },
  )
})
