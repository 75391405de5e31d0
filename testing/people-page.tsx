import type { ReactNode } from 'react'
import access from '#modules/people/words/access.zh-CN.json' with { type: 'json' }
import words from '#modules/people/words/console.zh-CN.json' with { type: 'json' }
import rosters from '#modules/people/words/rosters.zh-CN.json' with { type: 'json' }
import refusals from '#modules/people/words/roster-refusals.zh-CN.json' with { type: 'json' }
import said from '#modules/people/words/zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from './console-page.tsx'
import { setting } from './people-rows.ts'

const open = await consoleSpeaking({
  access,
  peopleConsole: words,
  rosters,
  said: { ...said, ...refusals },
})

export const security = ['people.read', 'people.edit', 'people.grant', 'people.sessions']

/** Opens a page at an address, as somebody with these rights. */
export function openPage(
  Page: () => ReactNode,
  address: string,
  verbs: readonly string[] = security,
) {
  const [path = ''] = address.split('?')
  return open({ address, pages: { [path]: Page }, setting: { ...setting, verbs: new Set(verbs) } })
}
