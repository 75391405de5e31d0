import { keptValue } from '../../phone/kept.ts'

/** Whether anything unsent lies on this phone, so that the first page need not fetch what opens it. */
export const keptHere = keptValue<boolean>('gongzhi.reports.here', false)
