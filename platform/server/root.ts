import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the repository, from the sources as well as from the bundle in dist/. */
export const repositoryRoot = rootAbove(import.meta.dirname)

function rootAbove(folder: string): string {
  const file = join(folder, 'package.json')
  if (existsSync(file)) {
    const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string }
    if (name === 'gongzhi') return folder
  }
  if (dirname(folder) === folder) throw new Error('no package.json named gongzhi above this file')
  return rootAbove(dirname(folder))
}
