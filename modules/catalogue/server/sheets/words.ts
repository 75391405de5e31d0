import { bothOf, whyIn } from '#platform/server/spreadsheet/index.ts'
import en from '../../words/en.json' with { type: 'json' }
import zh from '../../words/zh-CN.json' with { type: 'json' }
import sheetsEn from '../../words/sheets.en.json' with { type: 'json' }
import sheetsZh from '../../words/sheets.zh-CN.json' with { type: 'json' }

/** Titles and reasons of the sheets. */
export const said = bothOf(sheetsZh, sheetsEn)
/** Words of the catalogue that pages use as well: stages, classes, urgencies. */
export const known = bothOf(zh, en)
export const whySo = whyIn(known)
