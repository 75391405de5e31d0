import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { CasesPartner } from '#database/types.ts'
import {
  appoint,
  audit,
  emailOf,
  findUnit,
  masked,
  nameOf,
  phoneOf,
  saveOrganisation,
  savePerson,
  savePost,
} from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { PartnerEdit, PartnerRow } from '../../contract/partners.ts'
import { partnerTrades, type PartnerTrade } from '../../domain/partner.ts'
import { unitNames } from '../views.ts'

export type PartnerRecord = Selectable<CasesPartner>

/** Partners are kept where work is given out: at the desk, and by whoever manages a unit. */
export const keepsPartners = (caller: Caller): boolean =>
  caller.verbs.has('cases.partner') &&
  (caller.verbs.has('cases.dispatch') || caller.verbs.has('cases.assign'))

export const partnersOf = (db: Db, districtId: string): Promise<PartnerRecord[]> =>
  db
    .selectFrom('cases.partner')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('unit_id')
    .execute()

export async function findPartner(
  db: Db,
  districtId: string,
  unitId: string,
): Promise<PartnerRecord | undefined> {
  return (await partnersOf(db, districtId)).find((p) => p.unit_id === unitId)
}

/** The partners of a district with whom to reach; telephones only masked. */
export async function listPartners(
  db: Db,
  cipher: Cipher,
  districtId: string,
): Promise<PartnerRow[]> {
  const rows = await partnersOf(db, districtId)
  const units = await unitNames(db, districtId)
  const { persons } = await nameOf(db, districtId, { personIds: rows.map((r) => r.person_id) })
  const open = await db
    .selectFrom('cases.task')
    .select((eb) => ['unit_id', eb.fn.countAll<number>().as('n')])
    .where('district_id', '=', districtId)
    .where('state', 'in', ['offered', 'accepted', 'rework'])
    .groupBy('unit_id')
    .execute()
  const tasks = new Map(open.map((o) => [o.unit_id, o.n]))
  const views = await Promise.all(
    rows.map(async (row) => {
      const phone = await phoneOf(db, cipher, { districtId, personId: row.person_id })
      const mail = await emailOf(db, districtId, row.person_id)
      return {
        unitId: row.unit_id,
        unitName: units.get(row.unit_id) ?? '',
        trade: tradeOf(row.trade),
        contact: persons.get(row.person_id) ?? '',
        phone: phone === null ? null : masked(phone),
        email: mail?.address ?? null,
        active: row.active,
        version: row.version,
        openTasks: tasks.get(row.unit_id) ?? 0,
      }
    }),
  )
  return views.toSorted((a, b) => (a.unitName < b.unitName ? -1 : 1))
}

const tradeOf = (trade: string): PartnerTrade =>
  partnerTrades.find((one) => one === trade) ?? 'contractor'

/**
 * Adds a partner: an organisation that takes tasks, and a contact without an account in a post that
 * works by link alone. Whoever is a unit already keeps its name and gets the contact.
 */
export async function savePartner(
  db: Db,
  caller: Caller,
  input: PartnerEdit & { unitId: string },
  { cipher, now }: { cipher: Cipher; now: Date },
): Promise<void> {
  if (!keepsPartners(caller)) throw forbidden('request.forbidden')
  const { districtId } = caller
  await transact(db, async (tx) => {
    const known = await findPartner(tx, districtId, input.unitId)
    await saveUnit(tx, districtId, input)
    const personId = known?.person_id ?? randomUUID()
    const postId = known?.post_id ?? randomUUID()
    const person = { districtId, id: personId, name: input.contact, email: input.email, now }
    await savePerson(
      tx,
      { ...person, ...(input.phone === undefined ? {} : { phone: input.phone }) },
      cipher,
    )
    const post = { districtId, id: postId, kind: 'partner', title: input.contact }
    await savePost(tx, { ...post, organisationId: input.unitId, areas: [] })
    const from = now.toISOString().slice(0, 10)
    if (!known) await appoint(tx, { districtId, id: postId, postId, personId, from })
    await saveVersioned(tx, {
      table: 'cases.partner',
      key: { district_id: districtId, unit_id: input.unitId },
      values: { trade: input.trade, active: input.active },
      onCreate: { person_id: personId, post_id: postId },
      baseVersion: known ? input.version : null,
      outOfDate: 'cases.out_of_date',
    })
    await audit(tx, caller, {
      act: 'cases.partner_saved',
      subjectKind: 'organisation',
      subjectId: input.unitId,
      details: { trade: input.trade, active: input.active },
      at: now,
    })
  })
}

async function saveUnit(
  tx: Tx,
  districtId: string,
  input: PartnerEdit & { unitId: string },
): Promise<void> {
  const unit = await findUnit(tx, districtId, input.unitId)
  if (unit) {
    // A community's own unit has accounts, and a duty list to which it is held.
    if (unit.kind === 'community') throw invalid('cases.partner_is_community')
    return
  }
  await saveOrganisation(tx, {
    districtId,
    id: input.unitId,
    kind: input.trade === 'property' ? 'property' : 'company',
    name: input.name,
    shortName: input.name.slice(0, 30),
    handlesCases: true,
    trade: input.trade,
  })
}
