import { keptValue } from '../phone/kept.ts'

/** A report made or followed from this phone, with the key that lets its reporter add and judge. */
export interface OwnReport {
  districtId: string
  shortCode: string
  number: string
  ownKey: string
  lookKey: string | null
  words: string
  at: string
}

const kept = keptValue<readonly OwnReport[]>('gongzhi.own-reports', [])

const same = (a: OwnReport, b: Pick<OwnReport, 'districtId' | 'shortCode'>) =>
  a.districtId === b.districtId && a.shortCode === b.shortCode

export function keepReport(report: OwnReport): void {
  kept.set([report, ...kept.get().filter((r) => !same(r, report))].slice(0, 50))
}

export const useOwnReports = (districtId: string): readonly OwnReport[] =>
  kept.use().filter((r) => r.districtId === districtId)

export const useOwnReport = (districtId: string, shortCode: string): OwnReport | undefined =>
  kept.use().find((r) => same(r, { districtId, shortCode }))
