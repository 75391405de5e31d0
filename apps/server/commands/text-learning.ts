import {
  answerColumn,
  answerTo,
  readTable,
  trainOn,
  type Purpose,
} from '#modules/reading/server/index.ts'
import { UsageProblem } from '../configuration.ts'
import { allow, need, needFile, needTarget, say } from '../say.ts'
import { reading, writing } from './text-files.ts'

/** `--in FILE --model DIR`: learns, and says in one line of JSON what was learned and how good it is. */
export const textTrain = (purpose: Purpose) =>
  async function train(args: string[]): Promise<void> {
    allow(args, 'in', 'model')
    const file = needFile(args)
    const folder = need(args, 'model')
    const table = await readMessages(file)
    const answer = answerColumn[purpose]
    if (!table.columns.includes(answer))
      throw new UsageProblem(
        `${file} 里没有 ${answer} 这一列。`,
        `${file} has no column ${answer}.`,
      )
    const about = await writing(folder, () => trainOn(table, { purpose, folder, now: new Date() }))
    if (!about)
      throw new UsageProblem(
        `${file} 的 ${answer} 至少要有两种。`,
        `${answer} of ${file} must say at least two different things.`,
      )
    const { version, learnedFrom, labels, scores } = about
    say(JSON.stringify({ version, learnedFrom, labels: labels.length, scores }))
  }

/** `--model DIR --in FILE --out FILE`: reads every message of the file with what was learned. */
export const textAnswer = (purpose: Purpose) =>
  async function answer(args: string[]): Promise<void> {
    allow(args, 'model', 'in', 'out')
    const folder = need(args, 'model')
    const file = needFile(args)
    const out = needTarget(args)
    const table = await readMessages(file)
    if (!(await writing(out, () => answerTo(table, { purpose, folder, out }))))
      throw new UsageProblem(
        `${folder} 里没有可用的模型，请先训练。`,
        `${folder} holds no model for this; train one first.`,
      )
    say(JSON.stringify({ messages: table.rows.length }))
  }

async function readMessages(file: string) {
  const table = await reading(file, () => readTable(file))
  if (!table.columns.includes('subject') && !table.columns.includes('detail'))
    throw new UsageProblem(
      `${file} 里没有 subject 或 detail 这一列。`,
      `${file} has neither a column subject nor detail.`,
    )
  return table
}
