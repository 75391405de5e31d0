import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { actionRefusals } from '#modules/cases/domain/actions.ts'
import { eventTypes } from '#modules/cases/domain/event-types.ts'
import { reopeningRefusals } from '#modules/cases/domain/reopening.ts'

const folders = [
  ...readdirSync('modules').map((module) => `modules/${module}/words`),
  'platform/web/words',
  'platform/web/console/sheets',
]
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
const filesIn = (folder: string) => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

it('says everything in both languages, and nothing with an exclamation mark', () => {
  const faults = folders.flatMap((folder) =>
    filesIn(folder)
      .filter((name) => name.endsWith('zh-CN.json'))
      .flatMap((name) => {
        const zh = read(join(folder, name))
        const en = read(join(folder, name.replace('zh-CN', 'en')))
        const missing = [
          ...Object.keys(zh).filter((key) => !(key in en) && !plural(key, en)),
          ...Object.keys(en).filter((key) => !(key in zh) && !plural(key, zh)),
        ].map((key) => `${folder}/${name}: ${key} in one language only`)
        const loud = Object.entries({ ...zh, ...en })
          .filter(([, words]) => /[!！]/.test(words))
          .map(([key]) => `${folder}/${name}: ${key} shouts`)
        return [...missing, ...loud]
      }),
  )
  expect(faults).toEqual([])
})

/** English has `key_one` and `key_other` where Chinese has `key_other` or `key`. */
function plural(key: string, other: Record<string, string>): boolean {
  const stem = key.replace(/_(one|other)$/, '')
  return stem in other || `${stem}_other` in other
}

it('has a sentence for every Problem that the server can throw', () => {
  const known = new Set(
    folders.flatMap((folder) =>
      filesIn(folder).flatMap((name) => Object.keys(read(join(folder, name)))),
    ),
  )
  const thrown = new Set([
    ...actionRefusals.map((word) => `cases.${word}`),
    ...reopeningRefusals.map((word) => `cases.${word}`),
  ])
  for (const root of ['modules', 'platform/server', 'apps/server'])
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }))
      if (path.endsWith('.ts') && !path.endsWith('.test.ts'))
        for (const match of readFileSync(join(root, path), 'utf8').matchAll(
          /(?:refused|invalid|notFound|forbidden)\(\s*'([a-z]+\.[a-z_]+)'|(?:new Problem\(\s*\d+,\s*|code: )'([a-z]+\.[a-z_]+)'/g,
        ))
          thrown.add(match[1] ?? match[2] ?? '')
  expect(thrown.size).toBeGreaterThan(40)
  expect([...thrown].filter((code) => !known.has(`error.${code}`)).sort()).toEqual([])
})

it('has a sentence for everything that can happen to a case', () => {
  for (const language of ['zh-CN', 'en']) {
    const known = read(`modules/cases/words/console.${language}.json`)
    expect(eventTypes.filter((type) => !(`event.${type}` in known))).toEqual([])
  }
})
