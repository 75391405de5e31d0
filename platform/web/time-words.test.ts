import { describe, expect, it } from 'vitest'
import {
  sayDate,
  sayDay,
  sayDuration,
  sayEnd,
  sayInstant,
  sayRemaining,
  sayWorkDuration,
} from './time-words.ts'

const zone = 'Asia/Shanghai'
const now = '2026-03-10T02:00:00Z'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('an instant', () => {
  it('is said with its weekday', () => {
    expect(sayInstant('2026-03-16T10:00:00Z', now, 'zh-CN', zone)).toBe('3月16日 周一 18:00')
    expect(sayInstant('2026-03-16T10:00:00Z', now, 'en', zone)).toBe('Mon 16 Mar, 18:00')
  })

  it('names the year only when it differs', () => {
    expect(sayInstant('2027-01-04T01:05:00Z', now, 'zh-CN', zone)).toBe('2027年1月4日 周一 09:05')
    expect(sayInstant('2027-01-04T01:05:00Z', now, 'en', zone)).toBe('Mon 4 Jan 2027, 09:05')
  })

  it('calls yesterday, today and tomorrow by name, on the district’s wall clock', () => {
    expect(sayInstant('2026-03-10T15:59:00Z', now, 'zh-CN', zone)).toBe('今天 23:59')
    expect(sayInstant('2026-03-10T16:00:00Z', now, 'zh-CN', zone)).toBe('明天 00:00')
    expect(sayInstant('2026-03-09T15:00:00Z', now, 'en', zone)).toBe('yesterday 23:00')
    expect(sayInstant('2026-03-10T16:00:00Z', now, 'en', 'UTC')).toBe('today 16:00')
    expect(sayDay('2026-03-11T02:00:00Z', now, 'zh-CN', zone)).toBe('明天')
  })

  it('crosses the year for tomorrow', () => {
    expect(sayInstant('2027-01-01T01:00:00Z', '2026-12-31T04:00:00Z', 'zh-CN', zone)).toBe(
      '明天 09:00',
    )
  })
})

describe('the end of a span', () => {
  it('names its day only where that is another than the one it began on', () => {
    const from = '2026-03-16T00:30:00Z'
    const end = (to: string) => sayEnd({ from, to }, now, 'en', zone)
    expect(end('2026-03-16T02:30:00Z')).toBe('10:30')
    expect(end('2026-03-16T17:00:00Z')).toBe('Tue 17 Mar, 01:00')
  })
})

describe('a day of the calendar', () => {
  it('is the day it names in any zone, near days by name', () => {
    expect(sayDate('2026-03-16', now, 'zh-CN', zone)).toBe('3月16日 周一')
    expect(sayDate('2026-03-16', now, 'en', 'America/New_York')).toBe('Mon 16 Mar')
    expect(sayDate('2026-03-11', '2026-03-10T15:59:00Z', 'zh-CN', zone)).toBe('明天')
    expect(sayDate('2026-03-11', '2026-03-10T16:00:00Z', 'zh-CN', zone)).toBe('今天')
    expect(sayDate('2027-01-02', now, 'zh-CN', zone)).toBe('2027年1月2日 周六')
  })
})

describe('a duration', () => {
  it('has two parts at most', () => {
    expect(sayDuration(day + 4 * hour + 59 * minute, 'zh-CN')).toBe('1 天 4 小时')
    expect(sayDuration(2 * hour + minute, 'zh-CN')).toBe('2 小时 1 分钟')
    expect(sayDuration(day + minute, 'zh-CN')).toBe('1 天')
    expect(sayDuration(2 * day + hour, 'en')).toBe('2 days 1 hour')
    expect(sayDuration(20_000, 'zh-CN')).toBe('不到 1 分钟')
  })

  it('says what is left and what is over', () => {
    expect(sayRemaining('2026-03-11T06:00:00Z', now, 'zh-CN')).toBe('还剩 1 天 4 小时')
    expect(sayRemaining('2026-03-09T23:00:00Z', now, 'zh-CN')).toBe('已超时 3 小时')
    expect(sayRemaining('2026-03-09T23:00:00Z', now, 'en')).toBe('3 hours overdue')
  })

  it('names working time as such', () => {
    expect(sayWorkDuration(12 * hour, 8 * hour, 'zh-CN')).toBe('1 个工作日 4 个工作时')
    expect(sayWorkDuration(30 * minute, 8 * hour, 'en')).toBe('30 working minutes')
  })
})
