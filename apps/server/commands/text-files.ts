import { UsageProblem } from '../configuration.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Reads a file; one that is called `.gz` and is none, or is cut off, is said by its name. */
export async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!codeOf(error).startsWith('Z_')) throw error
    throw new UsageProblem(
      `${file} 不是完好的 gzip 文件。`,
      `${file} is not a gzip file, or is damaged.`,
    )
  }
}

/** Where these are said, another place must be named; a full disk is another matter. */
const notThere = new Set([
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
])

/** Writes a file or a folder; a place where nothing can be written is said by its name. */
export async function writing<T>(target: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!notThere.has(codeOf(error))) throw error
    throw new UsageProblem(
      `${target} 写不进去，请换一个位置。`,
      `${target} cannot be written; choose another place.`,
    )
  }
}
