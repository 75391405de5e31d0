import { HazardStepInput, type HazardInput } from '#modules/fieldwork/contract/hazards.ts'
import { recordHazard } from '#modules/fieldwork/server/hazards/record.ts'
import { stepHazard } from '#modules/fieldwork/server/hazards/step.ts'
import { readHazard } from '#modules/fieldwork/server/hazards/views.ts'
import type { Db } from '#platform/server/database.ts'
import { as, id, later, type Name } from './small-district.ts'
import { acting, grid } from './subjects-story.ts'

/** A hazard of the first grid, as whoever walks there enters it. */

export const day = 24 * 60

export const hazard = (name: string, over: Partial<HazardInput> = {}): HazardInput => ({
  id: id(`hazard/${name}`),
  kind: 'wiring',
  grade: 'serious',
  words: '楼道口飞线充电',
  address: `竹林北路 ${name}`,
  areaCode: grid,
  ...over,
})
export const found = async (db: Db, input: HazardInput, minute = 0, by: Name = 'li') =>
  recordHazard(db, await acting(db, by, minute), input)

type Verb = HazardStepInput['verb']

export const notice = {
  dueOn: '2026-03-20',
  toKind: 'household',
  toName: '张建国',
  how: 'in_person',
} as const
const said: Record<Verb, object> = {
  notify: notice,
  move: { dueOn: '2026-03-25', words: '等电工' },
  regrade: { kind: 'wiring', grade: 'major', words: '线皮已破' },
  fix: { by: '物业电工' },
  pass: {},
  fail: { dueOn: '2026-03-27', words: '又接上了' },
  withdraw: { words: '记重了' },
}
let steps = 0

/** One step with what it must say, by somebody so many minutes after ten. */
export async function step(
  db: Db,
  by: Name,
  verb: Verb,
  at: { id: string; version: number; minute?: number },
) {
  steps += 1
  const input = HazardStepInput.parse({
    id: id(`step/${steps}`),
    verb,
    baseVersion: at.version,
    ...said[verb],
  })
  return stepHazard(db, await acting(db, by, at.minute ?? 0), at.id, input)
}

export const asking = async (db: Db, by: Name, minute = 0) => ({
  caller: await as(db, by),
  now: later(minute),
})
export const reading = async (db: Db, by: Name, hazardId: string, minute = 0) =>
  readHazard(db, await acting(db, by, minute), hazardId)
