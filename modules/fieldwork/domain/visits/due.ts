/** Doors at which one calls by plan. */
export const doorKinds = ['household', 'shop', 'organisation'] as const
export type DoorKind = (typeof doorKinds)[number]

export interface VisitPlan {
  kind: DoorKind
  /** Empty: all of the kind; otherwise only where this need is known. */
  need: string
  everyDays: number
}

/** Ours, until a district has plans of its own. */
export const planPresets: readonly VisitPlan[] = [
  { kind: 'household', need: 'alone', everyDays: 30 },
  { kind: 'household', need: 'aged', everyDays: 30 },
  { kind: 'household', need: 'mobility', everyDays: 60 },
  { kind: 'shop', need: '', everyDays: 30 },
]

/** How often one calls at a door: by the most frequent plan that fits; null where none does. */
export function intervalOf(
  plans: readonly VisitPlan[],
  door: { kind: string; needs: readonly string[] },
): number | null {
  const fitting = plans
    .filter((p) => p.kind === door.kind && (p.need === '' || door.needs.includes(p.need)))
    .map((p) => p.everyDays)
  return fitting.length === 0 ? null : Math.min(...fitting)
}

const DAY = 86_400_000

/** The day (YYYY-MM-DD) so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** When a door is due: so long after somebody was met there; never met, from today on. */
export const dueDay = (lastMet: string | null, everyDays: number, today: string): string =>
  lastMet === null ? today : dayAfter(lastMet, everyDays)

/** Days over the due day; not yet due counts below nought. */
export const daysOver = (due: string, today: string): number =>
  Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${due}T00:00:00Z`)) / DAY)

export interface Door {
  id: string
  needs: readonly string[]
  dueOn: string
  addressText: string
}

/** Who lives alone first, then whoever is due longest, then by address: the same order everywhere. */
export function alonesFirst<D extends Door>(doors: readonly D[]): D[] {
  const alone = (door: D) => (door.needs.includes('alone') ? 0 : 1)
  return doors.toSorted(
    (a, b) =>
      alone(a) - alone(b) ||
      (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0) ||
      (a.addressText < b.addressText ? -1 : a.addressText > b.addressText ? 1 : 0) ||
      (a.id < b.id ? -1 : 1),
  )
}
