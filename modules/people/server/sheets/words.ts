import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { bothOf, whyIn, type Taking } from '#platform/server/spreadsheet/index.ts'
import consoleEn from '../../words/console.en.json' with { type: 'json' }
import consoleZh from '../../words/console.zh-CN.json' with { type: 'json' }
import en from '../../words/en.json' with { type: 'json' }
import sheetsEn from '../../words/sheets.en.json' with { type: 'json' }
import sheetsZh from '../../words/sheets.zh-CN.json' with { type: 'json' }
import zh from '../../words/zh-CN.json' with { type: 'json' }
import { audit } from '../audit.ts'

/** Titles and reasons of the sheets. */
export const said = bothOf(sheetsZh, sheetsEn)
/** Words that the pages of people use as well. */
export const known = bothOf(consoleZh, consoleEn)
export const whySo = whyIn(bothOf(zh, en))

/** Written into the log once for the whole sheet, with the reason: each line is written down besides. */
export async function recordSheet(tx: Tx, { caller, now, reason }: Taking, sheet: string) {
  await audit(tx, caller, { act: 'people.sheet_taken', details: { sheet, reason }, at: now })
}

/** Who takes a list of people away is known afterwards. */
export const recordDownload = (sheet: string) => async (db: Db, caller: Caller, now: Date) => {
  await audit(db, caller, { act: 'people.sheet_downloaded', details: { sheet }, at: now })
}
