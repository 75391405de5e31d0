import type { Message } from '../../domain/classifier/features.ts'
import type { Example } from '../../domain/classifier/train.ts'
import type { Purpose } from './folder.ts'
import type { Table } from './table.ts'

type Row = Table['rows'][number]

/** What was written, as the columns name it. */
export const messageIn = (row: Row): Message => ({ subject: row('subject'), detail: row('detail') })

/** The column in which the answer stands, for each purpose; several stand in one cell with ¦ or | between. */
export const answerColumn: Record<Purpose, string> = { classify: 'label', route: 'reply_orgs' }

/** The page of the data writes ¦, since | parts its own tables; the files write |. */
const BETWEEN = /[¦|｜]/u

const labelsIn = (row: Row, purpose: Purpose): string[] =>
  [
    ...new Set(
      purpose === 'classify'
        ? [row('label').trim()]
        : row('reply_orgs')
            .split(BETWEEN)
            .map((one) => one.trim()),
    ),
  ].filter((one) => one !== '')

/**
 * The rows that say their answer. Near-duplicates are told by the column `group`; without it, by the
 * same heading, or where that is missing, by the same words.
 */
export const examplesIn = ({ rows }: Table, purpose: Purpose): Example[] =>
  rows.flatMap((row) => {
    const labels = labelsIn(row, purpose)
    const message = messageIn(row)
    const group = row('group') || (message.subject || message.detail).replace(/\s/gu, '')
    return labels.length === 0 ? [] : [{ message, labels, group }]
  })
