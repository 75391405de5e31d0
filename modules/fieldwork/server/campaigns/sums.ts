import type { Totals } from '../../contract/campaigns.ts'
import { sayIn, type Language } from '../hazards/paper.ts'
import en from '../../words/campaigns.en.json' with { type: 'json' }
import zh from '../../words/campaigns.zh-CN.json' with { type: 'json' }

export const campaignWords = (language: Language) => sayIn(language === 'en' ? en : zh)

export interface Line {
  name: string
  amount: number
  unit: string
}

/** The figures of a campaign as lines with their units, in one order on paper and in sheets. */
export function linesOf(totals: Totals, language: Language): Line[] {
  const say = campaignWords(language)
  const named = ({ name, nameEn }: { name: string; nameEn: string }) =>
    language === 'en' ? nameEn : name
  return [
    { name: say('sum.days'), amount: totals.days, unit: say('sum.daysUnit') },
    { name: say('sum.people'), amount: totals.people, unit: say('sum.peopleUnit') },
    ...totals.measures.map((one) => ({
      name: named(one),
      amount: one.amount,
      unit: language === 'en' ? one.unitEn : one.unit,
    })),
    { name: say('sum.found'), amount: totals.found, unit: say('sum.unit') },
    { name: say('sum.cleared'), amount: totals.cleared, unit: say('sum.unit') },
    { name: say('sum.open'), amount: totals.open, unit: say('sum.unit') },
    { name: say('sum.overdue'), amount: totals.overdue, unit: say('sum.unit') },
    { name: say('sum.cases'), amount: totals.cases, unit: say('sum.caseUnit') },
  ]
}
