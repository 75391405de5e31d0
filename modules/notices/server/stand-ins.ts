import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { notify } from './notify.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh-CN.json' with { type: 'json' }

/** What the fact says; people know nothing of messages, so it names all that is to be said. */
interface Asked {
  personId: string
  settled: boolean
  postTitle: string
  fromName: string
  from: string
  until: string
}

/** Tells whoever is asked to stand in for a post, or whom a manager has put there. Once for each asking. */
export async function hearStandIns(db: Db, fact: Fact): Promise<void> {
  if (fact.type !== 'people.stand_in_asked') return
  const asked = fact.body as unknown as Asked // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by people
  const key = asked.settled ? 'stand_in.settled' : 'stand_in.asked'
  const said = (words: Record<string, string>) => ({
    title: words[`${key}.title`] ?? key,
    body: (words['stand_in.body'] ?? '')
      .replace('{fromName}', () => asked.fromName)
      .replace('{from}', asked.from)
      .replace('{until}', asked.until)
      .replace('{postTitle}', () => asked.postTitle),
  })
  await transact(db, (tx) =>
    notify(tx, {
      districtId: fact.districtId,
      personId: asked.personId,
      kind: key,
      words: { 'zh-CN': said(zh), en: said(en) },
      link: '/console/me',
      factKey: fact.key,
      at: new Date(fact.at),
    }),
  )
}
