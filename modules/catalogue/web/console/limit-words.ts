import type { TFunction } from 'i18next'

/** 2 个工作日: a limit as people say it, working time named as such. */
export const limitWords = (
  limit: { value: number; unit: string },
  t: TFunction<'catalogueConsole'>,
): string => t(`unit.${limit.unit}`, { value: limit.value })
