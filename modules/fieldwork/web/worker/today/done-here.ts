import { useOutbox } from '#modules/cases/web/index.ts'
import type { Thing } from '../../../domain/today/order.ts'
import { PATROL } from '../patrols/queue.ts'
import { VISIT } from '../visits/queue.ts'

type Work = ReturnType<typeof useOutbox>['works'][number]

const key = (kind: Thing['kind'], id: string) => `${kind} ${id}`

/** What a piece of work that waits to be sent has dealt with. */
function doneBy({ lane, step }: Work): string[] {
  if (step.kind === 'finish') return [key('task', lane)]
  if (step.kind !== 'other') return []
  const { subjectId, pointId } = step.body as { subjectId?: string; pointId?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by this module; anything else has neither
  if (step.of === VISIT) return [key('visit', subjectId ?? '')]
  if (step.of === PATROL) return [key('point', pointId ?? '')]
  // A step of a hazard or a promise waits in the lane of what it is about.
  return (['recheck', 'hazard', 'promise'] as const).map((kind) => key(kind, lane))
}

/** Tells of a thing of the day whether it is done on this phone, though the server does not know yet. */
export function useDoneHere(): (thing: Thing) => boolean {
  const { works } = useOutbox()
  const done = new Set(works.flatMap(doneBy))
  return ({ kind, id, href }) =>
    done.has(key(kind, kind === 'task' ? (href.split('/').at(-1) ?? '') : id))
}
