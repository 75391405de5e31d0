import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const filesIn = (tier: string) =>
  readdirSync('modules').flatMap((module) => {
    try {
      return readdirSync(join('modules', module, tier), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join('modules', module, tier, name))
    } catch {
      return []
    }
  })

const read = (tier: string) =>
  filesIn(tier).map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** The paths of the console, as expressions: `/console/cases/$caseId` is any one part there. */
const pages = read('web')
  .flatMap(({ text }) =>
    [...text.matchAll(/^\s+path: '(\/[^']*)'/gm)].map(([, path]) => path ?? ''),
  )
  .map((path) => new RegExp(`^/console${path.replaceAll(/\$\w+/g, '[^/]+')}$`))

it('a notice leads to a page that there is', () => {
  const links = read('server')
    .filter(({ file }) => !file.endsWith('.test.ts'))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/\blink: [`'](?<to>\/[^`']*)[`']/g)].map(({ groups }) => ({
        file,
        to: (groups?.['to'] ?? '').replaceAll(/\$\{[^}]+\}/g, 'x').replace(/\?.*/, ''),
      })),
    )
  expect(links.length).toBeGreaterThan(5)
  expect(links.filter(({ to }) => !pages.some((page) => page.test(to)))).toEqual([])
})
