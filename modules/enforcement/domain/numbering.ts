/** Papers that carry a number, and the word in it. */
export const numbered = {
  order: '责改',
  transfer: '移送',
  inspection: '检查',
} as const
export type NumberedKind = keyof typeof numbered

export interface PaperNumber {
  prefix: string
  kind: NumberedKind
  year: number
  serial: number
}

/** 孝南城管责改字〔2026〕第12号. */
export const sayNumber = ({ prefix, kind, year, serial }: PaperNumber): string =>
  `${prefix}${numbered[kind]}字〔${year}〕第${serial}号`
