import { statSync, type Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { UsageProblem } from './configuration.ts'

/** A line to whoever runs the program. Logs go elsewhere. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** The value of `--name value`, or a UsageProblem that names it. */
export function need(args: string[], name: string): string {
  const value = option(args, name)
  if (!value) throw new UsageProblem(`缺少 --${name}。`, `--${name} is missing.`)
  return value
}

/** Refuses what a command does not know, so that a slip of the pen is not taken for a wish. */
export function allow(args: string[], ...names: string[]): void {
  for (let at = 0; at < args.length; at++) {
    const given = args[at] ?? ''
    const name = /^--([^=]+)/.exec(given)?.[1]
    if (name === undefined || !names.includes(name))
      throw new UsageProblem(
        `不认识 ${given}。${known(names, '可用：', '不需要参数。')}`,
        `${given} is not known here. ${known(names, 'There is: ', 'Nothing is expected.')}`,
      )
    if (!given.includes('=')) at++
  }
}

const known = (names: string[], some: string, none: string) =>
  names.length > 0 ? `${some}${names.map((name) => `--${name}`).join(' ')}` : none

/** What stands there; undefined where nothing does, or can (a name that is too long, a file as a folder). */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** A file that must be there, by `--in`. */
export function needFile(args: string[]): string {
  const file = need(args, 'in')
  if (!statusOf(file)?.isFile())
    throw new UsageProblem(`没有文件 ${file}。`, `There is no file ${file}.`)
  return file
}

/** A file to be written, by `--out`, in a folder that is there. */
export function needTarget(args: string[]): string {
  const file = need(args, 'out')
  const folder = dirname(resolve(file))
  if (!statusOf(folder)?.isDirectory())
    throw new UsageProblem(`没有文件夹 ${folder}。`, `There is no folder ${folder}.`)
  if (statusOf(file)?.isDirectory())
    throw new UsageProblem(`${file} 是文件夹。`, `${file} is a folder.`)
  return file
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
