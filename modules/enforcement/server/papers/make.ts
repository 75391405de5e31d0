import { sql } from 'kysely'
import type { Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import { sayNumber, type NumberedKind } from '../../domain/numbering.ts'
import type { PaperFields, PaperKind } from '../../domain/template.ts'
import type { FileChange } from '../files/change.ts'
import { filledPaper } from './fields.ts'
import { templateOf } from './templates.ts'

export interface NewPaper {
  id: string
  kind: PaperKind
  fields: PaperFields
  /** Of a paper that carries a number: whose. */
  numbered?: { bodyId: string; prefix: string } | undefined
  untilDay?: string
}

const isNumbered = (kind: PaperKind): kind is NumberedKind =>
  kind === 'order' || kind === 'transfer' || kind === 'inspection'

interface Making {
  tx: Tx
  districtId: string
  today: string
}

/** A paper with its number and wording, before it is kept. */
export async function composePaper(
  { tx, districtId, today }: Making,
  paper: Pick<NewPaper, 'kind' | 'fields' | 'numbered'>,
) {
  const { kind } = paper
  const template = await templateOf(tx, districtId, kind)
  const year = Number(today.slice(0, 4))
  // What is missing is said before a number is taken.
  filledPaper(kind, template.text, { ...paper.fields, number: '号' })
  const { serial, number } = await numberFor({ tx, districtId }, paper, year)
  const fields = number === null ? paper.fields : { ...paper.fields, number }
  return { template, year, serial, number, fields }
}

/**
 * Makes a paper in the transaction of its step: number, fields and wording are kept together, so that
 * after a fault there is the whole paper or none, and it prints the same for ever. Answers its number.
 */
export async function makePaper(change: FileChange, paper: NewPaper): Promise<string | null> {
  const { tx, row, caller, now, cipher, today } = change
  const { kind } = paper
  const { districtId } = caller
  const { template, year, serial, number, fields } = await composePaper(
    { tx, districtId, today },
    paper,
  )
  const added = await tx
    .insertInto('enforcement.paper')
    .values({
      district_id: caller.districtId,
      id: paper.id,
      file_id: row.id,
      kind,
      number,
      body_id: paper.numbered?.bodyId ?? row.body_id,
      year: serial === null ? null : year,
      serial,
      made_at: now,
      made_by: caller.personId ?? '',
      seq: change.seq,
      until_day: paper.untilDay ?? null,
      template_version: template.version,
      template: JSON.stringify({ text: template.text }),
      fields_cipher: cipher.seal(JSON.stringify(fields)),
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) throw refused('enforcement.client_id_taken')
  return number
}

/** A paper without a body that numbers it has none. */
async function numberFor(
  of: Pick<Making, 'tx' | 'districtId'>,
  { kind, numbered }: Pick<NewPaper, 'kind' | 'numbered'>,
  year: number,
) {
  if (!isNumbered(kind) || !numbered) return { serial: null, number: null }
  const { bodyId, prefix } = numbered
  const serial = await takeSerial(of, { bodyId, kind, year })
  return { serial, number: sayNumber({ prefix, kind, year, serial }) }
}

/** The next number; whoever comes at the same moment waits for this transaction, and gets the one after. */
async function takeSerial(
  { tx, districtId }: Pick<Making, 'tx' | 'districtId'>,
  of: { bodyId: string; kind: NumberedKind; year: number },
): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into enforcement.counter (district_id, body_id, kind, year, last)
    values (${districtId}, ${of.bodyId}, ${of.kind}, ${of.year}, 1)
    on conflict (district_id, body_id, kind, year) do update set last = counter.last + 1
    returning last`.execute(tx)
  return rows[0]?.last ?? 1
}
