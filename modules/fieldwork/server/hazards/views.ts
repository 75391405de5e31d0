import { sql, type Selectable } from 'kysely'
import type { FieldworkHazardStep } from '#database/types.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames, listAreas } from '#modules/places/server/index.ts'
import { subjectBriefs } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type {
  HazardPage,
  HazardsAhead,
  HazardStepView,
  HazardView,
} from '../../contract/hazards.ts'
import {
  addresseeKinds,
  allowedVerbs,
  hazardActs,
  isOverdue,
  noticeWays,
  ringTroubles,
} from '../../domain/hazards/hazard.ts'
import { ownCampaigns } from '../campaigns/views.ts'
import { dayIn } from '../day.ts'
import { countOf, pageOfHazards, type HazardFilter } from './filter.ts'
import {
  actorOf,
  areaOf,
  hazardOf,
  numberOf,
  oneOf,
  visibleHazard,
  type HazardRow,
} from './parts.ts'
import { gradesOf, kindsOf } from './settings.ts'

type Asking = { caller: Caller; now: Date }
type StepRow = Selectable<FieldworkHazardStep>

/** Hazards in the caller's area, what is past its date first. */
export async function listHazards(
  db: Db,
  { caller, now }: Asking,
  filter: HazardFilter & { after?: string | undefined; limit: number },
): Promise<{ rows: HazardView[]; next: string | null }> {
  const { today } = await dayIn(db, caller.districtId, now)
  const { rows, next } = await pageOfHazards(db, caller, filter, { today, ...filter })
  return { rows: await hazardViews(db, caller, today, rows), next }
}

export async function countHazards(
  db: Db,
  { caller, now }: Asking,
  filter: Omit<HazardFilter, 'show'>,
) {
  const { today } = await dayIn(db, caller.districtId, now)
  return countOf(db, caller, filter, today)
}

const named = (known: ReadonlyMap<string, { name: string; nameEn: string }>, code: string) => {
  const { name, nameEn } = known.get(code) ?? { name: code, nameEn: code }
  return { code, name, nameEn: nameEn || name }
}

const byCode = <One extends { code: string }>(all: readonly One[]) =>
  new Map(all.map((one) => [one.code, one]))

/** Hazards as pages show them, each with what the caller may do about it. */
export async function hazardViews(
  db: Db,
  caller: Caller,
  today: string,
  rows: readonly HazardRow[],
): Promise<HazardView[]> {
  const { districtId } = caller
  if (rows.length === 0) return []
  const kinds = byCode(await kindsOf(db, districtId))
  const grades = byCode(await gradesOf(db, districtId))
  const areas = await areaNames(db, districtId)
  const briefs = await subjectBriefs(
    db,
    districtId,
    rows.flatMap(({ subject_id: id }) => id ?? []),
  )
  const { persons } = await nameOf(db, districtId, { personIds: rows.map((row) => row.found_by) })
  const campaigns = await campaignNames(db, districtId, rows)
  const pictures = await firstPictures(db, districtId, rows)
  const by = actorOf(caller)
  return rows.map((row) => {
    const hazard = hazardOf(row)
    return {
      id: row.id,
      number: numberOf(row),
      kind: named(kinds, row.kind),
      grade: named(grades, row.grade),
      words: row.words,
      subject: briefs.get(row.subject_id ?? '') ?? null,
      address: row.address,
      areaCode: areaOf(row),
      areaName: areas.get(areaOf(row)) ?? '',
      lon: row.lon,
      lat: row.lat,
      state: hazard.state,
      dueOn: row.due_on,
      overdue: isOverdue({ state: hazard.state, dueOn: row.due_on }, today),
      failed: row.failed,
      foundAt: row.found_at.toISOString(),
      foundBy: persons.get(row.found_by) ?? '',
      fixedAt: row.fixed_at?.toISOString() ?? null,
      photos: pictures.get(row.id) ?? [],
      caseId: row.case_id,
      campaign: campaigns.get(row.campaign_id ?? '') ?? null,
      version: row.version,
      allowed: allowedVerbs(hazard, by),
    }
  })
}

async function campaignNames(db: Db, districtId: string, rows: readonly HazardRow[]) {
  const ids = rows.flatMap((row) => row.campaign_id ?? [])
  if (ids.length === 0) return new Map<string, { id: string; name: string }>()
  const found = await db
    .selectFrom('fieldwork.campaign')
    .select(['id', 'name'])
    .where('district_id', '=', districtId)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(found.map((row) => [row.id, row]))
}

async function firstPictures(db: Db, districtId: string, rows: readonly HazardRow[]) {
  const found = await db
    .selectFrom('fieldwork.hazard_step')
    .select(['hazard_id', 'photos'])
    .where('district_id', '=', districtId)
    .where(sql<boolean>`hazard_id = any(${rows.map((row) => row.id)}::uuid[])`)
    .where('seq', '=', 1)
    .execute()
  return new Map(found.map((row) => [row.hazard_id, row.photos]))
}

/** One hazard with its steps; whom a notice went to only for whoever may look at contacts. */
export async function readHazard(
  db: Db,
  { caller, now, cipher }: Asking & { cipher: Cipher },
  id: string,
): Promise<HazardPage> {
  const { districtId } = caller
  const { rows } = await sql<HazardRow>`select x.* from fieldwork.hazard x
    where x.id = ${id} and ${visibleHazard(caller)}`.execute(db)
  const [row] = rows
  if (!row) throw notFound('fieldwork.hazard_not_found')
  const { today } = await dayIn(db, districtId, now)
  const [view] = await hazardViews(db, caller, today, rows)
  if (!view) throw notFound('fieldwork.hazard_not_found')
  const kinds = await kindsOf(db, districtId)
  const grades = await gradesOf(db, districtId)
  return {
    ...view,
    steps: await stepsOf(db, { caller, cipher, id, kinds: byCode(kinds), grades: byCode(grades) }),
    ring:
      row.ring_trouble === ''
        ? null
        : { trouble: oneOf(ringTroubles, row.ring_trouble), code: row.ring_code },
    ownFix: view.state === 'fixed' && row.fixed_by === caller.personId,
    kinds: kinds.filter(({ active }) => active),
    grades: grades.filter(({ active }) => active),
    today,
  }
}

interface Reading {
  caller: Caller
  cipher: Cipher
  id: string
  kinds: ReadonlyMap<string, { name: string; nameEn: string }>
  grades: ReadonlyMap<string, { name: string; nameEn: string }>
}

async function stepsOf(db: Db, reading: Reading): Promise<HazardStepView[]> {
  const { caller, id, kinds, grades } = reading
  const rows = await db
    .selectFrom('fieldwork.hazard_step')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('hazard_id', '=', id)
    .orderBy('seq')
    .execute()
  const { persons } = await nameOf(db, caller.districtId, {
    personIds: rows.map((row) => row.person_id),
  })
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    act: oneOf(hazardActs, row.act),
    at: row.at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    phone:
      row.phone_done_at && row.phone_sent_at
        ? { doneAt: row.phone_done_at.toISOString(), sentAt: row.phone_sent_at.toISOString() }
        : null,
    who: persons.get(row.person_id) ?? '',
    words: row.words,
    photos: row.photos,
    dueOn: row.due_on,
    kind: row.kind === null ? null : named(kinds, row.kind),
    grade: row.grade === null ? null : named(grades, row.grade),
    to: toWhom(row, reading),
    how: row.how === null ? null : oneOf(noticeWays, row.how),
  }))
}

/** Of a household or a person only the surname, unless one may look at contacts. */
function toWhom(row: StepRow, { caller, cipher }: Reading): HazardStepView['to'] {
  if (row.name_cipher === null) return null
  const kind = row.to_kind === null ? null : oneOf(addresseeKinds, row.to_kind)
  const name = cipher.open(row.name_cipher)
  const open = kind === 'shop' || kind === 'property' || kind === 'unit'
  const seen = open || caller.verbs.has('subjects.see_contact')
  return { kind, name: seen ? name : `${name.slice(0, 1)}**` }
}

/** So many fit into one day. */
const MOST = 100

const active = <One extends { active: boolean }>(all: readonly One[]) =>
  all.filter((one) => one.active)

/** What a phone takes along for a day without signal. */
export async function hazardsAhead(db: Db, asking: Asking): Promise<HazardsAhead> {
  const { caller, now } = asking
  const { districtId } = caller
  const { today } = await dayIn(db, districtId, now)
  const { rows: recheck } = await sql<HazardRow>`${plannedAnew} select x.* from fieldwork.hazard x
    where ${visibleHazard(caller)} and x.state = 'fixed' and x.fixed_by <> ${caller.personId}
    order by x.fixed_at, x.id limit ${MOST}`.execute(db)
  const { rows: due } = await sql<HazardRow>`${plannedAnew} select x.* from fieldwork.hazard x
    where ${visibleHazard(caller)} and x.state = 'notified' and x.due_on <= ${today}::date
    order by x.due_on, x.id limit ${MOST}`.execute(db)
  const areas = await listAreas(db, districtId, { activeOnly: true })
  return {
    recheck: await hazardViews(db, caller, today, recheck),
    due: await hazardViews(db, caller, today, due),
    kinds: active(await kindsOf(db, districtId)).map(({ code, name, nameEn }) => ({
      code,
      name,
      nameEn,
    })),
    grades: active(await gradesOf(db, districtId)).map(({ code, name, nameEn, days }) => ({
      code,
      name,
      nameEn,
      days,
    })),
    areas: areas
      .filter(({ code }) => code.length >= 12)
      .filter(({ code }) => caller.scope.areas.some((own) => own !== '' && code.startsWith(own)))
      .map(({ code, name }) => ({ code, name })),
    campaigns: (await ownCampaigns(db, asking)).campaigns.map(({ id, name }) => ({ id, name })),
    today,
  }
}

/** Whether a picture is of a hazard that the caller sees; for the module of files. */
export async function hazardSight(
  db: Db,
  caller: Caller,
  fileId: string,
): Promise<'shown' | 'hidden' | 'unused'> {
  const { rows } = await sql<{ visible: boolean }>`
    select ${visibleHazard(caller)} as visible from fieldwork.hazard_step s
    join fieldwork.hazard x on x.district_id = s.district_id and x.id = s.hazard_id
    where s.district_id = ${caller.districtId} and s.photos @> array[${fileId}::uuid]`.execute(db)
  if (rows.length === 0) return 'unused'
  const shown = rows.some(({ visible }) => visible) && caller.verbs.has('fieldwork.read')
  return shown ? 'shown' : 'hidden'
}
