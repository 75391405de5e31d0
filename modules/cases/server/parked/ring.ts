import { sql } from 'kysely'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { oneByOne } from '#platform/server/one-by-one.ts'
import { ringsDue, type ParkedLevel } from '../../domain/parked.ts'
import type { Change } from '../change.ts'
import { hearersOf } from '../hearers.ts'
import { titleFor } from '../views.ts'
import en from '../../words/parked.en.json' with { type: 'json' }
import zh from '../../words/parked.zh-CN.json' with { type: 'json' }

interface Parked {
  district_id: string
  id: string
  case_id: string
  review_on: string
  keeper_post: string
  rung: string[]
  title: string
  confidential: boolean
  matter_name: string | null
  short_code: string
  unit_id: string | null
  community_code: string
}

/**
 * Every quarter of an hour: a review date that has come rings its keeper, one that stays passed rings
 * upward, each level once for a date. What fails keeps none of the others.
 */
export async function ringParked(db: Db, now: Date): Promise<number> {
  const due = []
  for (const one of await parkedOnes(db, now)) {
    const { timeZone } = await readDistrict(db, one.district_id) // oxlint-disable-line no-await-in-loop -- one row after the other
    const today = dateOfDay(dayAt(timeZone, now.getTime()))
    for (const level of ringsDue(one.review_on, today, one.rung)) due.push({ one, level })
  }
  return oneByOne(
    due,
    ({ one, level }) => transact(db, (tx) => ringOne(tx, one, { level, now })),
    'reviews could not be rung',
  )
}

/** A day ahead at most of any district's own: the zone decides in the rule. */
async function parkedOnes(db: Db, now: Date): Promise<Parked[]> {
  const latest = new Date(now.getTime() + 86_400_000)
  const { rows } = await sql<Parked>`
    select p.district_id, p.id, p.case_id, p.review_on, p.keeper_post, c.title, c.confidential,
      c.matter_name, c.short_code, c.unit_id, c.community_code,
      array(select r.level from cases.parked_ring r where r.district_id = p.district_id
        and r.parked_id = p.id and r.review_on = p.review_on) as rung
    from cases.parked p
    join cases.case c on c.district_id = p.district_id and c.id = p.case_id and c.status = 'handling'
    where p.state = 'open' and p.review_on <= ${latest}
    order by p.district_id, p.id`.execute(db)
  return rows
}

async function ringOne(
  tx: Tx,
  one: Parked,
  { level, now }: { level: ParkedLevel; now: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('cases.parked_ring')
    .values({
      district_id: one.district_id,
      parked_id: one.id,
      review_on: one.review_on,
      level,
      at: now,
    })
    .onConflict((c) => c.doNothing())
    .returning('level')
    .executeTakeFirst()
  if (!inserted) return false
  for (const personId of await peopleAt(tx, one, { level, now }))
    // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
    await notify(tx, {
      districtId: one.district_id,
      personId,
      kind: `parked.${level}`,
      words: { 'zh-CN': wordsOf(zh, one, level), en: wordsOf(en, one, level) },
      link: `/console/cases/${one.case_id}`,
      factKey: `${one.id}:${one.review_on}:${level}`,
      at: now,
    })
  return true
}

const kinds: Record<Exclude<ParkedLevel, 'keeper'>, string> = {
  secretary: 'secretary',
  street: 'street_centre',
  district: 'district_centre',
}

/** The keeper's holders of the day; where the post stands empty, whoever is above. */
async function peopleAt(
  tx: Tx,
  one: Parked,
  { level, now }: { level: ParkedLevel; now: Date },
): Promise<string[]> {
  if (level === 'keeper') {
    const held = await holders(tx, one.district_id, { postId: one.keeper_post, on: now })
    if (held.length > 0) return [...new Set(held.map((h) => h.personId))]
  }
  return hearersOf(tx, [level === 'keeper' ? 'secretary' : kinds[level]], {
    districtId: one.district_id,
    unitId: one.unit_id,
    communityCode: one.community_code,
    on: now,
  })
}

const wordsOf = (words: Record<string, string>, one: Parked, level: ParkedLevel) => ({
  title: `${words[`notice.${level}`] ?? ''} · ${one.short_code}`,
  body: titleFor(one, new Set()),
})

/** A post that is made keeper hears of it, and of the day on which it looks again. */
export async function tellKeeper(
  { tx, row, now }: Change,
  kept: { parkedId: string; keeperPost: string; reviewOn: string },
): Promise<void> {
  const held = await holders(tx, row.district_id, { postId: kept.keeperPost, on: now })
  const words = (all: Record<string, string>) => ({
    title: `${all['notice.kept'] ?? ''} · ${row.short_code}`,
    body: `${titleFor(row, new Set())} · ${kept.reviewOn}`,
  })
  for (const personId of new Set(held.map((h) => h.personId)))
    // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
    await notify(tx, {
      districtId: row.district_id,
      personId,
      kind: 'parked.kept',
      words: { 'zh-CN': words(zh), en: words(en) },
      link: `/console/cases/${row.id}`,
      factKey: `${kept.parkedId}:kept:${row.version}`,
      at: now,
    })
}
