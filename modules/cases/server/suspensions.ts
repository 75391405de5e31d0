import { sql } from 'kysely'
import { notify } from '#modules/notices/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { suspensionStep, type SuspensionTerms } from '../domain/suspension.ts'
import { changeCase } from './change.ts'
import { hearersOf } from './hearers.ts'
import { caseSettings } from './settings.ts'
import { endPause } from './unit.ts'
import { titleFor } from './views.ts'
import en from '../words/notices.en.json' with { type: 'json' }
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

interface Suspended {
  district_id: string
  case_id: string
  request_id: string
  decided_by: string
  decided_at: Date
  resume_at: Date | null
  reminded_at: Date | null
  title: string
  confidential: boolean
  matter_name: string | null
  short_code: string
  unit_id: string | null
  community_code: string
}

/**
 * Every minute: suspensions that have come to their date end, and those who answer for the others are
 * reminded. What fails keeps none of the others, and makes the job fail in the end.
 */
export async function mindSuspensions(
  db: Db,
  now: Date,
): Promise<{ resumed: number; reminded: number }> {
  const termsOf = new Map<string, SuspensionTerms>()
  const done = { resumed: 0, reminded: 0 }
  const failed: { caseId: string; error: unknown }[] = []
  /* oxlint-disable no-await-in-loop -- one case at a time, so that two never deadlock */
  for (const one of await suspended(db)) {
    const terms =
      termsOf.get(one.district_id) ?? (await caseSettings(db, one.district_id)).suspension
    termsOf.set(one.district_id, terms)
    const step = suspensionStep(
      { grantedAt: one.decided_at, resumeAt: one.resume_at, remindedAt: one.reminded_at },
      terms,
      now,
    )
    try {
      if (step === 'resume' && (await resumeByItself(db, one, now))) done.resumed++
      if (step === 'remind' && (await remind(db, one, now))) done.reminded++
    } catch (error) {
      failed.push({ caseId: one.case_id, error })
    }
  }
  /* oxlint-enable no-await-in-loop */
  if (failed.length > 0)
    throw new AggregateError(
      failed.map((f) => f.error),
      `${failed.length} suspensions could not be minded: ${failed.map((f) => f.caseId).join(', ')}`,
    )
  return done
}

/** Every case that stands still, with the grant by which it does. */
async function suspended(db: Db): Promise<Suspended[]> {
  const { rows } = await sql<Suspended>`
    select c.district_id, c.id as case_id, c.title, c.confidential, c.matter_name, c.short_code,
      c.unit_id, c.community_code, r.id as request_id, r.decided_by, r.decided_at, r.resume_at,
      r.reminded_at
    from cases.case c
    cross join lateral (
      select r.* from cases.request r
      where r.district_id = c.district_id and r.case_id = c.id
        and r.kind = 'suspension' and r.state = 'granted'
      order by r.decided_at desc limit 1) r
    where c.paused
    -- What is parked has a review date and a keeper of its own.
    and not exists (select from cases.parked p where p.district_id = c.district_id
      and p.case_id = c.id and p.state = 'open')
    order by c.district_id, c.id`.execute(db)
  return rows
}

class StandsNoMore extends Error {}

/** The system's own move: by nobody, and told to the unit and to whoever dispatches (announce.ts). */
async function resumeByItself(db: Db, one: Suspended, now: Date): Promise<boolean> {
  const scope = { areas: [one.district_id], units: [] }
  const caller = { ...anonymous(one.district_id), scope }
  try {
    await changeCase(
      db,
      { caseId: one.case_id, caller, now, baseVersion: null },
      async (change) => {
        // Meanwhile somebody may have resumed it, or finished.
        if (!change.row.paused) throw new StandsNoMore()
        await endPause(change)
        return { type: 'case.resumed', body: { why: 'date', requestId: one.request_id, words: '' } }
      },
    )
    return true
  } catch (error) {
    if (error instanceof StandsNoMore) return false
    throw error
  }
}

/** Whoever granted it, and the secretary of the place. */
async function remind(db: Db, one: Suspended, now: Date): Promise<boolean> {
  return transact(db, async (tx) => {
    const marked = await tx
      .updateTable('cases.request')
      .set({ reminded_at: now })
      .where('district_id', '=', one.district_id)
      .where('id', '=', one.request_id)
      .where(sql<boolean>`reminded_at is not distinct from ${one.reminded_at}::timestamptz`)
      .returning('id')
      .executeTakeFirst()
    if (!marked) return false
    const people = await hearersOf(tx, ['secretary'], {
      districtId: one.district_id,
      unitId: one.unit_id,
      communityCode: one.community_code,
      on: now,
    })
    for (const personId of new Set([one.decided_by, ...people]))
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await notify(tx, {
        districtId: one.district_id,
        personId,
        kind: 'case.suspension_stands',
        words: { 'zh-CN': wordsOf(zh, one), en: wordsOf(en, one) },
        link: `/console/cases/${one.case_id}`,
        factKey: `${one.request_id}:stands:${now.toISOString()}`,
        at: now,
      })
    return true
  })
}

const wordsOf = (words: Record<string, string>, one: Suspended) => ({
  title: `${words['suspension.stands'] ?? ''} · ${one.short_code}`,
  body: (words[one.resume_at === null ? 'suspension.undated' : 'suspension.dated'] ?? '').replace(
    '{title}',
    titleFor(one, new Set()),
  ),
})
