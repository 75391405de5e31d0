import { listMatters, readMatter } from '#modules/catalogue/server/index.ts'
import { findUnit, unitsOf } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { ProposalKind } from '../../contract/index.ts'
import type { Stored } from './store.ts'
import type { Example } from '../../domain/classifier/train.ts'

/** A filed case to learn from, and when it was filed. */
export interface Filed extends Example {
  filedAt: Date
}

/** The newest filed cases; older ones tell of a district as it was. */
const MOST_CASES = 10_000
/** Of fewer cases nothing is learned about a label. */
const FEWEST_OF_LABEL = 3
/** A sentence of the catalogue beside a case that somebody filed. */
const WEIGHT = 0.5
/** As many filed cases as make an examination. */
export const ENOUGH_CASES = 30

const messageOf = (detail: string) => ({ subject: '', detail })

/**
 * Cases filed by `now` with what people chose, newest first. Confidential reports are not among them,
 * long numbers neither.
 */
export async function filedCases(
  db: Db,
  districtId: string,
  { kind, now }: { kind: ProposalKind; now: Date },
): Promise<Filed[]> {
  const rows = await db
    .selectFrom('cases.v_filed_text')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('text', '<>', '')
    .where('filed_at', '<=', now)
    .where(kind === 'unit' ? 'unit_id' : 'matter_code', 'is not', null)
    .orderBy('filed_at', 'desc')
    .orderBy('case_id')
    .limit(MOST_CASES)
    .execute()
  const filed = rows.map((row): Filed => {
    const text = row.text ?? ''
    const label = kind === 'unit' ? row.unit_id : `${row.matter_kind}:${row.matter_code}`
    return {
      message: messageOf(text),
      labels: [label ?? ''],
      // The same words again, as from a template or a crowd, are not two proofs.
      group: text.replace(/\s/gu, '').slice(0, 60),
      filedAt: row.filed_at ?? new Date(0),
    }
  })
  const known = await labelsOf(db, districtId, kind)
  const counts = new Map<string, number>()
  for (const { labels } of filed)
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const enough = (label: string) => (counts.get(label) ?? 0) >= FEWEST_OF_LABEL
  return filed.filter(({ labels }) => labels.every((one) => known.has(one) && enough(one)))
}

/** By district, counted once for a version, since what it was learned from does not change. */
const counted = new Map<string, { of: string; counts: ReadonlyMap<string, number> }>()

/** Of how many cases of each matter a version of units was learned, by label. */
export async function casesOfMatters(
  db: Db,
  districtId: string,
  { version, madeAt, learnedFrom }: Pick<Stored, 'version' | 'madeAt' | 'learnedFrom'>,
): Promise<ReadonlyMap<string, number>> {
  const of = JSON.stringify([version, madeAt, learnedFrom])
  const known = counted.get(districtId)
  if (known?.of === of) return known.counts
  const rows = await db
    .selectFrom((from) =>
      from
        .selectFrom('cases.v_filed_text')
        .select(['matter_kind', 'matter_code'])
        .where('district_id', '=', districtId)
        .where('text', '<>', '')
        .where('filed_at', '<=', madeAt)
        .where('unit_id', 'is not', null)
        .orderBy('filed_at', 'desc')
        .orderBy('case_id')
        .limit(MOST_CASES)
        .as('learned'),
    )
    .select((eb) => ['matter_kind', 'matter_code', eb.fn.countAll().as('n')])
    .groupBy(['matter_kind', 'matter_code'])
    .execute()
  const counts = new Map(rows.map((r) => [`${r.matter_kind}:${r.matter_code}`, Number(r.n)]))
  counted.set(districtId, { of, counts })
  return counts
}

async function activeMatters(db: Db, districtId: string) {
  const { rows } = await listMatters(db, districtId, { limit: 10_000 })
  return rows.filter(({ active }) => active)
}

/** What may be proposed now, by label: retired matters and units are not. */
async function labelsOf(db: Db, districtId: string, kind: ProposalKind): Promise<Set<string>> {
  if (kind === 'unit') return new Set((await unitsOf(db, districtId)).map(({ id }) => id))
  return new Set((await activeMatters(db, districtId)).map((m) => `${m.kind}:${m.code}`))
}

/** The name of a label; null where it may not be chosen any more. */
export async function nameOfLabel(
  db: Db,
  districtId: string,
  { kind, label }: { kind: ProposalKind; label: string },
): Promise<string | null> {
  if (kind === 'unit') {
    const unit = await findUnit(db, districtId, label)
    return unit?.active === true ? unit.name : null
  }
  const [matterKind, code = ''] = label.split(':')
  if (matterKind !== 'component' && matterKind !== 'matter') return null
  const matter = await readMatter(db, districtId, matterKind, code)
  return matter?.active === true ? matter.name : null
}

/**
 * What the catalogue itself says of each matter: its name, and its standard. Guide items are left out,
 * since each is of many matters and its words would make these alike. Names are only learned from. While
 * there are too few filed cases the standards are what a model is examined on, so that its confidence
 * means something from the first day.
 */
export async function catalogueLessons(
  db: Db,
  districtId: string,
  examined: boolean,
): Promise<Example[]> {
  const matters = await activeMatters(db, districtId)
  return matters.flatMap((matter): Example[] => {
    // Hundreds of components have a name and nothing else; each is near the name of its matter.
    if (matter.kind === 'component' && matter.filingStandard === '') return []
    const labels = [`${matter.kind}:${matter.code}`]
    const said = { labels, group: labels.join(''), weight: WEIGHT }
    const name = { ...said, message: messageOf(matter.name), hint: true }
    if (matter.filingStandard === '') return [name]
    const standard = `${matter.filingStandard}，${matter.hint}`
    return [name, { ...said, message: messageOf(standard), hint: !examined }]
  })
}
