import type { Mapping, OutField, Step } from './mapping.ts'
import type { Order, OrderField } from './order.ts'

/** A message to the sender of an order, in our words; the mapping says it in theirs when it is sent. */
export interface AnswerMessage {
  step: Step
  externalId: string
  /** Of the event that it tells of: grows within one order. */
  sequence: number
  at: string
  caseNumber: string
  shortCode: string
  unit: string | null
  matter: string | null
  words: string
  reason: string | null
  reply: string | null
  promise: string | null
  resumeAt: string | null
  pictures: readonly string[]
}

const byType: Readonly<Record<string, Step>> = {
  'case.received': 'received',
  'case.refused': 'refused',
  'case.filed': 'filed',
  'case.dispatched': 'dispatched',
  'case.accepted': 'accepted',
  'case.arrived': 'arrived',
  'case.resumed': 'resumed',
  'case.finished': 'finished',
  'case.settled': 'finished',
  'case.rework': 'rework',
  'case.closed': 'replied',
  'case.reopened': 'reopened',
  'case.merged': 'ended',
  'case.transferred': 'ended',
  'case.voided': 'ended',
}

/** Which step an event is to the sender; null where it is nothing to it. */
export function stepOf(event: { type: string; kind: string | null }): Step | null {
  if (event.type === 'case.request_granted')
    return event.kind === 'extension'
      ? 'extension'
      : event.kind === 'suspension'
        ? 'suspended'
        : null
  return byType[event.type] ?? null
}

/** A message as the sender reads it: its names of fields, its codes of states, its way of writing times. */
export function inTheirWords(
  message: AnswerMessage,
  mapping: Mapping,
  pictures: readonly unknown[],
): Record<string, unknown> {
  const time = (instant: string | null) =>
    instant === null || mapping.out.times === 'iso' ? instant : localTime(instant, mapping.offset)
  const said: Record<OutField, unknown> = {
    externalId: message.externalId,
    step: message.step,
    stateCode: mapping.out.states[message.step] ?? message.step,
    at: time(message.at),
    caseNumber: message.caseNumber,
    shortCode: message.shortCode,
    unit: message.unit,
    matter: message.matter,
    words: message.words,
    reason: message.reason,
    reply: message.reply,
    promise: time(message.promise),
    resumeAt: time(message.resumeAt),
    pictures,
    sequence: message.sequence,
  }
  const out: Record<string, unknown> = {}
  for (const [path, field] of Object.entries(mapping.out.fields)) put(out, path, said[field])
  return out
}

/** `2026-03-16 10:00:00` by the offset of the sender. */
export function localTime(instant: string, offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? []
  const shift = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000 * (sign === '-' ? -1 : 1)
  const local = new Date(new Date(instant).getTime() + shift)
  return local.toISOString().slice(0, 19).replace('T', ' ')
}

function put(out: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.')
  const last = parts.pop() ?? path
  let here = out
  for (const part of parts) {
    // Only what was put here itself: nothing that every object has by birth.
    const next = Object.hasOwn(here, part) ? here[part] : undefined
    const inner = typeof next === 'object' && next !== null ? next : {}
    Object.defineProperty(here, part, { value: inner, enumerable: true, configurable: true })
    here = inner as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- made here
  }
  here[last] = value
}

const times: ReadonlySet<OrderField> = new Set([
  'askedAt',
  'dueAt',
  'returnUntil',
  'changedAt',
  'callbackAt',
])

/** What came, as its sender would write it: times by their clocks, words of their tables. */
export function asTheySaid(field: OrderField, order: Partial<Order>, mapping: Mapping): string {
  const value = order[field]
  if (typeof value === 'boolean') return (value ? mapping.values.yes : mapping.values.no)[0] ?? ''
  if (typeof value !== 'string') return value === undefined ? '' : JSON.stringify(value)
  if (times.has(field)) return localTime(value, mapping.offset)
  if (field !== 'urgency' && field !== 'state') return value
  const words = Object.entries(mapping.values[field]).find(([, ours]) => ours === value)
  return words?.[0] ?? value
}

/** Whether an answer means that the message was taken: by its status, and by what it says besides. */
export function isTaken(
  status: number,
  body: unknown,
  taken: Mapping['out']['taken'],
  at: (raw: unknown, path: string) => unknown,
): boolean {
  if (status < 200 || status >= 300) return false
  if (taken === null) return true
  const said = at(body, taken.field)
  return taken.values.includes(typeof said === 'string' ? said : JSON.stringify(said))
}
