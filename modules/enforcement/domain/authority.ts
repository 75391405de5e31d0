/** Which body may do what about a matter: per district and period, by a paper that says so. */
export const powers = ['inspect', 'order', 'punish'] as const
export type Power = (typeof powers)[number]

/** Where the body works on: in a system of its own, whose number and state we keep. */
export const systems = ['ours', 'province', 'police', 'fire', 'other'] as const
export type System = (typeof systems)[number]

export interface Authority {
  id: string
  /** `*`: every matter that no entry names by itself. */
  matterCode: string
  power: Power
  /** One of our organisations, or null: a body outside. */
  bodyId: string | null
  bodyName: string
  system: System
  from: string
  until: string | null
}

const bindsOn = (day: string) => (a: Authority) =>
  a.from <= day && (a.until === null || day <= a.until)

/**
 * Who has this power over this matter on this day. What names the matter stands before what names
 * all: an entry for fire lanes takes them from whoever has the rest.
 */
export function bodiesWith(
  entries: readonly Authority[],
  ask: { matterCode: string | null; power: Power; day: string },
): Authority[] {
  const valid = entries.filter((a) => a.power === ask.power).filter(bindsOn(ask.day))
  const named = valid.filter((a) => a.matterCode === ask.matterCode)
  return named.length > 0 ? named : valid.filter((a) => a.matterCode === '*')
}

/** The entry by which a body may, or null: then `bodiesWith` says who may. */
export const powerOf = (
  entries: readonly Authority[],
  ask: { matterCode: string | null; power: Power; day: string; bodyId: string },
): Authority | null => bodiesWith(entries, ask).find((a) => a.bodyId === ask.bodyId) ?? null
