import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { Block } from '#kernel/paper.ts'
import {
  fillTemplate,
  parseTemplate,
  type Template,
  type TemplateFault,
  type TemplateField,
} from '#kernel/paper-template.ts'

/** Papers that a file brings forth. Their words are Chinese, as the law has them. */
export const paperKinds = [
  'order',
  'receipt',
  'reinspection',
  'promise',
  'transfer',
  'agreement',
  'inspection',
] as const
export type PaperKind = (typeof paperKinds)[number]

/** What a paper can say, by the word that stands in the template between brackets. */
export const fieldWords = {
  number: { zh: '文号', en: 'number' },
  body: { zh: '执法机关', en: 'body' },
  parties: { zh: '当事人', en: 'parties' },
  about: { zh: '当事人情况', en: 'about the parties' },
  place: { zh: '地点', en: 'place' },
  matter: { zh: '案由', en: 'matter' },
  facts: { zh: '违法事实', en: 'facts' },
  violated: { zh: '违反条款', en: 'articles broken' },
  basis: { zh: '责令依据', en: 'basis' },
  demand: { zh: '改正要求', en: 'demand' },
  until: { zh: '改正期限', en: 'last day' },
  statement: { zh: '陈述申辩途径', en: 'where to be heard' },
  reviewBody: { zh: '复议机关', en: 'review body' },
  court: { zh: '法院', en: 'court' },
  officers: { zh: '执法人员', en: 'officers' },
  date: { zh: '日期', en: 'date' },
  ofNumber: { zh: '原文号', en: 'number of the order' },
  mode: { zh: '送达方式', en: 'way of service' },
  receiver: { zh: '收件人', en: 'receiver' },
  proof: { zh: '送达情况', en: 'proof of service' },
  servedOn: { zh: '送达日期', en: 'day of service' },
  finding: { zh: '复查情况', en: 'finding' },
  conclusion: { zh: '复查结论', en: 'conclusion' },
  promise: { zh: '承诺内容', en: 'promise' },
  community: { zh: '社区在场人员', en: 'present from the community' },
  receivingBody: { zh: '接收机关', en: 'receiving body' },
  law: { zh: '移送依据', en: 'law of transfer' },
  dissuasions: { zh: '劝导记录', en: 'dissuasions' },
  index: { zh: '材料目录', en: 'index' },
  mediationBody: { zh: '调解组织', en: 'mediation body' },
  mediator: { zh: '调解员', en: 'mediator' },
  agreement: { zh: '协议内容', en: 'agreement' },
  performUntil: { zh: '履行期限', en: 'performance until' },
  ground: { zh: '检查缘由', en: 'ground of the inspection' },
  inspectBasis: { zh: '检查依据', en: 'basis of the inspection' },
  inspectedOn: { zh: '检查日期', en: 'day of the inspection' },
  shown: { zh: '出示证件', en: 'certificates shown' },
  looks: { zh: '检查内容', en: 'what was looked at' },
  found: { zh: '检查情况', en: 'what was found' },
  result: { zh: '检查结果', en: 'result' },
  signing: { zh: '签字情况', en: 'signature' },
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
  inspection: [
    'number',
    'body',
    'parties',
    'place',
    'matter',
    'ground',
    'inspectBasis',
    'inspectedOn',
    'shown',
    'looks',
    'result',
    'officers',
    'signing',
    'date',
  ],
}

/** Fields that a template of this kind may use beside. */
const alsoUsed: Record<PaperKind, readonly PaperField[]> = {
  order: ['about', 'matter', 'statement'],
  receipt: ['body', 'receiver', 'place', 'until'],
  reinspection: ['body', 'matter'],
  promise: ['place', 'matter', 'community', 'body'],
  transfer: ['matter', 'place', 'dissuasions', 'officers', 'about'],
  agreement: ['place', 'matter'],
  inspection: ['found'],
}

export const fieldsOf = (kind: PaperKind): readonly PaperField[] => [
  ...requiredFields[kind],
  ...alsoUsed[kind],
]

const known = (kind: PaperKind): TemplateField[] =>
  fieldsOf(kind).map((name) => {
    const { zh, en } = fieldWords[name]
    return { name, zh, en, optional: !requiredFields[kind].includes(name) }
  })

export type TemplateTrouble =
  | { word: 'template_broken'; faults: readonly TemplateFault[] }
  | { word: 'template_missing_field'; fields: readonly PaperField[] }

/** Whether a template may be kept: it can be read, and it says what a paper of this kind must say. */
export function readTemplate(kind: PaperKind, text: string): Decision<Template, TemplateTrouble> {
  const parsed = parseTemplate(text, known(kind))
  if (!parsed.ok) return refuse({ word: 'template_broken', faults: parsed.faults })
  const used = new Set(parsed.template.fields.map((field) => field.name))
  const fields = requiredFields[kind].filter((field) => !used.has(field))
  return fields.length > 0
    ? refuse({ word: 'template_missing_field', fields })
    : accept(parsed.template)
}

/** The blocks of a paper, filled in; or which of its fields have no value. */
export function fillIn(
  kind: PaperKind,
  text: string,
  fields: PaperFields,
): Decision<readonly Block[], { word: 'paper_field_missing'; fields: readonly string[] }> {
  const parsed = parseTemplate(text, known(kind))
  if (!parsed.ok) return refuse({ word: 'paper_field_missing', fields: [] })
  const { blocks, missing } = fillTemplate(parsed.template, fields)
  return missing.length > 0
    ? refuse({ word: 'paper_field_missing', fields: missing.map((field) => field.name) })
    : accept(blocks)
}

/** The presets: ours, drafts until the lawyers of an office have read them. */
export const presetTemplates: Record<PaperKind, string> = {
  order: `# 责令限期改正通知书
> 【文号】
: 【当事人】：
经查，你（单位）在【地点】有以下行为：【违法事实】
上述行为违反了【违反条款】的规定。依据【责令依据】，现责令你（单位）于【改正期限】前改正。改正要求：【改正要求】
逾期不改正的，本机关将依法移送有处罚权的机关处理。
你（单位）有权陈述和申辩。【陈述申辩途径】
对本通知不服的，可以自收到之日起六十日内向【复议机关】申请行政复议，也可以自收到之日起六个月内向【法院】提起行政诉讼。
执法人员及证号：【执法人员】
[盖章] 【执法机关】，【日期】
[签名] 当事人签收，签收日期`,
  receipt: `# 送达回证
| 送达文书文号 | 【原文号】 |
| 受送达人 | 【当事人】 |
| 送达地点 | 【地点】 |
| 送达方式 | 【送达方式】 |
| 送达情况 | 【送达情况】 |
| 收件人 | 【收件人】 |
| 送达日期 | 【送达日期】 |
? | 改正期限至 | 【改正期限】 |
| 送达人及证号 | 【执法人员】 |
[盖章] 【执法机关】，【日期】`,
  reinspection: `# 复查记录
| 原文号 | 【原文号】 |
| 当事人 | 【当事人】 |
| 地点 | 【地点】 |
| 复查情况 | 【复查情况】 |
| 复查结论 | 【复查结论】 |
| 复查人员及证号 | 【执法人员】 |
[签名] 当事人意见及签名
[盖章] 【执法机关】，【日期】`,
  promise: `# 整改承诺书
【当事人】，地点：【地点】。
经约谈，本人（单位）承诺：【承诺内容】
完成日期：【改正期限】。到期由社区和城管队员上门复查。
| 社区在场人员 | 【社区在场人员】 |
[签名] 承诺人签名
> 【日期】`,
  transfer: `# 案件移送函
> 【文号】
: 【接收机关】：
我单位在工作中发现【当事人】在【地点】有以下行为：【违法事实】
该事项由贵单位管辖，依据【移送依据】，现将有关材料移送，请依法处理，并将受理编号、处理结果和日期告知我单位。
## 劝导记录
【劝导记录】
## 材料目录
【材料目录】
[盖章] 【执法机关】，【日期】`,
  agreement: `# 调解协议书
| 调解组织 | 【调解组织】 |
| 调解员 | 【调解员】 |
| 当事人 | 【当事人】 |
## 纠纷主要事实
【违法事实】
## 协议内容
【协议内容】
履行期限：【履行期限】。
[签名] 各方当事人签名或按指印，调解员签名
> 【日期】`,
  inspection: `# 现场检查记录
> 【文号】
| 被检查单位 | 【当事人】 |
| 地点 | 【地点】 |
| 检查日期 | 【检查日期】 |
| 检查事项 | 【案由】 |
| 检查缘由 | 【检查缘由】 |
| 检查依据 | 【检查依据】 |
| 检查人员及证号 | 【执法人员】 |
| 出示证件 | 【出示证件】 |
## 检查内容
【检查内容】
? 检查情况：【检查情况】
检查结果：【检查结果】
签字情况：【签字情况】
[盖章] 【执法机关】，【日期】
[签名] 被检查单位，检查人员`,
}
