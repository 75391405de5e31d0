import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** Papers that a file brings forth. Their words are Chinese, as the law has them. */
export const paperKinds = [
  'order',
  'receipt',
  'reinspection',
  'promise',
  'transfer',
  'agreement',
] as const
export type PaperKind = (typeof paperKinds)[number]

/** What a paper can say, by the word that stands in the template between braces. */
export const fieldWords = {
  number: '文号',
  body: '执法机关',
  parties: '当事人',
  about: '当事人情况',
  place: '地点',
  matter: '案由',
  facts: '违法事实',
  violated: '违反条款',
  basis: '责令依据',
  demand: '改正要求',
  until: '改正期限',
  statement: '陈述申辩途径',
  reviewBody: '复议机关',
  court: '法院',
  officers: '执法人员',
  date: '日期',
  ofNumber: '原文号',
  mode: '送达方式',
  receiver: '收件人',
  proof: '送达情况',
  servedOn: '送达日期',
  finding: '复查情况',
  conclusion: '复查结论',
  promise: '承诺内容',
  community: '社区在场人员',
  receivingBody: '接收机关',
  law: '移送依据',
  dissuasions: '劝导记录',
  index: '材料目录',
  mediationBody: '调解组织',
  mediator: '调解员',
  agreement: '协议内容',
  performUntil: '履行期限',
} as const
export type PaperField = keyof typeof fieldWords
export type PaperFields = Partial<Record<PaperField, string>>

/** What the law, or sense, wants in a paper of this kind: a template without it is not taken. */
export const requiredFields: Record<PaperKind, readonly PaperField[]> = {
  order: [
    'number',
    'body',
    'parties',
    'place',
    'facts',
    'violated',
    'basis',
    'demand',
    'until',
    'reviewBody',
    'court',
    'officers',
    'date',
  ],
  receipt: ['ofNumber', 'parties', 'mode', 'proof', 'servedOn', 'officers', 'date'],
  reinspection: ['ofNumber', 'parties', 'place', 'finding', 'conclusion', 'officers', 'date'],
  promise: ['parties', 'promise', 'until', 'date'],
  transfer: ['number', 'body', 'receivingBody', 'parties', 'facts', 'law', 'index', 'date'],
  agreement: ['mediationBody', 'mediator', 'parties', 'facts', 'agreement', 'performUntil', 'date'],
}

/** Fields that a template of this kind may use beside. */
const alsoUsed: Record<PaperKind, readonly PaperField[]> = {
  order: ['about', 'matter', 'statement'],
  receipt: ['body', 'receiver', 'place'],
  reinspection: ['body', 'matter'],
  promise: ['place', 'matter', 'community', 'body'],
  transfer: ['matter', 'place', 'dissuasions', 'officers', 'about'],
  agreement: ['place', 'matter'],
}

export const fieldsOf = (kind: PaperKind): readonly PaperField[] => [
  ...requiredFields[kind],
  ...alsoUsed[kind],
]

/** One line of a paper. */
export type Line =
  | { kind: 'title' | 'right' | 'heading' | 'text'; text: string }
  | { kind: 'field'; label: string; text: string }
  | { kind: 'sign'; label: string }
  | { kind: 'seal'; unit: string; date: string }

const braces = /\{([^{}]*)\}/g

/**
 * A template is text, line by line, so that an office edits it without a program: `# ` the title, `## `
 * a heading, `> ` to the right, `| label | what |` a row, `~ ` a line to sign on, `@ unit | date` the
 * seal; everything else a paragraph.
 */
export const linesOf = (template: string): Line[] =>
  template
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(lineOf)

const cells = (text: string) => text.split('|').map((cell) => cell.trim())

function lineOf(line: string): Line {
  const rest = (mark: string) => line.slice(mark.length).trim()
  if (line.startsWith('## ')) return { kind: 'heading', text: rest('## ') }
  if (line.startsWith('# ')) return { kind: 'title', text: rest('# ') }
  if (line.startsWith('> ')) return { kind: 'right', text: rest('> ') }
  if (line.startsWith('~ ')) return { kind: 'sign', label: rest('~ ') }
  if (line.startsWith('@ ')) {
    const [unit = '', date = ''] = cells(rest('@ '))
    return { kind: 'seal', unit, date }
  }
  if (line.startsWith('| ')) {
    const [, label = '', ...what] = cells(line.replace(/\|$/, ''))
    return { kind: 'field', label, text: what.join('|') }
  }
  return { kind: 'text', text: line }
}

export interface TemplateTrouble {
  word: 'template_unknown_field' | 'template_missing_field' | 'template_no_title'
  fields: string[]
}

/** Whether a template may be kept: it says what it must, and asks for nothing that there is not. */
export function readTemplate(kind: PaperKind, template: string): Decision<null, TemplateTrouble> {
  const used = [...template.matchAll(braces)].map((match) => (match[1] ?? '').trim())
  const known = new Set<string>(fieldsOf(kind).map((field) => fieldWords[field]))
  const unknown = [...new Set(used.filter((word) => !known.has(word)))]
  if (unknown.length > 0) return refuse({ word: 'template_unknown_field', fields: unknown })
  const missing = requiredFields[kind]
    .map((field) => fieldWords[field])
    .filter((word) => !used.includes(word))
  if (missing.length > 0) return refuse({ word: 'template_missing_field', fields: [...missing] })
  if (!linesOf(template).some((line) => line.kind === 'title'))
    return refuse({ word: 'template_no_title', fields: [] })
  return accept(null)
}

const fieldByWord = new Map<string, PaperField>(
  Object.entries(fieldWords).map(([field, word]) => [word, field as PaperField]), // oxlint-disable-line typescript/no-unsafe-type-assertion -- the keys of the literal above
)

/** The lines with their fields filled in; or which fields that the template uses are empty. */
export function fillIn(
  kind: PaperKind,
  template: string,
  fields: PaperFields,
): Decision<Line[], { word: 'paper_field_missing'; fields: string[] }> {
  const required = new Set(requiredFields[kind])
  const missing = new Set<string>()
  const filled = (text: string) =>
    text.replaceAll(braces, (_, word: string) => {
      const field = fieldByWord.get(word.trim())
      const value = field === undefined ? undefined : fields[field]
      if (value) return value
      if (field === undefined || required.has(field)) missing.add(word.trim())
      return '　'
    })
  const lines = linesOf(template).map((line) => filledLine(line, filled))
  return missing.size > 0
    ? refuse({ word: 'paper_field_missing', fields: [...missing] })
    : accept(lines)
}

function filledLine(line: Line, filled: (text: string) => string): Line {
  if (line.kind === 'sign') return { kind: 'sign', label: filled(line.label) }
  if (line.kind === 'seal')
    return { kind: 'seal', unit: filled(line.unit), date: filled(line.date) }
  if (line.kind === 'field') return { kind: 'field', label: line.label, text: filled(line.text) }
  return { kind: line.kind, text: filled(line.text) }
}

/** The presets: ours, drafts until the lawyers of an office have read them. */
export const presetTemplates: Record<PaperKind, string> = {
  order: `# 责令限期改正通知书
> {文号}
{当事人}：
经查，你（单位）在{地点}有以下行为：{违法事实}
上述行为违反了{违反条款}的规定。依据{责令依据}，现责令你（单位）于{改正期限}前改正。改正要求：{改正要求}
逾期不改正的，本机关将依法移送有处罚权的机关处理。
你（单位）有权陈述和申辩。{陈述申辩途径}
对本通知不服的，可以自收到之日起六十日内向{复议机关}申请行政复议，也可以自收到之日起六个月内向{法院}提起行政诉讼。
| 执法人员及证号 | {执法人员} |
@ {执法机关} | {日期}
~ 当事人签收
~ 签收日期`,
  receipt: `# 送达回证
| 送达文书文号 | {原文号} |
| 受送达人 | {当事人} |
| 送达地点 | {地点} |
| 送达方式 | {送达方式} |
| 送达情况 | {送达情况} |
| 收件人 | {收件人} |
| 送达日期 | {送达日期} |
| 送达人及证号 | {执法人员} |
@ {执法机关} | {日期}`,
  reinspection: `# 复查记录
| 原文号 | {原文号} |
| 当事人 | {当事人} |
| 地点 | {地点} |
| 复查情况 | {复查情况} |
| 复查结论 | {复查结论} |
| 复查人员及证号 | {执法人员} |
~ 当事人意见及签名
@ {执法机关} | {日期}`,
  promise: `# 整改承诺书
{当事人}，地点：{地点}。
经约谈，本人（单位）承诺：{承诺内容}
完成日期：{改正期限}。到期由社区和城管队员上门复查。
| 社区在场人员 | {社区在场人员} |
~ 承诺人签名
> {日期}`,
  transfer: `# 案件移送函
> {文号}
{接收机关}：
我单位在工作中发现{当事人}在{地点}有以下行为：{违法事实}
该事项由贵单位管辖，依据{移送依据}，现将有关材料移送，请依法处理，并将受理编号、处理结果和日期告知我单位。
## 劝导记录
{劝导记录}
## 材料目录
{材料目录}
@ {执法机关} | {日期}`,
  agreement: `# 调解协议书
| 调解组织 | {调解组织} |
| 调解员 | {调解员} |
| 当事人 | {当事人} |
## 纠纷主要事实
{违法事实}
## 协议内容
{协议内容}
履行期限：{履行期限}。
~ 各方当事人签名或按指印
~ 调解员签名
> {日期}`,
}
