import type { FaultCode, TemplateFault } from './paper-template.ts'

export interface Both {
  zh: string
  en: string
}

const SAID: Readonly<Record<FaultCode, (what: string) => Both>> = {
  unknown_field: (what) => ({
    zh: `没有“${what}”这个字段`,
    en: `there is no field named “${what}”`,
  }),
  not_closed: (what) => ({
    zh: `括号没有成对：${what}`,
    en: `a bracket is not closed: ${what}`,
  }),
  unknown_mark: (what) => ({ zh: `看不懂“${what}”`, en: `“${what}” is not understood` }),
  nothing_after: (what) => ({ zh: `“${what}”后面没有内容`, en: `nothing follows “${what}”` }),
  wrong_kind: (what) => ({
    zh: `“${what}”不能放在这里：图片用［图片］，表格用［表格］，都要单独一行`,
    en: `“${what}” cannot stand here: pictures stand after [pictures] and tables after [table], alone on the line`,
  }),
  odd_grid: () => ({
    zh: '表格行要一个名称配一个内容',
    en: 'a row of a grid needs a value for each name',
  }),
  too_long: () => ({ zh: '太长了', en: 'too long' }),
  empty: () => ({ zh: '模板是空的', en: 'the template is empty' }),
}

/** What is wrong with a template, with its line, in both languages. */
export function sayFault({ line, code, what }: TemplateFault): Both {
  const said = SAID[code](what)
  return { zh: `第 ${line} 行：${said.zh}`, en: `Line ${line}: ${said.en}` }
}
