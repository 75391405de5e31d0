import { sql } from 'kysely'
import { nameOf } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { jobWaits } from '#platform/server/jobs.ts'
import type { AgreementView, ModelView, ProposalKind, ReadingPage } from '../../contract/index.ts'
import type { Scores } from '../../domain/classifier/scores.ts'
import { trainingKey } from '../models/jobs.ts'
import { ENOUGH_CASES } from '../models/lessons.ts'
import { settingsOf } from './settings.ts'

/** Half a year of weeks. */
const WEEKS = 26

/** What was learned, version by version, and how often people agreed with it. */
export async function readingPage(db: Db, caller: Caller, now: Date): Promise<ReadingPage> {
  const { districtId } = caller
  const { version, timeZone } = await readDistrict(db, districtId)
  const { sureFrom } = await settingsOf(db, districtId)
  const filed = await db
    .selectFrom('cases.v_filed_text')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('district_id', '=', districtId)
    .where('text', '<>', '')
    .executeTakeFirstOrThrow()
  return {
    sureFrom,
    version,
    filed: Number(filed.n),
    training: await jobWaits(db, trainingKey(districtId)),
    models: await modelsOf(db, districtId),
    agreement: await agreementOf(db, { districtId, timeZone, now }),
  }
}

async function modelsOf(db: Db, districtId: string): Promise<ModelView[]> {
  const rows = await db
    .selectFrom('reading.model')
    .select(['version', 'made_at', 'ordered_by', 'learned_from', 'classes', 'scores'])
    .select(['in_place', 'placed_at', 'placed_by'])
    .select((eb) => eb.ref('kind').$castTo<ProposalKind>().as('kind'))
    .where('district_id', '=', districtId)
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute()
  const personIds = rows
    .flatMap((row) => [row.ordered_by, row.placed_by])
    .filter((one) => one !== null)
  const { persons } = await nameOf(db, districtId, { personIds })
  const named = (id: string | null) => (id === null ? '' : (persons.get(id) ?? ''))
  return rows.map((row) => ({
    kind: row.kind,
    version: row.version,
    madeAt: row.made_at.toISOString(),
    orderedBy: named(row.ordered_by),
    learnedFrom: row.learned_from,
    classes: row.classes,
    examinedOn: row.learned_from < ENOUGH_CASES ? 'catalogue' : 'cases',
    scores: row.scores as unknown as Scores, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by keepModel
    inPlace: row.in_place,
    placedAt: row.placed_at?.toISOString() ?? null,
    placedBy: named(row.placed_by),
  }))
}

async function agreementOf(
  db: Db,
  { districtId, timeZone, now }: { districtId: string; timeZone: string; now: Date },
): Promise<AgreementView[]> {
  const since = new Date(now.getTime() - WEEKS * 7 * 86_400_000)
  const { rows } = await sql<AgreementView>`
    select kind, case when ranked -> 0 ? 'rule' then 'rule' else 'learned' end as origin,
      to_char(date_trunc('week', chosen_at at time zone ${timeZone}), 'YYYY-MM-DD') as week,
      count(*)::int as chosen,
      (count(*) filter (where chosen_rank = 1))::int as first,
      (count(*) filter (where chosen_rank is not null))::int as three,
      (count(*) filter (where sure))::int as sure,
      (count(*) filter (where sure and chosen_rank = 1))::int as "sureRight"
    from reading.proposal
    where district_id = ${districtId} and chosen is not null and chosen_at >= ${since}
    group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}
