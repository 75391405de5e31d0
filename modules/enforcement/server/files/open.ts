import { sql } from 'kysely'
import { readMatter } from '#modules/catalogue/server/index.ts'
import { visibleCases } from '#modules/cases/server/index.ts'
import { locate } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { NewParty } from '../../contract/files.ts'
import type { Wares } from '../../domain/ladder.ts'
import { appendStep } from './chain.ts'
import { changeFile, saidTimes, type Said, type StepInput } from './change.ts'
import { insertParties } from './parties.ts'

export interface Opening {
  id: string
  caseId: string | null
  title: string
  matterCode: string | null
  sells: Wares
  address: string
  point: { lon: number; lat: number } | null
  parties: readonly NewParty[]
  said?: Said | undefined
}

interface By {
  caller: Caller
  now: Date
  cipher: Cipher
}

/** Opens a file, beside a case that the caller sees or for a place in the own area. Sent again, once. */
export async function openFile(db: Db, order: Opening, by: By): Promise<void> {
  const { caller, now, cipher } = by
  const { personId } = personOf(caller)
  await transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`enforcement ${caller.districtId} ${order.id}`}, 0))`.execute(
      tx,
    )
    if (await isOpened(tx, caller, order)) return
    const of = await placeOf(tx, caller, order)
    const matterCode = order.matterCode ?? of.matterCode
    const matter =
      matterCode === null
        ? undefined
        : await readMatter(tx, caller.districtId, 'matter', matterCode)
    if (order.matterCode !== null && !matter) throw invalid('enforcement.matter_unknown')
    await tx
      .insertInto('enforcement.file')
      .values({
        district_id: caller.districtId,
        id: order.id,
        case_id: order.caseId,
        title: order.title,
        matter_code: matter ? matterCode : null,
        matter_name: matter?.name ?? '',
        sells: order.sells,
        address: order.address,
        place_key: placeKey(order.address),
        ...of.columns,
        state: 'words',
        opened_by: personId,
        opened_at: now,
        version: 0,
        head_hash: '',
      })
      .execute()
    await insertParties(tx, { caller, fileId: order.id, cipher }, order.parties)
    await recordOpening(tx, order, by)
  })
}

/** The same door written with other blanks is the same door. */
export const placeKey = (address: string): string =>
  address.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()

async function isOpened(tx: Tx, caller: Caller, order: Opening): Promise<boolean> {
  const known = await tx
    .selectFrom('enforcement.file')
    .select(['opened_by', 'title'])
    .where('district_id', '=', caller.districtId)
    .where('id', '=', order.id)
    .executeTakeFirst()
  if (known && known.opened_by !== caller.personId) throw refused('enforcement.client_id_taken')
  return known !== undefined
}

/** Where the file belongs: where its case is, or the point; without either, in the caller's own area. */
const placeOf = (tx: Tx, caller: Caller, order: Opening) =>
  order.caseId === null
    ? placeOfPoint(tx, caller, order.point)
    : placeOfCase(tx, caller, order.caseId)

async function placeOfCase(tx: Tx, caller: Caller, caseId: string) {
  const [visible] = await visibleCases(tx, caller, [caseId])
  if (visible === undefined) throw notFound('enforcement.case_not_found')
  const kase = await tx
    .selectFrom('cases.v_titled_case')
    .select(['lon', 'lat', 'street_code', 'community_code', 'grid_code'])
    .select(['matter_kind', 'matter_code'])
    .where('district_id', '=', caller.districtId)
    .where('case_id', '=', visible)
    .executeTakeFirstOrThrow()
  return {
    matterCode: kase.matter_kind === 'matter' ? kase.matter_code : null,
    columns: {
      lon: kase.lon,
      lat: kase.lat,
      street_code: kase.street_code ?? '',
      community_code: kase.community_code ?? '',
      grid_code: kase.grid_code ?? '',
    },
  }
}

async function placeOfPoint(tx: Tx, caller: Caller, point: Opening['point']) {
  const codes = point ? await locate(tx, caller.districtId, point) : ownArea(caller)
  if (!isInScope(caller, codes)) throw forbidden('enforcement.outside_area')
  return {
    matterCode: null,
    columns: {
      lon: point?.lon ?? null,
      lat: point?.lat ?? null,
      street_code: codes.streetCode,
      community_code: codes.communityCode,
      grid_code: codes.gridCode,
    },
  }
}

function ownArea({ scope }: Caller) {
  const code = scope.areas.toSorted((a, b) => b.length - a.length)[0] ?? ''
  return {
    streetCode: code.slice(0, 9).length === 9 ? code.slice(0, 9) : '',
    communityCode: code.length >= 12 ? code.slice(0, 12) : '',
    gridCode: code.length === 15 ? code : '',
  }
}

/** A property company has no area: what it does is seen by its own organisation. */
function isInScope(
  { scope, districtId }: Caller,
  codes: { streetCode: string; communityCode: string; gridCode: string },
): boolean {
  const here = new Set([districtId, codes.streetCode, codes.communityCode, codes.gridCode])
  return scope.areas.length === 0
    ? scope.units.length > 0
    : scope.areas.some((area) => here.has(area))
}

async function recordOpening(tx: Tx, order: Opening, { caller, now }: By): Promise<void> {
  const hash = await appendStep(tx, {
    fileId: order.id,
    seq: 1,
    clientId: order.id,
    type: 'opened',
    at: now,
    caller,
    body: {
      caseId: order.caseId,
      matterCode: order.matterCode,
      sells: order.sells,
      partyIds: order.parties.map((party) => party.id),
      ...(order.said ? { said: saidTimes(order.said, now) } : {}),
    },
    personal: { title: order.title, address: order.address },
    previousHash: '',
  })
  await tx
    .updateTable('enforcement.file')
    .set({ version: 1, head_hash: hash })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', order.id)
    .execute()
  await tell(tx, {
    type: 'enforcement.opened',
    key: `${order.id}:1`,
    districtId: caller.districtId,
    at: now.toISOString(),
    body: { fileId: order.id, seq: 1, ...(order.caseId ? { caseId: order.caseId } : {}) },
  })
}

/** Further parties of a file that is still open. */
export async function addParties(
  db: Db,
  input: StepInput & { parties: readonly NewParty[] },
): Promise<void> {
  await changeFile(db, input, async ({ tx, row, caller, cipher }) => {
    if (row.ended_at !== null) throw refused('enforcement.file_ended')
    await insertParties(tx, { caller, fileId: row.id, cipher }, input.parties)
    return { type: 'parties_added', body: { partyIds: input.parties.map((party) => party.id) } }
  })
}
