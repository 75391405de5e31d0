import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { codeOf } from './failures.ts'
import { markOf } from './processes.ts'
import { until } from './waiting.ts'

/**
 * Does the work while no other living program holds the lock file. The lock of a program that was
 * killed counts for nothing. Waits up to a minute, then throws what `tooLong` makes.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  tooLong: () => Error,
): Promise<T> {
  const mark = `${await markOf(process.pid)} ${randomBytes(6).toString('hex')}`
  if (!(await until(() => take(file, mark), 60_000, 50))) throw tooLong()
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

/** The lock appears with its content or not at all, because a link is made in one step. */
async function take(file: string, mark: string): Promise<boolean> {
  const own = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(own, mark, { mode: 0o600 })
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    await removeIfDead(file)
    return false
  } finally {
    await rm(own, { force: true })
  }
}

/** Moves it aside before looking again, so that a lock taken meanwhile by another is given back. */
async function removeIfDead(file: string): Promise<void> {
  if (await isHeld(file)) return
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  await rename(file, aside).catch(() => {})
  if (await isHeld(aside)) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}

async function isHeld(file: string): Promise<boolean> {
  const mark = await readFile(file, 'utf8').catch(() => '')
  const pid = Number(mark.split(' ')[0])
  if (!pid) return false
  const living = await markOf(pid)
  return living !== null && mark.startsWith(`${living} `)
}
