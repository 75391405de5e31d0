import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Keeps bytes by their hash, one place per district. */
export interface FileStore {
  /** Answers the SHA-256 once the bytes survive a loss of power. The same bytes again change nothing. */
  put(districtId: string, bytes: Uint8Array): Promise<string>
  /** The bytes, or undefined where there are none of this hash. */
  open(districtId: string, sha256: string): Promise<Buffer | undefined>
  remove(districtId: string, sha256: string): Promise<void>
}

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Keeps files below a folder, as `<district>/ab/cd/<hash>`. */
export function diskStore(folder: string): FileStore {
  const pathOf = (districtId: string, sha256: string) => {
    if (!/^\d{6}$/.test(districtId) || !/^[0-9a-f]{64}$/.test(sha256))
      throw new Error('not the name of a stored file')
    return join(folder, districtId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
  return {
    async put(districtId, bytes) {
      const sha256 = sha256Of(bytes)
      const path = pathOf(districtId, sha256)
      await makeFolder(dirname(path))
      const temporary = `${path}.${randomUUID()}.part`
      try {
        await writeThrough(temporary, bytes)
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
      await syncFolder(dirname(path))
      return sha256
    },
    async open(districtId, sha256) {
      try {
        return await readFile(pathOf(districtId, sha256))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async remove(districtId, sha256) {
      await rm(pathOf(districtId, sha256), { force: true })
    },
  }
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Makes a folder and its parents; each new name is synced in its parent, or a crash could lose all below. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  const names: string[] = []
  for (let at = path; at.length >= first.length; at = dirname(at)) names.push(dirname(at))
  await Promise.all(names.map(syncFolder))
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Windows cannot sync folders and keeps their entries in its own journal. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
