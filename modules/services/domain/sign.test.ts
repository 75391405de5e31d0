import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorkingDay } from '#kernel/duty-calendar.ts'
import { DEFAULT_HOURS, DEFAULT_WORK_WEEKDAYS } from '#kernel/working-time.ts'
import { dayAt } from '#kernel/zone.ts'
import { allowedSign, nextState, pausedFrom, resumedAt, signNumber, silenceDue } from './sign.ts'

const calendar = {
  version: 1,
  timeZone: 'Asia/Shanghai',
  hours: DEFAULT_HOURS,
  workWeekdays: DEFAULT_WORK_WEEKDAYS,
  days: { '2026-04-06': { off: true, name: '清明节' } },
  knownUntil: '2026-12-31',
}
const monday = new Date('2026-03-16T02:00:00Z')
const hour = 3_600_000
const later = (hours: number) => new Date(monday.getTime() + hours * hour)

/** Working days after the day of `from` up to the day that ends at `to`. */
function workingDays(from: Date, to: Date): number {
  let count = 0
  const last = dayAt(calendar.timeZone, to.getTime() - 1)
  for (let day = dayAt(calendar.timeZone, from.getTime()) + 1; day <= last; day++)
    if (isWorkingDay(calendar, day)) count++
  return count
}

describe('the clock of silence', () => {
  test('counts working days from the next day, and ends with the last of them', () => {
    const due = silenceDue({ submittedAt: monday, workingDays: 10, pauses: [] }, calendar)
    expect(due?.toISOString()).toBe('2026-03-30T16:00:00.000Z')
    const late = new Date('2026-04-03T02:00:00Z')
    // A day off on the Monday after moves it by one.
    expect(
      silenceDue({ submittedAt: late, workingDays: 1, pauses: [] }, calendar)?.toISOString(),
    ).toBe('2026-04-07T16:00:00.000Z')
  })

  test('never ends before its days are over, whenever it begins and whatever stood still', () => {
    const pauses = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 200 })), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 1, max: 20 }), pauses, (start, n, gaps) => {
        const submittedAt = later(start)
        let at = submittedAt.getTime()
        const stood = gaps.map(([wait, length]) => {
          const from = new Date(at + wait * hour)
          at = from.getTime() + length * hour
          return { from, to: new Date(at), reason: 'mending' }
        })
        const plain = silenceDue({ submittedAt, workingDays: n, pauses: [] }, calendar)!
        const due = silenceDue({ submittedAt, workingDays: n, pauses: stood }, calendar)!
        expect(workingDays(submittedAt, plain)).toBe(n)
        expect(due.getTime()).toBeGreaterThanOrEqual(plain.getTime())
        expect(workingDays(submittedAt, due)).toBeGreaterThanOrEqual(n)
      }),
    )
  })

  test('stands still while the shop mends, and silence then files nothing', () => {
    const pauses = pausedFrom([], later(24))
    expect(silenceDue({ submittedAt: monday, workingDays: 10, pauses }, calendar)).toBeNull()
    const mended = resumedAt(pauses, later(24 * 8))
    const due = silenceDue({ submittedAt: monday, workingDays: 10, pauses: mended }, calendar)
    expect(due! > new Date('2026-03-30T16:00:00.000Z')).toBe(true)
  })
})

describe('a filing', () => {
  test('is mended, filed or taken back; what ended is only looked at', () => {
    expect(allowedSign('submitted')).toEqual(['ask', 'file', 'withdraw', 'link'])
    expect(allowedSign('mending')).toEqual(['file', 'mend', 'withdraw', 'link'])
    expect(allowedSign('filed')).toEqual(['note', 'link'])
    expect(allowedSign('withdrawn')).toEqual([])
    expect(nextState('ask', 'filed')).toEqual({ ok: false, refusal: 'sign_wrong_state' })
  })

  test('has a number that one can say', () => {
    expect(signNumber(2026, 12)).toBe('招备〔2026〕12号')
  })

  test('is nowhere called leave: it is filed, and nothing else', () => {
    const folders = ['modules/services/words', 'modules/services/presets']
    const said = folders.flatMap((folder) =>
      readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const),
    )
    expect(said.length).toBeGreaterThan(6)
    for (const [name, text] of said) {
      expect(text, name).not.toMatch(/许可|批准|审批|核准|准予|同意设置/)
      expect(text, name).not.toMatch(/permit|approv|licen[cs]e|authori[sz]/i)
    }
  })
})
