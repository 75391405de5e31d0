/** Times and durations as people say them. Pure: the caller brings the clock, the language and the zone. */

export type Instant = string | number | Date
export type TimeLanguage = 'zh-CN' | 'en'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const millis = (at: Instant): number => new Date(at).getTime()

interface Wall {
  year: number
  month: number
  day: number
  weekday: number
  time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function wallOf(at: Instant, timeZone: string): Wall {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(millis(at)).map((p) => [p.type, p.value]))
  const year = Number(parts['year'])
  const month = Number(parts['month'])
  const date = Number(parts['day'])
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay()
  return { year, month, day: date, weekday, time: `${parts['hour']}:${parts['minute']}` }
}

const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const nearDays: Record<TimeLanguage, Record<number, string>> = {
  'zh-CN': { [-1]: '昨天', 0: '今天', 1: '明天' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
}

const dayNumber = (w: Wall) => Date.UTC(w.year, w.month - 1, w.day) / day

/** 3月16日 周一; the year only when it differs; 昨天, 今天, 明天 by name. */
export function sayDay(
  at: Instant,
  now: Instant,
  language: TimeLanguage,
  timeZone: string,
): string {
  const then = wallOf(at, timeZone)
  const today = wallOf(now, timeZone)
  const near = nearDays[language][dayNumber(then) - dayNumber(today)]
  if (near) return near
  const weekday = weekdays[language][then.weekday] ?? ''
  const otherYear = then.year !== today.year
  if (language === 'en')
    return `${weekday} ${then.day} ${months[then.month - 1]}${otherYear ? ` ${then.year}` : ''}`
  return `${otherYear ? `${then.year}年` : ''}${then.month}月${then.day}日 ${weekday}`
}

/** A day of the calendar such as 2026-03-16, said as `sayDay` says it: 明天, 3月16日 周一. */
export function sayDate(
  date: string,
  now: Instant,
  language: TimeLanguage,
  timeZone: string,
): string {
  const today = wallOf(now, timeZone)
  return sayDay(
    `${date}T00:00:00Z`,
    Date.UTC(today.year, today.month - 1, today.day),
    language,
    'UTC',
  )
}

/** 3月16日 周一 18:00 */
export function sayInstant(
  at: Instant,
  now: Instant,
  language: TimeLanguage,
  timeZone: string,
): string {
  const join = language === 'en' ? ', ' : ' '
  const said = sayDay(at, now, language, timeZone)
  const near = !/\d/.test(said)
  return `${said}${near ? ' ' : join}${wallOf(at, timeZone).time}`
}

/** When it ends what began at `from`: by the clock alone where that is the same day. */
export function sayEnd(
  span: { from: Instant; to: Instant },
  now: Instant,
  language: TimeLanguage,
  timeZone: string,
): string {
  const [begin, end] = [wallOf(span.from, timeZone), wallOf(span.to, timeZone)]
  return dayNumber(begin) === dayNumber(end)
    ? end.time
    : sayInstant(span.to, now, language, timeZone)
}

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`

/** 1 天 4 小时: the two largest parts, cut off rather than rounded, so that nothing sounds longer than it is. */
export function sayDuration(ms: number, language: TimeLanguage): string {
  const whole = Math.max(0, Math.abs(ms))
  if (whole < minute) return language === 'en' ? 'less than a minute' : '不到 1 分钟'
  const days = Math.floor(whole / day)
  const hours = Math.floor((whole % day) / hour)
  const minutes = Math.floor((whole % hour) / minute)
  const parts: [number, string, string][] = [
    [days, '天', 'day'],
    [hours, '小时', 'hour'],
    [days > 0 ? 0 : minutes, '分钟', 'minute'],
  ]
  return parts
    .filter(([n]) => n > 0)
    .map(([n, zh, en]) => (language === 'en' ? plural(n, en) : `${n} ${zh}`))
    .join(' ')
}

/** Working time is named as such, because 8 working hours are not 8 hours. `dayMs`: one working day. */
export function sayWorkDuration(ms: number, dayMs: number, language: TimeLanguage): string {
  const whole = Math.max(0, Math.abs(ms))
  const days = Math.floor(whole / dayMs)
  const hours = Math.floor((whole % dayMs) / hour)
  const minutes = Math.floor(((whole % dayMs) % hour) / minute)
  const parts: [number, string, string][] = [
    [days, '个工作日', 'working day'],
    [hours, '个工作时', 'working hour'],
    [days > 0 ? 0 : minutes, '分钟（工作时）', 'working minute'],
  ]
  const said = parts
    .filter(([n]) => n > 0)
    .map(([n, zh, en]) => (language === 'en' ? plural(n, en) : `${n} ${zh}`))
  if (said.length > 0) return said.join(' ')
  return language === 'en' ? 'less than a working minute' : '不到 1 分钟（工作时）'
}

/** 还剩 1 天 4 小时, or 已超时 3 小时. */
export function sayRemaining(due: Instant, now: Instant, language: TimeLanguage): string {
  const left = millis(due) - millis(now)
  const said = sayDuration(left, language)
  if (left >= 0) return language === 'en' ? `${said} left` : `还剩 ${said}`
  return language === 'en' ? `${said} overdue` : `已超时 ${said}`
}
