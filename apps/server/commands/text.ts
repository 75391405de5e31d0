import { UsageProblem } from '../configuration.ts'
import { hotIssuesCommand } from './text-hot-issues.ts'
import { textAnswer, textTrain } from './text-learning.ts'

type Run = (args: string[]) => Promise<number | void>

/** What `text` can do, one line each; a part with much to say has a file of its own. */
const parts: Record<string, Run> = {
  train: textTrain('classify'),
  classify: textAnswer('classify'),
  'route-train': textTrain('route'),
  route: textAnswer('route'),
  'hot-issues': hotIssuesCommand,
}

/** `text <part>`: what people write, learned from and read, from a CSV to a CSV and without a database. */
export async function textCommand([name = '', ...args]: string[]): Promise<number | void> {
  const run = Object.hasOwn(parts, name) ? parts[name] : undefined
  const names = Object.keys(parts)
  if (!run)
    throw new UsageProblem(
      `只能是 text ${names.join('、')}。`,
      `It is text ${names.join(', text ')}.`,
    )
  return run(args)
}
