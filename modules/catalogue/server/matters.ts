import { sql } from 'kysely'
import { questionTokensOf, tokensOf } from '#kernel/text-tokens.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { MatterEdit, MatterPage, MatterView } from '../contract/index.ts'
import { matterKey } from '../domain/matter.ts'
import type { ItemClass, MatterKind, MatterRef, Origin, Urgency } from '../domain/matter.ts'
import { readGuideItem } from './guide-items.ts'
import { mayAsk } from '../domain/question.ts'
import { historyOf, nextVersion, recordChange, type Editing } from './revisions.ts'

const FOUND_AT_MOST = 50

const select = (db: Db, districtId: string) =>
  db
    .selectFrom('catalogue.matter as m')
    .leftJoin('catalogue.guide_item as g', (join) =>
      join.onRef('g.district_id', '=', 'm.district_id').onRef('g.code', '=', 'm.guide_item_code'),
    )
    .where('m.district_id', '=', districtId)
    .select((eb) => [
      eb.ref('m.kind').$castTo<MatterKind>().as('kind'),
      'm.code',
      'm.name',
      'm.major',
      'm.major_name as majorName',
      'm.guide_item_code as guideItemCode',
      eb.ref('g.class').$castTo<ItemClass | null>().as('class'),
      'm.filing_standard as filingStandard',
      'm.closing_standard as closingStandard',
      'm.hint',
      'm.lead',
      eb.ref('m.urgency').$castTo<Urgency>().as('urgency'),
      'm.hazard',
      eb.ref('m.origin').$castTo<Origin>().as('origin'),
      eb.ref('m.questions').$castTo<MatterView['questions']>().as('questions'),
      'm.active',
      'm.version',
    ])

/** A matter as the district has it, active or not; undefined where it has none of this code. */
export async function readMatter(
  db: Db,
  districtId: string,
  kind: MatterKind,
  code: string,
): Promise<MatterView | undefined> {
  return select(db, districtId)
    .where('m.kind', '=', kind)
    .where('m.code', '=', code)
    .executeTakeFirst()
}

/** Several matters at once, in no order; what the district does not have is left out. */
export async function readMatters(
  db: Db,
  districtId: string,
  matters: readonly { kind: MatterKind; code: string }[],
): Promise<MatterView[]> {
  if (matters.length === 0) return []
  return select(db, districtId)
    .where((eb) =>
      eb.or(
        matters.map(({ kind, code }) => eb.and([eb('m.kind', '=', kind), eb('m.code', '=', code)])),
      ),
    )
    .execute()
}

export interface MatterSearch {
  text?: string | undefined
  kind?: MatterKind | undefined
  major?: string | undefined
  after?: string | undefined
  limit: number
}

/**
 * Matters by code, those of a text first where it names one. The cursor is `kind/code`. Retired ones
 * are listed too, because old cases carry them.
 */
export async function listMatters(db: Db, districtId: string, search: MatterSearch) {
  if (search.text) {
    const found = await searchMatters(db, districtId, search.text)
    const rows = found.filter(
      (m) =>
        (!search.kind || m.kind === search.kind) && (!search.major || m.major === search.major),
    )
    return { rows, next: null }
  }
  const [kind, code] = search.after?.split('/') ?? []
  const rows = await select(db, districtId)
    .$if(search.kind !== undefined, (q) => q.where('m.kind', '=', search.kind!))
    .$if(search.major !== undefined, (q) => q.where('m.major', '=', search.major!))
    .$if(code !== undefined, (q) => q.where(sql<boolean>`(m.kind, m.code) > (${kind}, ${code})`))
    .orderBy('m.kind')
    .orderBy('m.code')
    .limit(search.limit + 1)
    .execute()
  const page = rows.slice(0, search.limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > page.length && last ? matterKey(last) : null }
}

/** Matters in use of which whoever reports is asked something, with those questions alone. */
export async function askedOfReporters(db: Db, districtId: string) {
  const rows = await select(db, districtId)
    .where('m.active', '=', true)
    .where(sql<boolean>`m.questions @> '[{"at":"report"}]'`)
    .orderBy('m.kind')
    .orderBy('m.code')
    .limit(200)
    .execute()
  return rows.map(({ kind, code, name, hint, questions = [] }) => {
    return { kind, code, name, hint, questions: questions.filter((q) => q.at === 'report') }
  })
}

/**
 * The matters that a text means, at most fifty: digits are read as the beginning of a code, four of
 * them also as a code of 2013; anything else must have all its words in the matter's.
 */
export async function searchMatters(
  db: Db,
  districtId: string,
  text: string,
): Promise<MatterView[]> {
  const asked = text.normalize('NFKC').trim()
  if (/^\d{1,5}$/.test(asked))
    return select(db, districtId)
      .where(
        sql<boolean>`(m.code like ${`${asked}%`} or exists (
          select from catalogue.legacy_code l
          where l.kind = m.kind and l.code = m.code and l.legacy_code = ${asked}))`,
      )
      .orderBy('m.kind', 'desc')
      .orderBy('m.code')
      .limit(FOUND_AT_MOST)
      .execute()
  const tokens = questionTokensOf(asked)
  if (tokens.length === 0) return []
  return select(db, districtId)
    .where(sql<boolean>`m.tokens @> ${tokens}::text[]`)
    .orderBy('m.active', 'desc')
    .orderBy(sql`position(${asked} in m.name) = 0`)
    .orderBy('m.kind', 'desc')
    .orderBy('m.code')
    .limit(FOUND_AT_MOST)
    .execute()
}

/** What is written of a matter into its index of words. */
export const matterTokens = (m: {
  name: string
  majorName: string
  filingStandard: string
  hint: string
}): string[] => tokensOf([m.name, m.majorName, m.filingStandard, m.hint].join(' '))

/** One matter with what belongs to it; its limit is filled in by the caller from the policy. */
export async function matterPage(
  db: Db,
  districtId: string,
  ref: MatterRef,
): Promise<Omit<MatterPage, 'limit' | 'limits' | 'allowed'>> {
  const matter = await readMatter(db, districtId, ref.kind, ref.code)
  if (!matter) throw notFound('catalogue.matter_not_found')
  const legacyCodes = await db
    .selectFrom('catalogue.legacy_code')
    .select(['legacy_code as code', 'name', 'confidence'])
    .where('kind', '=', ref.kind)
    .where('code', '=', ref.code)
    .orderBy('legacy_code')
    .execute()
  const standard = await standardOf(db, ref)
  return {
    matter,
    standard: standard
      ? {
          standard: standard.standard,
          name: standard.name,
          majorName: standard.major_name,
          componentCode: standard.component_code,
        }
      : null,
    guide: await guideOf(db, districtId, matter.guideItemCode),
    legacyCodes,
    history: await historyOf(db, districtId, 'matter', matterKey(ref)),
  }
}

async function guideOf(db: Db, districtId: string, code: string | null) {
  const item = code === null ? undefined : await readGuideItem(db, districtId, code)
  if (!item) return null
  const { name, nameEn, owner, nextStep, nextStepEn, origin } = item
  return { code: item.code, name, nameEn, owner, nextStep, nextStepEn, origin }
}

async function standardOf(db: Db, { kind, code }: MatterRef) {
  return db
    .selectFrom('catalogue.standard_code')
    .select(['standard', 'name', 'major', 'major_name', 'component_code'])
    .where('kind', '=', kind)
    .where('code', '=', code)
    .executeTakeFirst()
}

/** A district's own code lies in one of the standard's majors, or in a major of its own making. */
async function majorOf(tx: Tx, { kind, code }: MatterRef) {
  const major = code.slice(0, 2)
  const known = await tx
    .selectFrom('catalogue.standard_code')
    .select('major_name')
    .where('kind', '=', kind)
    .where('major', '=', major)
    .limit(1)
    .executeTakeFirst()
  return { major, major_name: known?.major_name ?? '' }
}

/** Edits a matter or adds one; what the national standard names keeps its name. */
export async function editMatter(
  db: Db,
  ref: MatterRef,
  edit: MatterEdit & { baseVersion: number | null },
  editing: Editing,
): Promise<MatterView> {
  const { districtId } = editing.caller
  const asked = mayAsk(edit.questions ?? [])
  if (!asked.ok) throw invalid(`catalogue.${asked.refusal}`)
  return transact(db, async (tx) => {
    await lockMatter(tx, districtId, ref)
    const before = await readMatter(tx, districtId, ref.kind, ref.code)
    if (!before && edit.baseVersion !== null) throw notFound('catalogue.matter_not_found')
    const at = { districtId, subject: 'matter' as const, key: matterKey(ref) }
    const version = await nextVersion(tx, at, before?.version, edit.baseVersion)
    const standard = await standardOf(tx, ref)
    if (standard && standard.name !== edit.name)
      throw refused('catalogue.standard_name', { name: standard.name })
    const major = standard
      ? { major: standard.major, major_name: standard.major_name }
      : await majorOf(tx, ref)
    await writeMatter(tx, ref, { districtId, version, edit, major })
    const after = (await readMatter(tx, districtId, ref.kind, ref.code))!
    await recordChange(tx, editing, { ...at, version, before: before ?? null, after })
    return after
  })
}

async function lockMatter(tx: Tx, districtId: string, ref: MatterRef): Promise<void> {
  await tx
    .selectFrom('catalogue.matter')
    .select('code')
    .where('district_id', '=', districtId)
    .where('kind', '=', ref.kind)
    .where('code', '=', ref.code)
    .forUpdate()
    .execute()
}

async function writeMatter(
  tx: Tx,
  ref: MatterRef,
  to: {
    districtId: string
    version: number
    edit: MatterEdit
    major: { major: string; major_name: string }
  },
): Promise<void> {
  const { edit, version, major } = to
  const row = {
    name: edit.name,
    guide_item_code: edit.guideItemCode,
    filing_standard: edit.filingStandard,
    closing_standard: edit.closingStandard,
    hint: edit.hint,
    lead: edit.lead,
    urgency: edit.urgency,
    hazard: edit.hazard,
    active: edit.active,
    ...(edit.questions ? { questions: JSON.stringify(edit.questions) } : {}),
    origin: 'district',
    tokens: matterTokens({ ...edit, majorName: major.major_name }),
    version,
  }
  try {
    await tx
      .insertInto('catalogue.matter')
      .values({
        district_id: to.districtId,
        kind: ref.kind,
        code: ref.code,
        major: major.major,
        major_name: major.major_name,
        ...row,
      })
      .onConflict((c) => c.columns(['district_id', 'kind', 'code']).doUpdateSet(row))
      .execute()
  } catch (error) {
    if (brokenConstraint(error)?.includes('guide_item'))
      throw invalid('catalogue.guide_item_not_found', { code: edit.guideItemCode })
    throw error
  }
}

/** The matters in force that belong to an item of the guide. */
export async function mattersOfItems(db: Db, districtId: string) {
  const rows = await select(db, districtId)
    .where('m.active', '=', true)
    .where('m.guide_item_code', 'is not', null)
    .orderBy('m.kind')
    .orderBy('m.code')
    .execute()
  return rows.map(({ kind, code, name, guideItemCode, class: itemClass, urgency }) => ({
    ref: { kind, code },
    name,
    guideItemCode,
    class: itemClass ?? undefined,
    urgency,
  }))
}

/** All matters of one item of the guide, the retired ones too. */
export async function mattersOfItem(
  db: Db,
  districtId: string,
  item: string,
): Promise<MatterView[]> {
  return select(db, districtId)
    .where('m.guide_item_code', '=', item)
    .orderBy('m.kind')
    .orderBy('m.code')
    .execute()
}
