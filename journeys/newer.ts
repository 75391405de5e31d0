import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '#platform/server/root.ts'

/** Files whose names hold the hash of what they hold. */
const hashed = /^(.+)-([\w-]{8})\.(js|css)$/
const text = /\.(js|css|html)$/

/**
 * The built program once more as a newer build would be: the same pages, but every file of theirs
 * has another name, and those of before are gone.
 */
export async function aNewerBuild(): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'gongzhi-newer-'))
  await cp(join(repositoryRoot, 'dist'), join(root, 'dist'), { recursive: true })
  await cp(join(repositoryRoot, 'package.json'), join(root, 'package.json'))
  await Promise.all(
    ['node_modules', 'database', 'modules'].map((folder) =>
      symlink(join(repositoryRoot, folder), join(root, folder)),
    ),
  )
  const web = join(root, 'dist/web')
  const assets = join(web, 'assets')
  const names = new Set((await readdir(assets)).filter((name) => hashed.test(name)))
  const renamed = (words: string) =>
    words
      .replaceAll(/[\w.-]+\.(?:js|css)/g, (name) =>
        names.has(name) ? name.replace(hashed, '$1-newer$2.$3') : name,
      )
      // Files without a hash in their names are told apart by their revision.
      .replaceAll(/revision:"([0-9a-f])/g, (_, first) => `revision:"${first === 'f' ? '0' : 'f'}`)
  for (const folder of [web, assets])
    for (const name of await readdir(folder)) {
      const file = join(folder, name)
      if (/\.(br|gz)$/.test(name)) await rm(file)
      else if (text.test(name)) await writeFile(file, renamed(await readFile(file, 'utf8')))
    }
  for (const name of names) await rename(join(assets, name), join(assets, renamed(name)))
  return { root, remove: () => rm(root, { recursive: true, force: true }) }
}
