import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder that holds package.json of gongzhi, whether we run from sources or from dist/. */
export function repositoryRoot(): string {
  let folder = import.meta.dirname
  while (folder !== dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"name": "gongzhi"'))
      return folder
    folder = dirname(folder)
  }
  throw new Error('gongzhi is not in its own folder')
}
