/**
 * The articles that a refusal, a paper or a clock rests on. Texts of laws are public; how sure we are
 * of the number stands beside it: `seen` in the text of the law, `known` without having seen it. An
 * office has its own lawyers check both before it relies on them.
 */
export const laws = {
  punishment: { name: '行政处罚法', nameEn: 'Administrative Punishment Law' },
  review: { name: '行政复议法', nameEn: 'Administrative Reconsideration Law' },
  suit: { name: '行政诉讼法', nameEn: 'Administrative Litigation Law' },
  civil: { name: '民事诉讼法', nameEn: 'Civil Procedure Law' },
  noise: { name: '噪声污染防治法', nameEn: 'Noise Pollution Law' },
  mediation: { name: '人民调解法', nameEn: 'People’s Mediation Law' },
  unlicensed: { name: '无证无照经营查处办法', nameEn: 'Rules on Unlicensed Trade' },
  inspection: {
    name: '国办发〔2024〕54号',
    nameEn: 'State Council General Office document 54 of 2024',
  },
} as const
export type Law = keyof typeof laws

export interface Article {
  law: Law
  number: string
  certainty: 'seen' | 'known'
}

const seen = (law: Law, number: string): Article => ({ law, number, certainty: 'seen' })
const known = (law: Law, number: string): Article => ({ law, number, certainty: 'known' })

export const articles = {
  /** A power may be given to streets and towns by decision of the province. */
  delegated: seen('punishment', '24'),
  /** Whoever punishes orders to put right, or to do so by a date. */
  order: seen('punishment', '28'),
  /** Mild and put right in time: no punishment; whoever is not punished is taught. */
  mild: seen('punishment', '33'),
  twoOfficers: seen('punishment', '42'),
  certificate: seen('punishment', '55'),
  filing: seen('punishment', '54'),
  decideWithin: seen('punishment', '60'),
  service: seen('punishment', '61'),
  workingDays: seen('punishment', '85'),
  publicNotice: known('civil', '95'),
  review: seen('review', '20'),
  reviewFirst: seen('review', '23'),
  suit: known('suit', '46'),
  noiseDissuasion: seen('noise', '70'),
  stalls: seen('unlicensed', '3'),
  refuseMediation: known('mediation', '26'),
  writtenAgreement: seen('mediation', '29'),
  oralAgreement: seen('mediation', '30'),
  confirmation: seen('mediation', '33'),
  inspectors: seen('inspection', ''),
  /** One body publishes how often a year it inspects one enterprise at most. */
  frequency: seen('inspection', ''),
} as const satisfies Record<string, Article>
export type ArticleName = keyof typeof articles

/** 《行政处罚法》第二十八条, as a paper or a refusal says it. */
export function sayArticle(name: ArticleName, language: 'zh-CN' | 'en'): string {
  const { law, number } = articles[name]
  if (language === 'en')
    return number === '' ? laws[law].nameEn : `${laws[law].nameEn}, article ${number}`
  return number === ''
    ? laws[law].name
    : `《${laws[law].name}》第${chineseNumber(Number(number))}条`
}

const digits = '零一二三四五六七八九'

/** Below one hundred thousand, as laws and papers number their articles. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 99_999) return String(n)
  if (n < 10) return digits[n] ?? ''
  const units = [
    [10_000, '万'],
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const
  let said = ''
  let rest = n
  let gap = false
  for (const [unit, word] of units) {
    const digit = Math.floor(rest / unit)
    rest %= unit
    if (digit === 0) {
      gap = said !== ''
      continue
    }
    said += `${gap ? '零' : ''}${digits[digit]}${word}`
    gap = false
  }
  return n < 20 ? said.replace(/^一十/, '十') : said
}
