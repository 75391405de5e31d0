/** 专项整治: who takes part in a day of action, in this order everywhere. */
export const teamKinds = ['officers', 'volunteers', 'guards', 'merchants', 'residents'] as const
export type TeamKind = (typeof teamKinds)[number]

export type Heads = Record<TeamKind, number>

/** 人次: everybody who took part, of whatever kind. */
export const headsOf = (heads: Heads): number =>
  teamKinds.reduce((sum, kind) => sum + heads[kind], 0)

/** What a target or a total is of: all hazards, a kind of them, people taking part, or a measure. */
export const totalOf = /^(hazards|people|(hazards|measure)\.[a-z][a-z0-9_]{0,29})$/

export interface MeasurePreset {
  code: string
  name: string
  nameEn: string
  unit: string
  unitEn: string
}

/** Ours, and stand until a district has its own of the same code. */
export const measurePresets: readonly MeasurePreset[] = [
  {
    code: 'truckloads',
    name: '清运杂物',
    nameEn: 'Clutter removed',
    unit: '车',
    unitEn: 'truckloads',
  },
  { code: 'doors', name: '入户宣传', nameEn: 'Doors called at', unit: '户', unitEn: 'doors' },
  {
    code: 'metres',
    name: '清理楼道、通道',
    nameEn: 'Lanes and stairs cleared',
    unit: '米',
    unitEn: 'metres',
  },
  {
    code: 'square_metres',
    name: '清理面积',
    nameEn: 'Area cleared',
    unit: '平方米',
    unitEn: 'square metres',
  },
  { code: 'vehicles', name: '挪移车辆', nameEn: 'Vehicles moved', unit: '辆', unitEn: 'vehicles' },
  {
    code: 'leaflets',
    name: '发宣传材料',
    nameEn: 'Leaflets given',
    unit: '份',
    unitEn: 'leaflets',
  },
]

export type CampaignStand = 'before' | 'now' | 'after'

/** Whether a campaign is still to come, goes on, or is over. */
export const standsAt = (
  campaign: { startsOn: string; endsOn: string },
  today: string,
): CampaignStand =>
  today < campaign.startsOn ? 'before' : today > campaign.endsOn ? 'after' : 'now'

/** How far a target is reached, from 0 to 1; more than was aimed at is still all of it. */
export const reached = (done: number, aim: number): number =>
  aim <= 0 ? 1 : Math.min(1, Math.max(0, done / aim))
