import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { CaseRecord } from '../change.ts'
import { hearersOf } from '../hearers.ts'
import { titleFor } from '../views.ts'
import en from '../../words/pools.en.json' with { type: 'json' }
import zh from '../../words/pools.zh-CN.json' with { type: 'json' }

interface Told {
  district_id: string
  id: string
  kase: CaseRecord
}

/** Whoever may accept in a member hears of an offer. */
export async function tellOffered(
  tx: Tx,
  entry: Told,
  { unitIds, now }: { unitIds: readonly string[]; now: Date },
): Promise<void> {
  const people = new Set<string>()
  for (const unitId of unitIds) {
    const of = { verb: 'cases.accept', unitId, on: now }
    const found = await holders(tx, entry.district_id, of) // oxlint-disable-line no-await-in-loop -- one connection
    for (const { personId } of found) people.add(personId)
  }
  await tellAll(tx, entry, { people, kind: 'offered', link: '/console/pools', now })
}

/** Nobody took it: whoever dispatches hears, and it waits at the desk as before. */
export async function tellReturned(tx: Tx, entry: Told, now: Date): Promise<void> {
  const people = await hearersOf(tx, ['dispatcher', 'coordinator'], {
    districtId: entry.district_id,
    unitId: null,
    communityCode: entry.kase.community_code,
    on: now,
  })
  const link = `/console/cases/${entry.kase.id}`
  await tellAll(tx, entry, { people: new Set(people), kind: 'returned', link, now })
}

async function tellAll(
  tx: Tx,
  entry: Told,
  what: { people: ReadonlySet<string>; kind: 'offered' | 'returned'; link: string; now: Date },
): Promise<void> {
  const words = (all: Record<string, string>) => ({
    title: `${all[`notice.${what.kind}`] ?? ''} · ${entry.kase.short_code}`,
    body: titleFor(entry.kase, new Set()),
  })
  for (const personId of what.people)
    // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
    await notify(tx, {
      districtId: entry.district_id,
      personId,
      kind: `pool.${what.kind}`,
      urgent: entry.kase.urgency === 'emergency',
      words: { 'zh-CN': words(zh), en: words(en) },
      link: what.link,
      factKey: `${entry.id}:${what.kind}:${what.now.toISOString()}`,
      at: what.now,
    })
}
