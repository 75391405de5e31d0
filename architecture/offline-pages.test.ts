import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { repositoryRoot } from '#platform/server/root.ts'
import { filesOfFace, offlineFaces } from '../build.mjs'

const source = join(repositoryRoot, 'apps', 'web')
const Manifest = z.object({
  start_url: z.string(),
  display: z.literal('standalone'),
  icons: z.array(z.object({ src: z.string(), purpose: z.string().optional() })),
})

it('the faces of the street keep every script and style that they reach, and nothing of the console', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const built = (await build({
    logLevel: 'silent',
    build: { write: false },
  })) as Rolldown.RolldownOutput
  vi.unstubAllEnvs()
  const chunks = built.output.filter((piece) => piece.type === 'chunk')
  for (const { name } of offlineFaces) {
    const files = filesOfFace(name, built.output)
    const kept = chunks.filter((chunk) => files.includes(chunk.fileName))
    const wanted = kept.flatMap((chunk) => [
      ...chunk.imports,
      ...chunk.dynamicImports,
      ...(chunk.viteMetadata?.importedCss ?? []),
    ])
    expect(kept.some((chunk) => chunk.isEntry && chunk.name === name)).toBe(true)
    expect(wanted.filter((file) => !files.includes(file))).toEqual([])
    const modules = kept.flatMap((chunk) => chunk.moduleIds)
    expect(modules.filter((id) => /node_modules\/(antd|@ant-design|opencc-js)\//.test(id))).toEqual(
      [],
    )
  }
}, 60_000)

const own = (face: string, path: string) =>
  new RegExp(offlineFaces.find(({ name }) => name === face)?.own ?? '').test(path)

it('each opens at its own addresses only, and can be put on a home screen', () => {
  for (const path of ['/', '/?installed=1', '/420704', '/420704?door=x', '/420704/report'])
    expect([own('resident', path), own('worker', path)], path).toEqual([true, false])
  for (const path of ['/work', '/work?x=1', '/work/tasks/1'])
    expect([own('resident', path), own('worker', path)], path).toEqual([false, true])
  for (const path of ['/console', '/sign-in', '/api/public/420704/district', '/workers'])
    expect([own('resident', path), own('worker', path)], path).toEqual([false, false])
  for (const { name } of offlineFaces) {
    const text = readFileSync(join(source, 'public', `${name}.webmanifest`), 'utf8')
    const { icons } = Manifest.parse(JSON.parse(text))
    expect(icons.some((icon) => icon.purpose === 'maskable')).toBe(true)
    // The other sizes are drawn from this one when it is built.
    expect(existsSync(join(source, 'public', 'icons', `${name}.svg`))).toBe(true)
    expect(readFileSync(join(source, `${name}.html`), 'utf8')).toContain(`"/${name}.webmanifest"`)
  }
})
