import { randomBytes } from 'node:crypto'
import { shortCode } from '#kernel/short-code.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import type { LeafletPage } from '../../contract/leaflets.ts'
import { leafletVerbs, nextNumber, type LeafletVerb } from '../../domain/leaflets.ts'
import { demandArea, demandMatters, type Asking } from '../ground.ts'
import { ownsArea } from '../scope.ts'
import { factsOf, findLeaflet, type Leaflet } from './parts.ts'
import { leafletPage } from './views.ts'

export interface LeafletInput {
  id: string
  areaCode: string
  matters: readonly string[]
  title: string
  body: string
  titleEn: string
  bodyEn: string
  pictureId: string | null
  validUntil: string | null
  baseVersion: number | null
}

const MOST_CODES = 5

/**
 * Writes a leaflet, or new words for one: a draft is written over, what was approved stays as it is and
 * the new words wait beside it. The same words again change nothing; others on an old version end in
 * 409 `outreach.out_of_date`.
 */
export async function writeLeaflet(
  db: Db,
  asking: Asking,
  given: LeafletInput,
): Promise<LeafletPage> {
  for (let tries = 1; ; tries++) {
    try {
      await transact(db, (tx) => write(tx, asking, given)) // oxlint-disable-line no-await-in-loop -- the next try only after this one
      return await leafletPage(db, asking, given.id) // oxlint-disable-line no-await-in-loop -- ends the loop
    } catch (error) {
      if (brokenConstraint(error) !== 'leaflet_code_unique' || tries >= MOST_CODES) throw error
    }
  }
}

async function write(tx: Tx, asking: Asking, given: LeafletInput): Promise<void> {
  const { caller, now } = asking
  const { districtId } = caller
  const { personId } = personOf(caller)
  if (!ownsArea(caller, given.areaCode)) throw forbidden('outreach.area_not_yours')
  await demandArea(tx, districtId, given.areaCode)
  await demandMatters(tx, districtId, given.matters)
  const before = await lockOrMake(tx, asking, given)
  // One of a whole street is not drawn into one of its communities.
  if (!ownsArea(caller, before.row.area_code)) throw forbidden('outreach.area_not_yours')
  const latest = before.versions[0]
  const same = latest && sameWords(latest, before, given)
  if (same) return
  if (latest && given.baseVersion !== before.row.version)
    throw refused('outreach.out_of_date', { version: before.row.version })
  if (latest) allow(before, caller, 'write')
  const number = latest ? nextNumber(before.row) : 1
  // What an earlier text shows is kept already, whoever writes the next.
  const shown = before.versions.some((version) => version.picture_id === given.pictureId)
  if (given.pictureId !== null && !shown) await claimFiles(tx, caller, [given.pictureId], now)
  const words = {
    title: given.title,
    body: given.body,
    title_en: given.titleEn,
    body_en: given.bodyEn,
    picture_id: given.pictureId,
    valid_until: given.validUntil,
    written_at: now,
    written_by: personId,
  }
  await tx
    .insertInto('outreach.leaflet_version')
    .values({ district_id: districtId, leaflet_id: given.id, number, ...words })
    .onConflict((c) => c.columns(['district_id', 'leaflet_id', 'number']).doUpdateSet(words))
    .execute()
  await tx
    .updateTable('outreach.leaflet')
    .set((eb) => ({
      area_code: given.areaCode,
      matters: [...given.matters],
      title: given.title,
      newest: number,
      version: latest ? eb('version', '+', 1) : 0,
    }))
    .where('district_id', '=', districtId)
    .where('id', '=', given.id)
    .execute()
  await audit(tx, caller, {
    act: 'outreach.leaflet_written',
    subjectKind: 'leaflet',
    subjectId: given.id,
    details: { number },
    at: now,
  })
}

async function lockOrMake(tx: Tx, { caller, now }: Asking, given: LeafletInput): Promise<Leaflet> {
  await tx
    .insertInto('outreach.leaflet')
    .values({
      district_id: caller.districtId,
      id: given.id,
      code: shortCode(randomBytes(8)),
      area_code: given.areaCode,
      title: given.title,
      matters: [...given.matters],
      created_at: now,
      created_by: personOf(caller).personId,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .execute()
  return findLeaflet(tx, caller, given.id, true)
}

const sameWords = (
  latest: Leaflet['versions'][number],
  { row }: Leaflet,
  given: LeafletInput,
): boolean =>
  row.area_code === given.areaCode &&
  JSON.stringify(row.matters) === JSON.stringify(given.matters) &&
  latest.title === given.title &&
  latest.body === given.body &&
  latest.title_en === given.titleEn &&
  latest.body_en === given.bodyEn &&
  latest.picture_id === given.pictureId &&
  latest.valid_until === given.validUntil

/** 409 with the reason where the rules say no to the verb. */
function allow(leaflet: Leaflet, caller: Caller, verb: LeafletVerb): void {
  const facts = factsOf(leaflet)
  const may = leafletVerbs(facts, {
    personId: personOf(caller).personId,
    keeps: caller.verbs.has('outreach.keep'),
    approves: caller.verbs.has('outreach.approve'),
  })
  if (may.includes(verb)) return
  if (verb === 'approve' && facts.newestWrittenBy === caller.personId)
    throw refused('outreach.own_words')
  throw refused(facts.withdrawn ? 'outreach.leaflet_withdrawn' : 'outreach.leaflet_not_so')
}

/** Approves exactly the version that was looked at; from now on it is shown. Again is the same. */
export async function approveLeaflet(
  db: Db,
  asking: Asking,
  of: { leafletId: string; number: number; baseVersion: number },
): Promise<LeafletPage> {
  const { caller, now } = asking
  await transact(db, async (tx) => {
    const leaflet = await findLeaflet(tx, caller, of.leafletId, true)
    if (!ownsArea(caller, leaflet.row.area_code)) throw forbidden('outreach.area_not_yours')
    if (leaflet.row.shown === of.number) return
    if (leaflet.row.version !== of.baseVersion || leaflet.row.newest !== of.number)
      throw refused('outreach.out_of_date', { version: leaflet.row.version })
    allow(leaflet, caller, 'approve')
    await tx
      .updateTable('outreach.leaflet_version')
      .set({ approved_at: now, approved_by: personOf(caller).personId })
      .where('district_id', '=', caller.districtId)
      .where('leaflet_id', '=', of.leafletId)
      .where('number', '=', of.number)
      .execute()
    await change(tx, asking, of.leafletId, { shown: of.number })
    await audit(tx, caller, {
      act: 'outreach.leaflet_approved',
      subjectKind: 'leaflet',
      subjectId: of.leafletId,
      details: { number: of.number },
      at: now,
    })
  })
  return leafletPage(db, asking, of.leafletId)
}

/** Shows a leaflet no longer, or again; whoever opens it is told that it is over. */
export async function withdrawLeaflet(
  db: Db,
  asking: Asking,
  of: { leafletId: string; withdrawn: boolean; baseVersion: number },
): Promise<LeafletPage> {
  const { caller, now } = asking
  await transact(db, async (tx) => {
    const leaflet = await findLeaflet(tx, caller, of.leafletId, true)
    if (!ownsArea(caller, leaflet.row.area_code)) throw forbidden('outreach.area_not_yours')
    if ((leaflet.row.withdrawn_at !== null) === of.withdrawn) return
    if (leaflet.row.version !== of.baseVersion)
      throw refused('outreach.out_of_date', { version: leaflet.row.version })
    allow(leaflet, caller, of.withdrawn ? 'withdraw' : 'bring_back')
    await change(tx, asking, of.leafletId, { withdrawn_at: of.withdrawn ? now : null })
    await audit(tx, caller, {
      act: of.withdrawn ? 'outreach.leaflet_withdrawn' : 'outreach.leaflet_brought_back',
      subjectKind: 'leaflet',
      subjectId: of.leafletId,
      details: {},
      at: now,
    })
  })
  return leafletPage(db, asking, of.leafletId)
}

const change = (
  tx: Tx,
  { caller }: Asking,
  id: string,
  to: { shown: number } | { withdrawn_at: Date | null },
) =>
  tx
    .updateTable('outreach.leaflet')
    .set((eb) => ({ ...to, version: eb('version', '+', 1) }))
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .execute()
