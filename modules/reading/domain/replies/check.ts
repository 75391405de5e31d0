import { personalIn, type Personal } from '#kernel/masking.ts'

/** What a reply ought to say: what was done, by whom, when, on what ground, and whom to call. */
export const replyParts = ['done', 'by', 'when', 'basis', 'contact'] as const
export type ReplyPart = (typeof replyParts)[number]

const says: Record<ReplyPart, RegExp> = {
  done: /已[经于]?[^，。；]{0,20}(?:完|好|修|换|清|拆|改|补|装|查|处理|整改|处罚|受理|转|安排|停|联系|协调|解决|约谈|核实|到场)|(?:修复|更换|清理|拆除|整改|处理|恢复|安装|核实|查处|约谈|疏通|补种|施划)(?:完毕|完成|到位|了|后)|\b(?:repaired|fixed|replaced|removed|cleaned|cleared|restored|inspected|checked|fined|ordered|installed|planted|handled|done|solved|resolved|mended|put right)\b/iu,
  by: /(?:局|中心|街道办?|社区|居委会|公司|物业|大队|中队|办公室|委员会|所|部门|单位|施工队|专班)(?=[^，。；]{0,16}(?:已|将|会|工作人员|队员|派|于|完|处理|核实|到|负责|组织|安排))|我(?:局|中心|单位|们|社区|街道|所|队)|由[^，。；]{2,20}(?:负责|办理|处置|处理|维修|施工|清运)|工作人员|\b(?:we|our (?:team|staff|office)|by (?:the|our) [a-z ]*(?:centre|center|office|bureau|team|department|company|crew|station|unit)|the [a-z ]*(?:centre|center|office|bureau|team|department|company|crew|unit) (?:has|have|had|will))\b/iu,
  when: /(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:月|日|号|时|点|小时|个?工作日|天|周)|今[天日晨早晚]|昨[天日晚]|明[天日]|前天|上午|下午|当[天日]|本周|下周|月底|\d{4}[-/.]\d{1,2}|\d{1,2}[:：]\d{2}|\b(?:today|yesterday|tomorrow|this (?:morning|afternoon|week)|next week|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d|\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)|within \d+|in \d+ (?:hours?|days?))\b/iu,
  basis:
    /《[^》]{2,40}》|依据|根据|按照|依照|依法|规定|条例|办法|标准|规划|合同|权限|\b(?:under|according to|by law|regulations?|rules?|act|article|standard|as required|bylaw)\b/iu,
  contact:
    /(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}|1[3-9]\d{9}|\b12345\b|\b\d{5}\b(?=热线)|(?:联系|致电|拨打|咨询|来电)(?=[^，。；]{0,20}(?:\d|电话|社区|中心|办|局|热线|我们))|\b(?:call|phone|telephone|contact|reach|ring|e-?mail)\b/iu,
}

export interface ReplyCheck {
  /** Parts that nothing in the words speaks of. */
  lacks: ReplyPart[]
  /** Numbers of people in the words, by their place. */
  holds: Personal[]
  /** Identity numbers and telephones of people want a second look before they go out. */
  confirm: boolean
}

const pointedOut = new Set<Personal['kind']>(['identity', 'phone', 'bank_card'])

/** A mobile phone is somebody's; a landline is mostly an office's, which a reply ought to name. */
const isOwn = (number: string) =>
  /^(?:86)?1[3-9]\d{9}$/u.test(number.normalize('NFKC').replace(/\D/gu, '').replace(/^00/u, ''))

/**
 * What a reply lacks, and whose numbers it gives away. Advice for whoever writes it: the words of a
 * reply are many, and only what is nowhere hinted at is said to be missing.
 */
export function checkReply(words: string): ReplyCheck {
  const text = words.slice(0, 10_000)
  const holds = personalIn(text).filter(
    ({ kind, from, to }) =>
      pointedOut.has(kind) && (kind !== 'phone' || isOwn(text.slice(from, to))),
  )
  return {
    lacks:
      text.trim() === '' ? [...replyParts] : replyParts.filter((part) => !says[part].test(text)),
    holds,
    confirm: holds.some(({ kind }) => kind === 'identity' || kind === 'phone'),
  }
}

/** What none of several replies says: told of all at once, and of each only what it lacks besides. */
export const lackedByAll = (checks: readonly ReplyCheck[]): ReplyPart[] =>
  checks.length === 0
    ? []
    : replyParts.filter((part) => checks.every(({ lacks }) => lacks.includes(part)))
