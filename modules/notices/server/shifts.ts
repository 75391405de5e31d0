import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { notify } from './notify.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh-CN.json' with { type: 'json' }

/** What the facts say; people know nothing of messages, so they name all that is to be said. */
interface Said {
  personId: string
  stationName: string
  days?: readonly string[]
  state?: string
  fromName?: string
  toName?: string
  kindName?: string
  day?: string
  /** Whether it is about an own shift; otherwise one is to approve it. */
  own?: boolean
}

/** Tells of shifts that were planned or cancelled, and of swaps to whoever is asked, answered or must approve. */
export async function hearShifts(db: Db, fact: Fact): Promise<void> {
  if (fact.type !== 'people.shifts_changed' && fact.type !== 'people.swap_moved') return
  const told = fact.body as unknown as Said // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by people
  const key = fact.type === 'people.swap_moved' ? `swap.${told.state ?? ''}` : 'shifts.changed'
  const said = (words: Record<string, string>, comma: string) => {
    const days = told.days ?? []
    const shown = days.slice(0, 5).join(comma) + (days.length > 5 ? ' …' : '')
    return {
      title: words[`${key}.title`] ?? key,
      body: (words[fact.type === 'people.swap_moved' ? 'swap.body' : 'shifts.body'] ?? '')
        .replace('{station}', () => told.stationName)
        .replace('{days}', shown)
        .replace('{from}', () => told.fromName ?? '')
        .replace('{to}', () => told.toName ?? '')
        .replace('{kind}', () => told.kindName ?? '')
        .replace('{day}', told.day ?? ''),
    }
  }
  await transact(db, (tx) =>
    notify(tx, {
      districtId: fact.districtId,
      personId: told.personId,
      kind: key,
      words: { 'zh-CN': said(zh, '、'), en: said(en, ', ') },
      link: told.own === false ? '/console/rosters' : '/work/shifts',
      factKey: fact.key,
      at: new Date(fact.at),
    }),
  )
}
