import { notify } from '#modules/notices/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { hearersOf } from '../hearers.ts'
import { toldBy } from '../told-event.ts'
import { titleFor } from '../views.ts'
import en from '../../words/duties.en.json' with { type: 'json' }
import zh from '../../words/duties.zh-CN.json' with { type: 'json' }

const unit = ['specialist', 'liaison', 'unit_manager']
const desk = ['dispatcher', 'coordinator']
const rulers = ['coordinator', 'street_centre']

interface Body {
  unitId?: string
  fromUnitId?: string | null
  parties?: string[]
  supportUnitIds?: string[]
  words?: string
}

/** Which units hear of a step, and which posts of the place besides. */
const audiences: Record<
  string,
  (body: Body, lead: string | null) => { units: (string | null | undefined)[]; posts: string[] }
> = {
  'case.support_called': (body) => ({ units: [body.unitId], posts: [] }),
  'case.support_accepted': (_, lead) => ({ units: [lead], posts: [] }),
  'case.support_finished': (_, lead) => ({ units: [lead], posts: [] }),
  'case.support_returned': (_, lead) => ({ units: [lead], posts: desk }),
  'case.support_released': (body) => ({ units: [body.unitId], posts: [] }),
  'case.handover_asked': (body) => ({ units: [body.unitId], posts: [] }),
  'case.handover_accepted': (body) => ({ units: [body.fromUnitId], posts: desk }),
  'case.handover_refused': (body) => ({ units: [body.fromUnitId], posts: [] }),
  'case.disputed': (body) => ({ units: body.parties ?? [], posts: rulers }),
  'case.ruled': (body, lead) => ({
    units: [lead, ...(body.supportUnitIds ?? [])],
    posts: desk,
  }),
}

/** Tells the units and posts that a step between units concerns, once each; not whoever took it. */
export async function announceDuty(db: Db, fact: Fact): Promise<void> {
  const audience = audiences[fact.type]
  const told = audience && (await toldBy(db, fact))
  if (!told) return
  const { kase, event } = told
  const body = event.body as Body // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  const { units, posts } = audience(body, kase.unit_id)
  const of = {
    districtId: fact.districtId,
    communityCode: kase.community_code,
    except: event.person_id,
    on: new Date(fact.at),
  }
  const asked = [
    ...[...new Set(units)].flatMap((unitId) =>
      unitId ? [hearersOf(db, unit, { ...of, unitId })] : [],
    ),
    ...posts.map((kind) => hearersOf(db, [kind], { ...of, unitId: null })),
  ]
  const people = new Set((await Promise.all(asked)).flat())
  const words = (all: Record<string, string>) => ({
    title: `${all[`notice.${fact.type}`] ?? ''} · ${kase.short_code}`,
    body: [titleFor(kase, new Set()), body.words ?? ''].filter(Boolean).join('\n').slice(0, 300),
  })
  await transact(db, async (tx) => {
    for (const personId of people)
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await notify(tx, {
        districtId: fact.districtId,
        personId,
        kind: fact.type,
        urgent: kase.urgency === 'emergency',
        words: { 'zh-CN': words(zh), en: words(en) },
        link: `/console/cases/${kase.id}`,
        factKey: `${fact.key}:${fact.type}`,
        at: new Date(fact.at),
      })
  })
}
