import { audit } from '#modules/people/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import {
  bothOf,
  CellFault,
  severalLines,
  whyIn,
  type Both,
  type InColumn,
  type Taking,
} from '#platform/server/spreadsheet/index.ts'
import en from '../../words/en.json' with { type: 'json' }
import zh from '../../words/zh-CN.json' with { type: 'json' }
import sheetsEn from '../../words/settings-sheets.en.json' with { type: 'json' }
import sheetsZh from '../../words/settings-sheets.zh-CN.json' with { type: 'json' }

/** Titles and reasons of the sheets. */
export const said = bothOf(sheetsZh, sheetsEn)
export const whySo = whyIn(bothOf(zh, en))

interface Several<Row> {
  key: string
  /** What stands on each line. */
  of: (row: Row) => readonly string[]
  form: RegExp
  why: Both
}

/** A column of several codes, each on a line of its cell. */
export function severalCodes<Row>({ key, of, form, why }: Several<Row>): InColumn<Row> {
  return {
    key,
    title: said(`col.${key}`),
    width: 24,
    show: (row) => of(row).join('\n'),
    meaning: (text) => {
      const codes = severalLines(text.replaceAll(/[,，、;；]/g, '\n'))
      if (!codes.every((code) => form.test(code))) throw new CellFault(why)
      return codes.join('\n')
    },
  }
}

export const matterForm = /^(component|matter):\d{2,5}$/
export const guideForm = /^[A-Z]{2}\d{2,4}$/

/** Written into the log once for the whole sheet, with the reason: each line is written down besides. */
export async function recordSheet(tx: Tx, taking: Taking, sheet: string): Promise<void> {
  await audit(tx, taking.caller, {
    act: 'cases.settings_sheet_taken',
    details: { sheet, reason: taking.reason },
    at: taking.now,
  })
}
