import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { postKindPresets } from '#modules/people/domain/post-kinds.ts'

const languages = ['zh-CN', 'en'] as const
const modules = readdirSync('modules')

/** The words of all modules that the log and the editor of rights speak. */
function wordsIn(language: string): Record<string, string> {
  return Object.assign(
    {},
    ...modules.map((module) => {
      try {
        return JSON.parse(
          readFileSync(`modules/${module}/words/${language}.json`, 'utf8'),
        ) as object
      } catch {
        return {}
      }
    }),
  ) as Record<string, string>
}

const sources = ['modules', 'apps/server'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8')),
)

/** What an act is called in the code: written out, chosen between two, or made of subjects of the catalogue. */
function actsWritten(): Set<string> {
  const acts = new Set<string>()
  for (const text of sources) {
    for (const match of text.matchAll(/'((?:[a-z]+)\.[a-z_]+)'/g)) {
      const before = text.slice(Math.max(0, match.index - 120), match.index)
      if (
        /(act: |act = |act: [a-z]+ \? |act: .*\? '[a-z._]+' : |help\(caller, personId, )$/.test(
          before,
        )
      )
        acts.add(match[1] ?? '')
    }
    for (const match of text.matchAll(/act: `([a-z]+)\.\$\{(\w+)\}_([a-z_]+)`/g))
      for (const subject of ['matter', 'guide_item', 'reason', 'policy', 'calendar'])
        if (match[2] === 'subject') acts.add(`${match[1]}.${subject}_${match[3]}`)
  }
  return acts
}

it('has words in both languages for every act that is written into the log', () => {
  const acts = [...actsWritten()].sort()
  expect(acts).toEqual(expect.arrayContaining(['people.signed_in', 'people.password_reset']))
  expect(acts.length).toBeGreaterThan(30)
  for (const language of languages) {
    const known = wordsIn(language)
    expect(acts.filter((act) => !(`act.${act}` in known))).toEqual([])
  }
})

it('has words in both languages for every right that a post can hold', () => {
  const verbs = new Set(postKindPresets.flatMap((kind) => kind.verbs))
  for (const text of sources)
    for (const match of text.matchAll(/access: '([a-z]+\.[a-z_]+)'/g)) verbs.add(match[1] ?? '')
  expect(verbs.size).toBeGreaterThan(30)
  for (const language of languages) {
    const known = wordsIn(language)
    expect([...verbs].filter((verb) => !(`verb.${verb}` in known))).toEqual([])
  }
})
