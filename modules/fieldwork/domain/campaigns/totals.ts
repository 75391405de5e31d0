import { headsOf, teamKinds, type Heads } from './campaign.ts'

/** Hazards of a campaign, a kind and a grade; those that were withdrawn are in none of these. */
export interface HazardGroup {
  campaignId: string
  kind: string
  grade: string
  found: number
  cleared: number
  open: number
  overdue: number
  cases: number
}

export interface DayGroup {
  campaignId: string
  days: number
  heads: Heads
}

export interface ResultGroup {
  campaignId: string
  measure: string
  amount: number
}

/** What the records of campaigns say, in groups; every total is made of these. */
export interface Groups {
  hazards: readonly HazardGroup[]
  days: readonly DayGroup[]
  results: readonly ResultGroup[]
}

export interface HazardSums {
  found: number
  cleared: number
  open: number
  overdue: number
  cases: number
}

export interface Sums extends HazardSums {
  byKind: (HazardSums & { code: string })[]
  byGrade: (HazardSums & { code: string })[]
  days: number
  people: number
  heads: Heads
  measures: { code: string; amount: number }[]
}

const nothing = (): HazardSums => ({ found: 0, cleared: 0, open: 0, overdue: 0, cases: 0 })

function add(to: HazardSums, one: HazardSums): void {
  to.found += one.found
  to.cleared += one.cleared
  to.open += one.open
  to.overdue += one.overdue
  to.cases += one.cases
}

function grouped(hazards: readonly HazardGroup[], by: 'kind' | 'grade') {
  const sums = new Map<string, HazardSums & { code: string }>()
  for (const one of hazards) {
    const code = one[by]
    const sum = sums.get(code) ?? { code, ...nothing() }
    add(sum, one)
    sums.set(code, sum)
  }
  return [...sums.values()].toSorted((a, b) => b.found - a.found || (a.code < b.code ? -1 : 1))
}

const noHeads = (): Heads => ({ officers: 0, volunteers: 0, guards: 0, merchants: 0, residents: 0 })

/** The totals of one campaign, or of all of them. Amounts are summed in hundredths, so that none is off. */
export function totalsFrom(groups: Groups, campaignId: string | null = null): Sums {
  const of = <One extends { campaignId: string }>(all: readonly One[]) =>
    campaignId === null ? all : all.filter((one) => one.campaignId === campaignId)
  const hazards = of(groups.hazards)
  const all = nothing()
  for (const one of hazards) add(all, one)
  const heads = noHeads()
  let days = 0
  for (const one of of(groups.days)) {
    days += one.days
    for (const kind of teamKinds) heads[kind] += one.heads[kind]
  }
  const hundredths = new Map<string, number>()
  for (const { measure, amount } of of(groups.results))
    hundredths.set(measure, (hundredths.get(measure) ?? 0) + Math.round(amount * 100))
  return {
    ...all,
    byKind: grouped(hazards, 'kind'),
    byGrade: grouped(hazards, 'grade'),
    days,
    people: headsOf(heads),
    heads,
    measures: [...hundredths].map(([code, sum]) => ({ code, amount: sum / 100 })),
  }
}

/** What a target of a campaign has come to: hazards cleared, people who took part, or a measure. */
export function doneOf(sums: Sums, of: string): number {
  const [what, code] = of.split('.')
  if (what === 'people') return sums.people
  if (what === 'measure') return sums.measures.find((one) => one.code === code)?.amount ?? 0
  return code === undefined
    ? sums.cleared
    : (sums.byKind.find((one) => one.code === code)?.cleared ?? 0)
}
