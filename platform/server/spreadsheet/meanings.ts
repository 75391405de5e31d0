import type { z } from 'zod'
import type { Problem } from '../problem.ts'
import { CellFault, ColumnFault, type Both } from './take-in.ts'

type Words = Readonly<Record<string, string>>

/** Words of a module in both languages by their key; the key itself where there are none. */
export const bothOf =
  (zh: Words, en: Words) =>
  (key: string): Both => ({ zh: zh[key] ?? key, en: en[key] ?? zh[key] ?? key })

/** Words with what stands in their gaps `{{name}}`. */
export const filledIn = ({ zh, en }: Both, details: Readonly<Record<string, unknown>>): Both => {
  const fill = (text: string) =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = details[name]
      return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    })
  return { zh: fill(zh), en: fill(en) }
}

/** How a refusal of a rule is said in the sheet of faults: as the pages of the module say it. */
export const whyIn =
  (words: (key: string) => Both) =>
  (problem: Problem): Both => {
    const key = `error.${problem.code}`
    const said = words(key)
    return said.zh === key
      ? { zh: `不能这样改（${problem.code}）`, en: `This cannot be done (${problem.code})` }
      : filledIn(said, problem.details)
  }

/** A column whose cells hold one of a few words; codes are understood as well. */
export function choice<Code extends string>(codes: readonly Code[], said: (code: Code) => Both) {
  const known = codes.map((code) => ({ code, ...said(code) }))
  const say = (code: string, language: keyof Both) =>
    known.find((k) => k.code === code)?.[language] ?? code
  return {
    say,
    meaning: (text: string): Code => {
      const asked = text.toLowerCase()
      const found = known.find((k) =>
        [k.code, k.zh, k.en].some((name) => name.toLowerCase() === asked),
      )
      if (found) return found.code
      throw new CellFault({
        zh: `只能填：${known.map((k) => k.zh).join('、')}`,
        en: `one of: ${known.map((k) => k.en).join(', ')}`,
      })
    },
  }
}

const yesOrNo = choice(['true', 'false'], (code) =>
  code === 'true' ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' },
)

/** A column that says yes or no. */
export const yesNo = {
  show: (is: boolean, language: keyof Both) => yesOrNo.say(String(is), language),
  meaning: (text: string) => {
    if (text === '1') return 'true'
    return text === '0' ? 'false' : yesOrNo.meaning(text)
  },
}

/** A column of several short texts, each on a line of its cell. */
export const severalLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** A column whose texts have one form; `why` is what is said of any other. */
export const formed = (form: RegExp, why: Both) => (text: string) => {
  if (!form.test(text)) throw new CellFault(why)
  return text
}

/** What a schema lets through; otherwise the fault of the column that its first issue is about. */
export function fitting<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ColumnFault(String(issue?.path[0] ?? ''), whyNot(issue))
}

function whyNot(issue: z.core.$ZodIssue | undefined): Both {
  if (issue?.code === 'too_big')
    return issue.origin === 'string'
      ? { zh: `最多 ${issue.maximum} 个字`, en: `at most ${issue.maximum} characters` }
      : { zh: `最多 ${issue.maximum}`, en: `at most ${issue.maximum}` }
  if (issue?.code === 'too_small') return { zh: '不能为空，也不能太小', en: 'empty, or too small' }
  return { zh: '格式不对', en: 'not of the right form' }
}
