import type { Say } from '#platform/web/console/say.ts'

export interface Limit {
  value: number
  unit: string
  reading?: 'ROLLING' | 'END_OF_DAY' | undefined
  duty?: boolean | undefined
}

/** 2 个工作日: a limit as people say it, working time named as such. */
export const limitWords = (limit: Limit, t: Say<'catalogueConsole'>): string =>
  t(`unit.${limit.unit}`, { value: limit.value }) +
  (limit.duty ? t('unit.duty') : '') +
  (limit.reading ? t(`unit.reading.${limit.reading}`) : '')

export const isLimit = (value: unknown): value is Limit =>
  typeof value === 'object' && value !== null && 'unit' in value && 'value' in value
