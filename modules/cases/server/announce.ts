import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { titleFor } from './views.ts'
import en from '../words/notices.en.json' with { type: 'json' }
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

/** Which kinds of post hear of a fact, in the unit that has the case or in its area. */
const audiences: Record<string, { kinds: readonly string[]; in: 'unit' | 'area' }> = {
  'case.dispatched': { kinds: ['specialist', 'liaison', 'unit_manager'], in: 'unit' },
  'case.rework': { kinds: ['specialist', 'liaison', 'unit_manager'], in: 'unit' },
  'case.reopened': { kinds: ['specialist', 'liaison', 'unit_manager'], in: 'unit' },
  'case.request_granted': { kinds: ['specialist', 'liaison', 'unit_manager'], in: 'unit' },
  'case.request_denied': { kinds: ['specialist', 'liaison', 'unit_manager'], in: 'unit' },
  'case.request_asked': { kinds: ['dispatcher', 'coordinator'], in: 'area' },
  'case.finished': { kinds: ['grid_worker', 'officer'], in: 'area' },
  'case.settled': { kinds: ['grid_worker', 'officer'], in: 'area' },
  'case.verification_asked': { kinds: ['grid_worker', 'officer'], in: 'area' },
  'case.reported': { kinds: ['clerk', 'coordinator', 'district_centre'], in: 'area' },
}

/** Tells the people a fact concerns. Runs at least once; a notice is kept once per person and fact. */
export async function announce(db: Db, fact: Fact): Promise<void> {
  const audience = audiences[fact.type]
  const caseId = fact.body['caseId']
  if (!audience || typeof caseId !== 'string') return
  const kase = await db
    .selectFrom('cases.case')
    .select([
      'title',
      'confidential',
      'matter_name',
      'short_code',
      'unit_id',
      'community_code',
      'rings',
      'urgency',
      'handler_id',
    ])
    .where('district_id', '=', fact.districtId)
    .where('id', '=', caseId)
    .executeTakeFirst()
  // An ordinary report waits in the queue; only what rings is brought to people.
  if (!kase || (fact.type === 'case.reported' && !kase.rings)) return
  if (audience.in === 'unit' && kase.unit_id === null) return
  const people = await holders(db, fact.districtId, {
    kinds: [...audience.kinds],
    ...(audience.in === 'unit'
      ? { unitId: kase.unit_id ?? '' }
      : { area: kase.community_code || fact.districtId }),
    on: new Date(fact.at),
  })
  const words = (all: Record<string, string>) => ({
    title: `${all[`fact.${fact.type}`] ?? fact.type} · ${kase.short_code}`,
    body: titleFor(kase, new Set()),
  })
  await transact(db, async (tx) => {
    for (const personId of new Set(people.map((p) => p.personId))) {
      if (personId === kase.handler_id) continue
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await notify(tx, {
        districtId: fact.districtId,
        personId,
        kind: fact.type,
        urgent: kase.urgency === 'emergency',
        words: { 'zh-CN': words(zh), en: words(en) },
        link: `/cases/${caseId}`,
        factKey: `${fact.key}:${fact.type}`,
        at: new Date(fact.at),
      })
    }
  })
}
