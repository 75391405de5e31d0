import type { Block, Paper } from '#kernel/paper.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { isSpecial } from '../../domain/inspection-record.ts'
import { paperWords as words, sayDay } from '../../domain/paper-words.ts'
import { filledPaper } from '../papers/fields.ts'
import { composePaper } from '../papers/make.ts'
import { textIn } from '../papers/templates.ts'
import type { Making } from './record.ts'
import { sealedOf, type InspectionRecord } from './rows.ts'
import type { Cipher } from '#platform/server/cipher.ts'

/** The record of an inspection, numbered by its body and year, in the wording that holds now. */
export async function composeRecord(by: { tx: Tx; caller: Caller; today: string }, making: Making) {
  const { given, subject, officers } = making
  const { office, bodyId } = officers
  const composed = await composePaper(
    { tx: by.tx, districtId: by.caller.districtId, today: by.today },
    {
      kind: 'inspection',
      numbered: { bodyId, prefix: office.prefix },
      fields: {
        body: office.name,
        parties: subject.name,
        place: subject.addressText || words.none,
        matter: making.matter.name,
        ground: sayGround(making),
        inspectBasis: making.basis,
        inspectedOn: sayDay(making.day),
        shown: words.shown,
        looks: sayLooks(making),
        found: given.words,
        result: words.result[given.result],
        officers: officers.officers.map(({ name, number }) => `${name}（${number}）`).join('、'),
        signing: saySigning(making),
        date: sayDay(making.day),
      },
    },
  )
  const { serial, number } = composed
  if (serial === null || number === null) throw invalid('enforcement.office_missing')
  return { ...composed, serial, number }
}

const sayGround = ({ given }: Making) =>
  isSpecial(given.ground)
    ? `${words.ground[given.ground]}：${given.groundWords}（${words.agreedBy}${given.approver}）`
    : words.ground[given.ground]

const sayLooks = ({ given }: Making) =>
  given.looks
    .map(({ what, was, words: more }, index) =>
      [`${index + 1}. ${what}：${words.looked[was]}`, more].filter(Boolean).join('，'),
    )
    .join('\n')

function saySigning({ given: { signing } }: Making): string {
  if (signing.state === 'signed') return `${words.signedBy}${signing.by}`
  const witness = signing.witness === '' ? '' : `；${words.witness}${signing.witness}`
  return `${words.refusedToSign}${signing.reason}${witness}`
}

/** The record as it was made, to print: the same for ever, with a mark where it was made void. */
export function recordPaper(row: InspectionRecord, cipher: Cipher): { paper: Paper; name: string } {
  const text = textIn(row.template)
  const filled = filledPaper('inspection', text, sealedOf(row, cipher).fields)
  const mark: Block[] =
    row.voided_at === null
      ? []
      : [{ kind: 'paragraph', words: [{ text: words.state.void, bold: true }], align: 'right' }]
  const name = `${words.kind.inspection} ${row.number}`
  return { paper: { title: name, language: 'zh-CN', blocks: [...mark, ...filled] }, name }
}
