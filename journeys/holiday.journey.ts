import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { CalendarPage } from '#modules/catalogue/contract/index.ts'
import { FollowPage } from '#modules/cases/contract/index.ts'
import { sayInstant } from '#platform/web/time-words.ts'
import { atTheDesk } from './desk.ts'
import { reported, type Resident } from './resident.ts'
import { inWorld } from './world.ts'

const zone = 'Asia/Shanghai'
const dayMs = 24 * 3_600_000
const dayOf = (at: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
const plus = (day: string, days: number) =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

const off = (day: string) => [day, { off: true, name: '国庆节' }] as const

/** The Saturday after today, today and the days up to it off, and a holiday of three days behind it. */
function holidayWeek(now: Date) {
  const today = dayOf(now)
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  const ahead = (6 - weekday + 7) % 7 || 7
  const saturday = plus(today, ahead)
  return {
    today,
    saturday,
    overrides: Object.fromEntries([
      ...Array.from({ length: ahead }, (_, n) => off(plus(today, n))),
      [saturday, { off: false, name: '国庆节调休' }],
      ...[1, 2, 3].map((n) => off(plus(saturday, n))),
    ]),
  }
}

/** Calls our own server as whoever is signed in on this page. */
async function ask(page: Page, path: string, body?: unknown): Promise<unknown> {
  const init =
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-gongzhi': '1' },
          body: JSON.stringify(body),
        }
  const text = await page.evaluate(
    `fetch(${JSON.stringify(path)}, ${JSON.stringify(init)}).then((reply) => reply.text())`,
  )
  return JSON.parse(z.string().parse(text)) as unknown
}

const edited = ({ hours, weekdays, overrides, version }: CalendarPage, reason: string) => ({
  hours,
  weekdays,
  overrides,
  baseVersion: version,
  reason,
})

inWorld('a Saturday before a holiday', (world) => {
  it('the promise waits for the make-up Saturday, runs on it, and leaps over the holiday', async () => {
    const admin = await world().as('咸安区 系统管理员')
    await admin.goto(`${world().url}/console`)
    const before = await readCalendar(admin)
    const week = holidayWeek(new Date())
    const overrides = { ...before.overrides, ...week.overrides }
    await ask(admin, calendarPath, edited({ ...before, overrides }, '国庆节调休'))
    try {
      const resident = await reported(world(), {
        districtId: '421202',
        address: '麻纺厂西八栋',
        words: '调休前一天路灯坏了一盏',
      })
      await resident.follow()
      // Nobody is on duty before that Saturday: a quarter of an hour after it opens.
      const received = await promiseOf(resident)
      expect(dayOf(received)).toBe(week.saturday)
      expect(timeOf(received)).toBe(quarterAfter(before.hours[0]?.from ?? ''))

      const desk = await atTheDesk(world(), '咸安区 区中心值班长')
      await desk.find(resident.shortCode)
      await desk.file('路灯异常')
      await resident.follow()
      const due = dayOf(await promiseOf(resident))
      expect(due >= week.saturday).toBe(true)
      expect(Object.keys(week.overrides).filter((day) => day !== week.saturday)).not.toContain(due)
      expect(new Date(`${due}T00:00:00Z`).getUTCDay()).not.toBe(0)
      await desk.page.context().close()
      await resident.close()
    } finally {
      const made = await readCalendar(admin)
      await ask(admin, calendarPath, edited({ ...made, overrides: before.overrides }, '恢复原来的'))
      await admin.context().close()
    }
  })
})

const calendarPath = '/api/catalogue/calendar'

const readCalendar = async (admin: Page) =>
  CalendarPage.parse(await ask(admin, `${calendarPath}?months=2`))

/** What is promised on the reporter's own page, which must say it in the same words. */
async function promiseOf({ page, shortCode, ownKey }: Resident): Promise<Date> {
  const path = `/api/public/421202/cases/${shortCode}?key=${encodeURIComponent(ownKey)}`
  const at = FollowPage.parse(await ask(page, path)).promise?.at
  if (at === undefined) throw new Error('nothing is promised')
  await page
    .getByText(sayInstant(at, new Date(), 'zh-CN', zone))
    .first()
    .waitFor()
  return new Date(at)
}

const timeOf = (at: Date) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(
    at,
  )

const quarterAfter = (opens: string) =>
  new Date(Date.parse(`1970-01-01T${opens}:00Z`) + 15 * 60_000).toISOString().slice(11, 16)
