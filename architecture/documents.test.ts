import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const read = (file: string) => readFileSync(file, 'utf8')
const linesOf = (file: string) => read(file).trimEnd().split('\n')
const readmes = ['README.md', 'README.zh-CN.md'] as const
const documents = [
  ...readmes,
  'ARCHITECTURE.md',
  'GLOSSARY.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  ...readdirSync('modules').map((module) => `modules/${module}/README.md`),
]

/** Every match, once each, in order of the alphabet. */
const found = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((m) => m[1] ?? m[0]))].toSorted()

/** Paths of this repository between backticks; patterns, addresses and placeholders are none. */
const pathsIn = (text: string) =>
  found(
    text,
    /`((?:\.ci|apps|architecture|bench|database|docs|journeys|kernel|modules|platform|testing)\/[\w./-]+)`/g,
  )

/** What both READMEs must have alike. */
const seen = (text = '') => ({
  headings: text.match(/^#+ /gm),
  rows: text.match(/^\| `/gm)?.length,
  commands: found(text, /^\| `([a-z][a-z-]*(?: [a-z][a-z-]*)?)/gm),
  options: found(text, /--[a-z][a-z-]*/g),
  scripts: found(text, /npm (?:run )?[a-z]+/g),
  settings: found(text, /`([A-Z][A-Z_]+)/g),
  addresses: found(text, /^\| `(\/[\w-]*)`/gm),
  links: found(text, /\]\(([^)]+)\)/g),
})

it('names only files and folders that there are', () => {
  const missing = documents.flatMap((file) =>
    pathsIn(read(file))
      .filter((path) => !path.startsWith('modules/X/') && !existsSync(path))
      .map((path) => `${file}: ${path}`),
  )
  expect(missing).toEqual([])
})

it('leads to what there is by its links', () => {
  const missing = documents.flatMap((file) =>
    found(read(file), /\]\((?!https?:|#)([^)#]+)/g)
      .filter((target) => !existsSync(join(dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  )
  expect(missing).toEqual([])
})

it('claims nothing as working without a test, a bench or a journey', () => {
  const bare = linesOf('docs/status.md').filter(
    (line) =>
      /\| works +\|/.test(line) &&
      !/(\.test\.tsx?|\.journey\.ts|bench\/[\w-]+\.ts|\.ci\/\w+|journeys\/[\w-]+\.ts)`|\| the (same|tests of)/.test(
        line,
      ),
  )
  expect(bare).toEqual([])
})

it('has a README of 40 lines at most in every module, and an ARCHITECTURE.md of 200', () => {
  const long = readdirSync('modules')
    .map((module) => `modules/${module}/README.md`)
    .filter((file) => linesOf(file).length > 40)
  expect(long).toEqual([])
  expect(linesOf('ARCHITECTURE.md').length).toBeLessThanOrEqual(200)
})

it('says the same in both READMEs: headings, commands, options, settings, addresses, links', () => {
  const [english, chinese] = readmes.map((file) =>
    read(file).replaceAll('README.zh-CN.md', 'README.md'),
  )
  expect(seen(chinese)).toEqual(seen(english))
})

it('tells every command of the command-line program', () => {
  const commands = found(read('apps/server/commands/index.ts'), /^ {2}'?([a-z-]+)'?: \{/gm)
  const imports = found(
    read('apps/server/commands/import.ts'),
    /^ {2}'?([a-z-]+)'?: (?:async|takeBaseMap)/gm,
  )
  expect(commands.length).toBeGreaterThan(5)
  expect(imports.length).toBeGreaterThan(2)
  const wanted = [
    ...commands.filter((name) => name !== 'import'),
    ...imports.map((name) => `import ${name}`),
  ]
  for (const file of readmes)
    expect([file, wanted.filter((name) => !read(file).includes(`\`${name}`))]).toEqual([file, []])
})

it('tells every setting', () => {
  const readers = ['configuration.ts', 'commands/serve.ts'].map((f) => read(`apps/server/${f}`))
  const settings = [...readers, read('platform/server/data-folder.ts')].flatMap((text) =>
    found(text, /(?:given\(|env(?:ironment)?\[)'([A-Z_]+)'/g),
  )
  expect(settings.length).toBeGreaterThan(10)
  for (const file of [...readmes, 'docs/operators.md'])
    expect([file, settings.filter((name) => !read(file).includes(name))]).toEqual([file, []])
})

it('gives every package its reason and its version', () => {
  const lists = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const text = read('docs/dependencies.md').replaceAll(/ +/g, ' ')
  const missing = ['dependencies', 'devDependencies'].flatMap((list) =>
    Object.entries(lists[list] ?? {})
      .filter(([name, version]) => !text.includes(`| ${name} | ${version} |`))
      .map(([name, version]) => `${name} ${version}`),
  )
  expect(missing).toEqual([])
})

it('numbers the decisions without a gap, each with context, decision and consequence', () => {
  const files = readdirSync('docs/decisions').filter((name) => /^\d/.test(name))
  expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, n) => n + 1))
  const bare = files.filter((name) => {
    const text = read(`docs/decisions/${name}`)
    return ['**Context.**', '**Decision.**', '**Consequence.**'].some(
      (part) => !text.includes(part),
    )
  })
  expect(bare).toEqual([])
})
