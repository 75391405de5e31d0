import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openLine, type Changed } from './live.ts'

/** A browser's event line without a network; the tests say what the server sends. */
class Line extends EventTarget {
  static lines: Line[] = []
  static readonly CLOSED = 2
  closed = false
  readyState = 1
  constructor() {
    super()
    Line.lines.push(this)
  }
  close() {
    this.closed = true
  }
  send(event: string, data: object) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
}

let visibility: 'visible' | 'hidden'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Line)
  Line.lines = []
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const look = (now: typeof visibility) => {
  visibility = now
  document.dispatchEvent(new Event('visibilitychange'))
}

it('gathers a burst into one question', () => {
  const changed = vi.fn<Changed>()
  const close = openLine(changed)
  Line.lines[0]?.send('cases', { ids: ['a'] })
  Line.lines[0]?.send('cases', { ids: ['b', 'a'] })
  vi.advanceTimersByTime(600)
  expect(changed.mock.calls).toEqual([[['a', 'b']]])
  close()
  expect(Line.lines[0]?.closed).toBe(true)
})

it('asks everything anew when a line begins, whatever was told by single ids', () => {
  const changed = vi.fn<Changed>()
  const close = openLine(changed)
  Line.lines[0]?.send('all', {})
  Line.lines[0]?.send('cases', { ids: ['a'] })
  vi.advanceTimersByTime(600)
  expect(changed.mock.calls).toEqual([[null]])
  close()
})

it('has no line while nobody looks, and a new one when somebody does again', () => {
  const close = openLine(() => undefined)
  look('hidden')
  expect(Line.lines.map((l) => l.closed)).toEqual([true])
  look('visible')
  expect(Line.lines.map((l) => l.closed)).toEqual([true, false])
  close()
  look('hidden')
  look('visible')
  expect(Line.lines).toHaveLength(2)
})

it('is not upset by what it cannot read', () => {
  const changed = vi.fn<Changed>()
  const close = openLine(changed)
  Line.lines[0]?.send('cases', { ids: [1, null] })
  vi.advanceTimersByTime(600)
  expect(changed.mock.calls).toEqual([[[]]])
  close()
})

it('opens a line again that the server refused, and not one that is only broken', () => {
  const close = openLine(vi.fn<Changed>())
  Line.lines[0]?.dispatchEvent(new Event('error'))
  vi.advanceTimersByTime(60_000)
  expect(Line.lines).toHaveLength(1)
  Object.assign(Line.lines[0] ?? {}, { readyState: 2 })
  Line.lines[0]?.dispatchEvent(new Event('error'))
  vi.advanceTimersByTime(16_000)
  expect(Line.lines).toHaveLength(2)
  close()
  expect(Line.lines[1]?.closed).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect(Line.lines).toHaveLength(2)
})
