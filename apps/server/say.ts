import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { StartProblem } from './configuration.ts'

/** A line to whoever runs the program. Logs go elsewhere. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The value of `--name value`, or a StartProblem that names it. */
export function need(args: string[], name: string): string {
  const value = option(args, name)
  if (!value) throw new StartProblem(`缺少 --${name}。`, `--${name} is missing.`)
  return value
}

export function option(args: string[], name: string): string | undefined {
  const { values } = parseArgs({ args, options: { [name]: { type: 'string' } }, strict: false })
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** A bar for long work; on a pipe nothing is drawn. `total` may grow as more becomes known. */
export function progressBar(): {
  show(what: string, done: number, total: number): void
  end(): void
} {
  const bar = new SingleBar({
    format: '{bar} {percentage}% {what} {value}/{total}',
    hideCursor: true,
    noTTYOutput: false,
  })
  let started = false
  return {
    show(what, done, total) {
      if (!process.stderr.isTTY) return
      if (started) bar.setTotal(total)
      else bar.start(total, done, { what })
      started = true
      bar.update(done, { what })
    },
    end() {
      if (started) bar.stop()
    },
  }
}
