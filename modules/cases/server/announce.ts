import { notify, type Notice } from '#modules/notices/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { hearersOf } from './hearers.ts'
import { filledIn, momentIn, toldBy, type ToldPromise } from './told-event.ts'
import { titleFor } from './views.ts'
import en from '../words/notices.en.json' with { type: 'json' }
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

const unit = ['specialist', 'liaison', 'unit_manager']
const inspectors = ['grid_worker', 'officer', 'community_post']

/** Which kinds of post hear of a fact, in the unit that has the case or in its area. */
const audiences: Record<string, readonly string[]> = {
  'case.dispatched': unit,
  'case.rework': unit,
  'case.reopened': unit,
  'case.request_granted': unit,
  'case.request_denied': unit,
  'case.resumed': unit,
  'case.request_asked': ['dispatcher', 'coordinator'],
  'case.appealed': ['assessor'],
  'case.appeal_reviewed': ['assessor', 'district_centre'],
  'case.appeal_decided': unit,
  'case.merged': unit,
  'case.taken_apart': unit,
  'case.transferred': unit,
  'case.finished': inspectors,
  'case.settled': inspectors,
  'case.verification_asked': inspectors,
  'case.reported': ['clerk', 'coordinator', 'district_centre'],
}

/** Of what the system did by itself whoever dispatches hears besides: nobody of them did it. */
const besides: Record<string, readonly string[]> = {
  'case.resumed': ['dispatcher', 'coordinator'],
}

const takenFromUnits: ReadonlySet<string> = new Set([
  'case.merged',
  'case.taken_apart',
  'case.transferred',
])

type Told = NonNullable<Awaited<ReturnType<typeof toldBy>>>

/** Tells the staff a fact concerns. Runs at least once; a notice is kept once per person and fact. */
export async function announce(db: Db, fact: Fact): Promise<void> {
  if (fact.type === 'case.reported' && fact.body['rings'] === false) return
  const told = await toldBy(db, fact)
  const kinds = told && kindsFor(told)
  if (!kinds) return
  const { kase } = told
  const others = told.event.person_id === null ? besides[told.event.type] : undefined
  const found = await Promise.all(
    [kinds, ...(others ? [others] : [])].map((some) =>
      hearersOf(db, some, {
        districtId: fact.districtId,
        unitId: kase.unit_id,
        communityCode: kase.community_code,
        except: kase.handler_id,
        on: new Date(fact.at),
      }),
    ),
  )
  const people = new Set(found.flat())
  const { timeZone } = await readDistrict(db, fact.districtId)
  const message = messageOf(fact, told, timeZone)
  await transact(db, async (tx) => {
    for (const personId of people) await notify(tx, { ...message, personId }) // oxlint-disable-line no-await-in-loop -- one transaction, one connection
  })
}

/** Whoever the table names; of a promise that was changed the unit hears in any case. */
function kindsFor({ kase, event, promise }: Told): readonly string[] | undefined {
  // An ordinary report waits in the queue; only what rings is brought to people.
  if (event.type === 'case.reported' && !kase.rings) return undefined
  // Of what ends before any unit has it, none need hear.
  if (takenFromUnits.has(event.type) && kase.unit_id === null) return undefined
  if (wasChanged(promise) && kase.unit_id !== null && !audiences[event.type]) return unit
  return audiences[event.type]
}

const wasChanged = (promise: ToldPromise | null): promise is ToldPromise =>
  promise?.kind === 'handle' && promise.from !== null

function messageOf(fact: Fact, told: Told, timeZone: string): Omit<Notice, 'personId'> {
  const { kase, event, promise } = told
  const known = audiences[event.type] !== undefined
  const words = (language: 'zh-CN' | 'en', all: Record<string, string>) => ({
    title: `${all[known ? `fact.${event.type}` : 'fact.promise_changed'] ?? event.type} · ${kase.short_code}`,
    body: [
      titleFor(kase, new Set()),
      ...(wasChanged(promise)
        ? [
            filledIn(all['promise.changed'] ?? '', {
              from: momentIn(language, timeZone, promise.from ?? promise.to),
              to: momentIn(language, timeZone, promise.to),
            }),
          ]
        : []),
    ].join('\n'),
  })
  return {
    districtId: fact.districtId,
    kind: fact.type,
    urgent: kase.urgency === 'emergency',
    words: { 'zh-CN': words('zh-CN', zh), en: words('en', en) },
    link: `/console/cases/${kase.id}`,
    factKey: `${fact.key}:${fact.type}`,
    at: new Date(fact.at),
  }
}
