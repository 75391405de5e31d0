import { createHash } from 'node:crypto'
import { blowWhistle, holdCase, reportCase } from '#modules/cases/server/index.ts'
import { actingIn, holders } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import type { HazardKindView, HazardTerms } from '../../contract/hazards.ts'
import type { RingTrouble } from '../../domain/hazards/hazard.ts'
import { dayAfter } from '../../domain/visits/due.ts'
import notices from '../../words/notices.zh-CN.json' with { type: 'json' }
import { dayIn } from '../day.ts'
import { areaOf, numberOf, type HazardRow } from './parts.ts'
import { kindsOf, termsOf } from './settings.ts'
import { changeRow, writeStep } from './step.ts'

interface Ringing {
  districtId: string
  now: Date
  cipher: Cipher
}

/** So many a day and district; the next run takes the rest. */
const MOST = 500

/**
 * Whistles for hazards past their date: each becomes one case, however often this runs, and each date
 * that passes one whistle to the units that the district names for the kind, in the name of the nearest
 * post that may whistle there. What cannot be rung keeps the reason, which its page says. Gives back how
 * many were rung.
 */
export async function ringHazards(db: Db, ringing: Ringing): Promise<number> {
  const { districtId, now } = ringing
  const { today } = await dayIn(db, districtId, now)
  const terms = await termsOf(db, districtId)
  if (terms.whistleAfterDays === null) return 0
  const before = dayAfter(today, -terms.whistleAfterDays)
  const overdue = await db
    .selectFrom('fieldwork.hazard')
    .select('id')
    .where('district_id', '=', districtId)
    .where('state', '=', 'notified')
    .where('due_on', '<', before)
    .where((eb) => eb.or([eb('rung_for', 'is', null), eb('rung_for', '<>', eb.ref('due_on'))]))
    .orderBy('due_on')
    .limit(MOST)
    .execute()
  const kinds = new Map((await kindsOf(db, districtId)).map((kind) => [kind.code, kind]))
  let rung = 0
  for (const { id } of overdue)
    if (await ringOne(db, ringing, { id, before, terms, kinds })) rung += 1 // oxlint-disable-line no-await-in-loop -- each in a transaction of its own
  return rung
}

interface One {
  id: string
  before: string
  terms: HazardTerms
  kinds: ReadonlyMap<string, HazardKindView>
}

function ringOne(db: Db, ringing: Ringing, { id, before, terms, kinds }: One): Promise<boolean> {
  return transact(db, async (tx) => {
    const row = await tx
      .selectFrom('fieldwork.hazard')
      .selectAll()
      .where('district_id', '=', ringing.districtId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    // Somebody may have been here since it was looked for.
    if (!row || row.state !== 'notified' || row.due_on === null || row.due_on >= before)
      return false
    if (row.rung_for === row.due_on) return false
    const kind = kinds.get(row.kind)
    const unitIds = (kind?.units ?? []).map((unit) => unit.id)
    if (unitIds.length === 0) return keep(tx, row, 'no_units')
    const whistlers = await whistlersAt(tx, ringing, areaOf(row))
    if (whistlers.length === 0) return keep(tx, row, 'no_whistler')
    const kindName = kind?.name ?? row.kind
    return blowFirst(tx, ringing, { row, kindName, unitIds, terms, whistlers })
  })
}

async function keep(tx: Tx, row: HazardRow, trouble: RingTrouble, code = ''): Promise<false> {
  await tx
    .updateTable('fieldwork.hazard')
    .set({ ring_trouble: trouble, ring_code: code })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()
  return false
}

/** Whoever may whistle at a place today, the nearest post first. */
async function whistlersAt(tx: Tx, { districtId, now }: Ringing, area: string): Promise<Caller[]> {
  const found = await holders(tx, districtId, { verb: 'cases.whistle', area, on: now })
  const callers: Caller[] = []
  for (const { personId, postId } of found) {
    const caller = await actingIn(tx, districtId, { personId, postId, now }) // oxlint-disable-line no-await-in-loop -- one connection
    if (caller) callers.push(caller)
  }
  const reach = ({ scope }: Caller) =>
    Math.max(0, ...scope.areas.filter((code) => area.startsWith(code)).map((code) => code.length))
  return callers.toSorted((a, b) => reach(b) - reach(a))
}

interface Blowing {
  row: HazardRow
  kindName: string
  unitIds: readonly string[]
  terms: HazardTerms
  whistlers: readonly Caller[]
}

/** By the nearest that is let; whatever one tried in vain leaves nothing behind but its reason. */
async function blowFirst(tx: Tx, ringing: Ringing, blowing: Blowing): Promise<boolean> {
  let last = ''
  for (const caller of blowing.whistlers)
    try {
      await transact(tx, (step) => blow(step, ringing, blowing, caller)) // oxlint-disable-line no-await-in-loop -- the next only after this one
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      last = error.code
    }
  const trouble = last === 'cases.wrong_status' ? 'case_ended' : 'refused'
  return keep(tx, blowing.row, trouble, last)
}

/** 2026年3月16日: it stays in the words of a case, where no page says it anew. */
const daySaid = (day: string) => {
  const [year, month, date] = day.split('-').map(Number)
  return day === '' ? '' : `${year}年${month}月${date}日`
}

async function blow(tx: Tx, ringing: Ringing, blowing: Blowing, caller: Caller): Promise<void> {
  const { now, cipher } = ringing
  const { row, kindName, unitIds, terms } = blowing
  const caseId = row.case_id ?? (await makeCase(tx, ringing, blowing, caller))
  const whistleId = uuidOf(`${row.id} ${row.due_on}`)
  const values = {
    number: numberOf(row),
    kind: kindName,
    where: row.address,
    day: daySaid(row.due_on ?? ''),
  }
  const words = filled(notices.hazard_overdue, values)
  await blowWhistle(tx, {
    caller,
    caseId,
    now,
    baseVersion: null,
    id: whistleId,
    kind: 'joint',
    words,
    meetAt: row.address,
    reportInBy: new Date(now.getTime() + terms.reportInHours * 3_600_000),
    unitIds,
  })
  await holdCase(tx, { districtId: row.district_id, caseId, key: row.id, by: 'fieldwork', now })
  const after = await changeRow(tx, row, {
    case_id: caseId,
    whistle_id: whistleId,
    rung_for: row.due_on,
    ring_trouble: '',
    ring_code: '',
  })
  const step = { id: whistleId, act: 'whistle', words, photos: [], hash: whistleId } as const
  await writeStep(tx, { caller, now, cipher }, after, step)
}

async function makeCase(
  tx: Tx,
  { now, cipher }: Ringing,
  { row, kindName }: Blowing,
  caller: Caller,
) {
  const { lon, lat } = row
  const first = await tx
    .selectFrom('fieldwork.hazard_step')
    .select('photos')
    .where('district_id', '=', row.district_id)
    .where('hazard_id', '=', row.id)
    .where('seq', '=', 1)
    .executeTakeFirst()
  const { caseId } = await reportCase(
    tx,
    {
      source: 'fieldwork.hazard',
      clientId: row.id,
      channel: 'patrol',
      words: row.words === '' ? kindName : `${kindName}：${row.words}`,
      place:
        lon === null || lat === null ? null : { lon, lat, system: 'CGCS2000', method: 'staff' },
      address: row.address,
      addressId: null,
      doorplate: null,
      photos: first?.photos ?? [],
      photosKept: true,
      name: null,
      phone: null,
      confidential: false,
      danger: null,
      order: {
        dueAt: null,
        refuseUntil: null,
        urgent: false,
        communityCode: row.community_code || null,
      },
    },
    { cipher, caller, now },
  )
  return caseId
}

const filled = (text: string, values: Record<string, string>) =>
  Object.entries(values).reduce((all, [name, value]) => all.replaceAll(`{{${name}}}`, value), text)

/** The same for the same: a whistle of one hazard and date is one, however often it is blown. */
function uuidOf(text: string): string {
  const h = createHash('sha256').update(text).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}
