import type { Say } from '#platform/web/console/say.ts'

/** 2 个工作日: a limit as people say it, working time named as such. */
export const limitWords = (
  limit: { value: number; unit: string },
  t: Say<'catalogueConsole'>,
): string => t(`unit.${limit.unit}`, { value: limit.value })
