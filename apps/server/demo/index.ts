import { seedCatalogue } from '#modules/catalogue/server/index.ts'
import type { FileStore } from '#modules/files/server/index.ts'
import { freezeMonth } from '#modules/insight/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { carry } from './carry.ts'
import { castOf } from './cast.ts'
import { betweenUnits, dutyGround } from './duties.ts'
import { enforcementFiles } from './enforcement.ts'
import { openOnes } from './open-cases.ts'
import { park } from './parked.ts'
import { hotlineOrders } from './orders.ts'
import { casesBeside, saveNeighbours } from './neighbours.ts'
import { savePictures } from './pictures.ts'
import { savePlaces } from './places.ts'
import type { Stage } from './play.ts'
import { plansOf, type CasePlan } from './plans.ts'
import { powerCut } from './power-cut.ts'
import { saveRules } from './rules.ts'
import { saveStaff } from './staff.ts'
import { fillPools } from './pools.ts'
import { smokePlan } from './smoke-plan.ts'
import { registerSubjects } from './subjects.ts'
import { supervise } from './supervision.ts'
import { daysBefore } from './time.ts'
import { someInspections } from './inspections.ts'
import { someLeave } from './leave.ts'
import { someRosters } from './rosters.ts'
import { aPersonalRequest } from './personal.ts'
import { someChecks } from './checks.ts'
import { someHazards } from './hazards.ts'
import { askReporters } from './questions.ts'
import { someServices } from './services.ts'
import { someOutreach } from './outreach.ts'
import { somePatrols } from './patrols.ts'
import { someVisits } from './visits.ts'
import { learnedEarly } from './reading.ts'
import { smokeWhistles } from './whistles.ts'
import { worlds, type World } from './worlds.ts'

export interface DemonstrationParts {
  cipher: Cipher
  store: FileStore
  now: Date
  progress?: (done: number, all: number) => void
  /** Only these districts of it. */
  only?: readonly string[]
}

const AT_ONCE = 6

/** Three districts, their people and six weeks of cases. Does nothing where any district exists. */
export async function loadDemonstration(db: Db, parts: DemonstrationParts): Promise<void> {
  if ((await listDistricts(db)).length > 0) return
  const founded = daysBefore(parts.now, 60)
  const sets: Awaited<ReturnType<typeof setUp>>[] = []
  for (const world of worlds.filter((w) => parts.only?.includes(w.districtId) ?? true))
    // oxlint-disable-next-line no-await-in-loop -- they share the reference tables of the catalogue
    sets.push(await setUp(db, world, { ...parts, founded }))
  const queue = sets
    .flatMap(({ stage, plans }) => plans.map((plan) => ({ stage, plan })))
    .toSorted((a, b) => a.plan.reportedAt.getTime() - b.plan.reportedAt.getTime())
  const all = queue.length
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- six at once, each case in its own order
      await carry(next.stage, next.plan)
      parts.progress?.(all - queue.length, all)
    }
  })
  await Promise.all(workers)
  /* oxlint-disable no-await-in-loop -- one district after the other */
  for (const { stage } of sets) {
    // The month that ended in these weeks, as it stands before what has happened to it since.
    await freezeMonth(db, stage.districtId, parts.now)
    await betweenUnits(stage)
    await smokeWhistles(stage)
    await smokePlan(stage)
    await powerCut(stage)
    await supervise(stage)
    await fillPools(stage)
    await park(stage)
    await hotlineOrders(stage)
    await enforcementFiles(stage)
    await someLeave(stage)
    await someRosters(stage)
    await aPersonalRequest(stage)
    await registerSubjects(stage)
    await someVisits(stage)
    await someChecks(stage)
    await somePatrols(stage)
    await someHazards(stage)
    await askReporters(stage)
    await someInspections(stage)
    await someServices(stage)
    await someOutreach(stage)
    await learnedEarly(stage)
  }
  /* oxlint-enable no-await-in-loop */
}

async function setUp(
  db: Db,
  world: World,
  { cipher, store, now, founded }: DemonstrationParts & { founded: Date },
): Promise<{ stage: Stage; plans: CasePlan[] }> {
  const { districtId } = world
  const spots = await savePlaces(db, world, founded)
  const beside = await saveNeighbours(db, world, founded)
  await transact(db, (tx) => seedCatalogue(tx, districtId, founded))
  const crew = await saveStaff(db, castOf(world, founded))
  await saveRules(db, crew, founded)
  const album = await savePictures(db, store, { districtId, now: founded })
  const stage = { db, store, cipher, districtId, crew, album, present: now }
  await dutyGround(stage, founded)
  return {
    stage,
    plans: plansOf(world, spots, now, [
      ...openOnes(world, spots, now),
      ...casesBeside(world, beside, now),
    ]),
  }
}

export interface DemonstrationPerson {
  name: string
  roleTitle: string
  district: string
  districtId: string
  personId: string
  postId: string
  face: 'console' | 'work'
}

const field = new Set(['grid_worker', 'officer', 'specialist', 'liaison'])

/** Whom a visitor may be: every post of the demonstration districts with its holder. */
export async function demonstrationPeople(db: Db): Promise<DemonstrationPerson[]> {
  const rows = await db
    .selectFrom('people.holding as h')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'h.district_id').onRef('p.id', '=', 'h.person_id'),
    )
    .innerJoin('people.post as o', (j) =>
      j.onRef('o.district_id', '=', 'h.district_id').onRef('o.id', '=', 'h.post_id'),
    )
    .innerJoin('places.district as d', 'd.district_id', 'h.district_id')
    .select([
      'p.name',
      'o.title',
      'o.kind',
      'd.name as district',
      'd.district_id as districtId',
      'p.id as personId',
      'o.id as postId',
    ])
    .where('d.demo', '=', true)
    .where('h.delegation_id', 'is', null)
    // A partner's contact signs in nowhere.
    .where('o.kind', '<>', 'partner')
    .orderBy('d.district_id')
    .orderBy('o.kind')
    .orderBy('o.id')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    district: row.district,
    districtId: row.districtId,
    personId: row.personId,
    postId: row.postId,
    roleTitle: row.title,
    face: field.has(row.kind) ? 'work' : 'console',
  }))
}
