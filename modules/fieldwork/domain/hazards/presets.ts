/** Kinds and grades are data of the district. These are ours, and stand until it has its own of the same code. */
export interface HazardKindPreset {
  code: string
  name: string
  nameEn: string
}

export const kindPresets: readonly HazardKindPreset[] = [
  { code: 'wiring', name: '电线、飞线', nameEn: 'Wiring, loose lines' },
  { code: 'fire_lane', name: '堵占消防通道', nameEn: 'Blocked fire lane' },
  { code: 'stairwell', name: '楼道堆物', nameEn: 'Clutter in a stairwell' },
  { code: 'charging', name: '电动车违规充电', nameEn: 'E-bike charging' },
  { code: 'gas_bottle', name: '液化气瓶', nameEn: 'Gas bottles' },
  { code: 'hoarding', name: '广告牌、店招', nameEn: 'Hoardings and shop signs' },
  { code: 'facade', name: '外墙、附着物', nameEn: 'Loose façade' },
  { code: 'smoke_duct', name: '油烟管道', nameEn: 'Cooking-smoke ducts' },
  { code: 'manhole', name: '井盖、路面', nameEn: 'Manholes and paving' },
  { code: 'tree', name: '树木枯枝', nameEn: 'Dead trees and branches' },
  { code: 'other', name: '其他', nameEn: 'Other' },
]

export interface HazardGradePreset {
  code: string
  name: string
  nameEn: string
  /** Offered as the time to fix it in. */
  days: number
}

/** From the lightest on. */
export const gradePresets: readonly HazardGradePreset[] = [
  { code: 'minor', name: '一般', nameEn: 'Minor', days: 15 },
  { code: 'serious', name: '较大', nameEn: 'Serious', days: 7 },
  { code: 'major', name: '重大', nameEn: 'Major', days: 1 },
]

/** When time whistles for an overdue hazard, until a district says otherwise. */
export const ringPreset = { whistleAfterDays: 0, reportInHours: 24 }
