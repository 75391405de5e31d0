import { chmodSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { mayEnter } from './embedded/account.ts'

/** Where root keeps the data when the working folder lies in a home that the database's user cannot enter. */
const systemFolder = '/var/lib/gongzhi'

/** Whose rights nobody has by name: such a user passes only where everyone may. */
const stranger = { uid: -1, gid: -1 }

/** GONGZHI_DATA if set; else ./data, or for root inside a closed home /var/lib/gongzhi. Makes nothing. */
export function dataFolderFor(
  environment: Record<string, string | undefined>,
  workingFolder: string,
  isRoot: boolean,
): string {
  const chosen = environment['GONGZHI_DATA']
  if (chosen) return resolve(workingFolder, chosen)
  if (isRoot && !mayEnter(workingFolder, stranger)) return systemFolder
  return resolve(workingFolder, 'data')
}

/**
 * The data folder of this process, made if it is missing: closed to others, but that root's may be
 * passed through (not listed), since the database below it runs as another user.
 */
export function dataFolder(): string {
  const isRoot = process.getuid?.() === 0
  const folder = dataFolderFor(process.env, process.cwd(), isRoot)
  const made = mkdirSync(folder, { recursive: true })
  if (made) chmodSync(folder, isRoot ? 0o711 : 0o700)
  return folder
}
