import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseStartError } from './failures.ts'

/** The user the server runs as. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * The user the server is to run as: null means "as ourselves". PostgreSQL refuses to run as root,
 * so root takes `postgres`, or else `nobody`.
 */
export function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name)
    if (uid) return { name, uid, gid: idOf('-g', name) ?? uid }
  }
  throw new DatabaseStartError('no-account')
}

function idOf(which: '-u' | '-g', name: string): number | null {
  try {
    const answer = execFileSync('id', [which, name], { stdio: ['ignore', 'pipe', 'ignore'] })
    return Number(answer.toString().trim()) >>> 0
  } catch {
    return null
  }
}

/** Whether the user may enter this folder and all above it; of a folder not made yet, those above it. */
export function mayEnter(folder: string, { uid, gid }: { uid: number; gid: number }): boolean {
  const above = dirname(folder)
  const status = statSync(folder, { throwIfNoEntry: false })
  const here = !status || Boolean(bitsFor(status, uid, gid) & 1)
  return here && (above === folder || mayEnter(above, { uid, gid }))
}

/** Whether the user may read and run this file, and reach it. */
export function mayRun(file: string, { uid, gid }: { uid: number; gid: number }): boolean {
  const status = statSync(file, { throwIfNoEntry: false })
  return (
    Boolean(status) &&
    (bitsFor(status!, uid, gid) & 5) === 5 &&
    mayEnter(dirname(file), { uid, gid })
  )
}

function bitsFor(
  { uid: owner, gid: group, mode }: { uid: number; gid: number; mode: number },
  uid: number,
  gid: number,
): number {
  if (owner === uid) return mode >> 6
  return group === gid ? mode >> 3 : mode
}
