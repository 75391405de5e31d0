import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import type { Change } from '../change.ts'
import en from '../../words/plans.en.json' with { type: 'json' }
import zh from '../../words/plans.zh-CN.json' with { type: 'json' }

const unitKinds = ['specialist', 'liaison', 'unit_manager']

/** Whoever a step names hears of it, else whoever works in its unit; once for each date of a step. */
export async function tellSteps(
  { tx, row, now }: Change,
  steps: readonly {
    id: string
    title: string
    unitId: string
    personId: string | null
    dueOn: string
  }[],
): Promise<void> {
  /* oxlint-disable no-await-in-loop -- one transaction, one connection */
  for (const step of steps) {
    const of = { kinds: unitKinds, unitId: step.unitId, on: now }
    const crew = step.personId === null ? await holders(tx, row.district_id, of) : []
    const people = new Set(step.personId === null ? crew.map((h) => h.personId) : [step.personId])
    const words = (all: Record<string, string>) => ({
      title: `${all['notice.step'] ?? ''} · ${row.short_code}`,
      body: `${step.title} · ${step.dueOn}`,
    })
    for (const personId of people)
      await notify(tx, {
        districtId: row.district_id,
        personId,
        kind: 'plan.step',
        urgent: row.urgency === 'emergency',
        words: { 'zh-CN': words(zh), en: words(en) },
        link: `/console/cases/${row.id}`,
        factKey: `${step.id}:${step.dueOn}:step`,
        at: now,
      })
  }
  /* oxlint-enable no-await-in-loop */
}
