import type { Selectable } from 'kysely'
import type { CasesEvent } from '#database/types.ts'
import type { Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'

/** The promise that an event made or changed, as its body keeps it. */
export interface ToldPromise {
  kind: 'receive' | 'handle'
  from: Date | null
  to: Date
}

/** The case and the event that a fact is about; undefined for facts of other modules. */
export async function toldBy(db: Db, fact: Fact) {
  const { caseId, seq } = fact.body
  if (!fact.type.startsWith('case.') || typeof caseId !== 'string' || typeof seq !== 'number')
    return undefined
  const kase = await db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', fact.districtId)
    .where('id', '=', caseId)
    .executeTakeFirst()
  const event = await db
    .selectFrom('cases.event')
    .select(['type', 'body', 'person_id'])
    .where('district_id', '=', fact.districtId)
    .where('case_id', '=', caseId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  if (!kase || !event) return undefined
  return { kase, event, promise: promiseIn(event) }
}

interface PromiseTold {
  kind?: 'receive' | 'handle'
  from: string | null
  to: string
}

function promiseIn(event: Pick<Selectable<CasesEvent>, 'body'>): ToldPromise | null {
  const { promise } = event.body as { promise?: PromiseTold } // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by changeCase
  if (!promise) return null
  return {
    kind: promise.kind ?? 'handle',
    from: promise.from === null ? null : new Date(promise.from),
    to: new Date(promise.to),
  }
}

/** A moment in words: `3月16日 10:15`, as the clocks of the district show it. */
export function momentIn(language: 'zh-CN' | 'en', timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone,
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

/** A sentence with its gaps filled. */
export const filledIn = (sentence: string, gaps: Record<string, string>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (gap, name: string) => gaps[name] ?? gap)
