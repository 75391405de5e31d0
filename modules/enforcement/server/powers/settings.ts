import { sql } from 'kysely'
import { readMatter } from '#modules/catalogue/server/index.ts'
import { audit, holders, listOrganisations, nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned, type VersionedRow } from '#platform/server/versioned-row.ts'
import type { AuthorityView, CertificateView, OfficeView } from '../../contract/settings.ts'
import { powers, systems } from '../../domain/authority.ts'
import { numbered } from '../../domain/numbering.ts'
import { dayIn } from '../files/change.ts'
import { oneOf } from './authority.ts'

/** So many days before its end a certificate shows as ending. */
const soonDays = 60

/** Everything that the settings page shows. */
export async function readSettings(db: Db, caller: Caller, now: Date) {
  const { districtId } = caller
  const { today } = await dayIn(db, districtId, now)
  const soon = new Date(Date.parse(today) + soonDays * 86_400_000).toISOString().slice(0, 10)
  const authorities = await db
    .selectFrom('enforcement.authority')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('matter_code')
    .orderBy('power')
    .orderBy('valid_from')
    .execute()
  const certificates = await db
    .selectFrom('enforcement.certificate')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('valid_until')
    .orderBy('number')
    .execute()
  const offices = await db
    .selectFrom('enforcement.office')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('name')
    .execute()
  const acting = await holders(db, districtId, { verb: 'enforcement.act', on: now })
  const names = await nameOf(db, districtId, {
    personIds: certificates.map((row) => row.person_id),
  })
  return {
    authorities: await withMatters(db, districtId, authorities),
    certificates: certificates.map((row) => ({
      id: row.id,
      personId: row.person_id,
      bodyId: row.body_id,
      number: row.number,
      issuer: row.issuer,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      revokedOn: row.revoked_on,
      version: row.version,
      personName: names.persons.get(row.person_id) ?? '',
      state: stateOf(row, today, soon),
    })),
    offices: offices.map((row) => ({
      bodyId: row.body_id,
      name: row.name,
      prefix: row.prefix,
      reviewBody: row.review_body,
      court: row.court,
      address: row.address,
      phone: row.phone,
      version: row.version,
    })),
    bodies: (await listOrganisations(db, districtId))
      .filter((one) => one.active)
      .map(({ id, name }) => ({ id, name })),
    people: [
      ...new Map(acting.map((h) => [h.personId, { id: h.personId, name: h.name }])).values(),
    ],
  }
}

function stateOf(
  row: { valid_until: string; revoked_on: string | null },
  today: string,
  soon: string,
): 'valid' | 'ending' | 'ended' {
  if (row.valid_until < today || (row.revoked_on !== null && row.revoked_on <= today))
    return 'ended'
  return row.valid_until <= soon ? 'ending' : 'valid'
}

interface AuthorityColumns {
  id: string
  matter_code: string
  power: string
  body_id: string | null
  body_name: string
  system: string
  valid_from: string
  valid_until: string | null
  paper_title: string
  paper_number: string
  law: string
  preset: boolean
  version: number
}

async function withMatters(db: Db, districtId: string, rows: readonly AuthorityColumns[]) {
  const names = new Map<string, string>()
  for (const code of new Set(rows.map((row) => row.matter_code)))
    if (code !== '*')
      names.set(code, (await readMatter(db, districtId, 'matter', code))?.name ?? '') // oxlint-disable-line no-await-in-loop -- a few codes of a settings page
  return rows.map((row) => ({
    id: row.id,
    matterCode: row.matter_code,
    power: oneOf(powers, row.power),
    bodyId: row.body_id,
    bodyName: row.body_name,
    system: oneOf(systems, row.system),
    from: row.valid_from,
    until: row.valid_until,
    paperTitle: row.paper_title,
    paperNumber: row.paper_number,
    law: row.law,
    version: row.version,
    matterName: names.get(row.matter_code) ?? '',
    preset: row.preset,
  }))
}

interface Saving {
  caller: Caller
  now: Date
  baseVersion: number | null
}

/** Keeps an entry; who may what is written into the log. */
export async function saveAuthority(
  db: Db,
  entry: AuthorityView,
  by: Saving,
): Promise<{ version: number }> {
  if (entry.until !== null && entry.until < entry.from)
    throw invalid('enforcement.until_before_from')
  if (entry.matterCode !== '*')
    if (!(await readMatter(db, by.caller.districtId, 'matter', entry.matterCode)))
      throw invalid('enforcement.matter_unknown')
  await knownBody(db, by.caller.districtId, entry.bodyId)
  return saveRow(db, by, {
    table: 'enforcement.authority',
    id: entry.id,
    act: 'enforcement.authority_saved',
    values: {
      matter_code: entry.matterCode,
      power: entry.power,
      body_id: entry.bodyId,
      body_name: entry.bodyName,
      system: entry.system,
      valid_from: entry.from,
      valid_until: entry.until,
      paper_title: entry.paperTitle,
      paper_number: entry.paperNumber,
      law: entry.law,
      preset: false,
    },
  })
}

/** Keeps a certificate. A number belongs to one certificate. */
export async function saveCertificate(
  db: Db,
  entry: CertificateView,
  by: Saving,
): Promise<{ version: number }> {
  if (entry.validUntil < entry.validFrom) throw invalid('enforcement.until_before_from')
  await knownBody(db, by.caller.districtId, entry.bodyId)
  const { persons } = await nameOf(db, by.caller.districtId, { personIds: [entry.personId] })
  if (!persons.has(entry.personId)) throw invalid('enforcement.person_unknown')
  return saveRow(db, by, {
    table: 'enforcement.certificate',
    id: entry.id,
    act: 'enforcement.certificate_saved',
    values: {
      person_id: entry.personId,
      body_id: entry.bodyId,
      number: entry.number,
      issuer: entry.issuer,
      valid_from: entry.validFrom,
      valid_until: entry.validUntil,
      revoked_on: entry.revokedOn,
    },
  })
}

/** Keeps how a body signs. Papers that are made already stay as they are. */
export async function saveOffice(
  db: Db,
  entry: OfficeView,
  by: Saving,
): Promise<{ version: number }> {
  await knownBody(db, by.caller.districtId, entry.bodyId)
  return saveRow(db, by, {
    table: 'enforcement.office',
    id: entry.bodyId,
    act: 'enforcement.office_saved',
    values: {
      name: entry.name,
      prefix: entry.prefix,
      review_body: entry.reviewBody,
      court: entry.court,
      address: entry.address,
      phone: entry.phone,
    },
    after: (tx) => refuseUsedPrefix(tx, by.caller.districtId, entry),
  })
}

/** Two papers of two bodies would bear one number, were a prefix free again once its body has another. */
async function refuseUsedPrefix(
  tx: Tx,
  districtId: string,
  { bodyId, prefix }: OfficeView,
): Promise<void> {
  const heads = Object.values(numbered).map((word) => `${prefix}${word}字〔`)
  const used = await tx
    .selectFrom('enforcement.paper')
    .select('id')
    .where('district_id', '=', districtId)
    .where('body_id', '!=', bodyId)
    .where((eb) => eb.or(heads.map((head) => sql<boolean>`starts_with(number, ${head})`)))
    .limit(1)
    .executeTakeFirst()
  if (used) throw refused('enforcement.prefix_taken')
}

async function knownBody(db: Db, districtId: string, bodyId: string | null): Promise<void> {
  if (bodyId === null) return
  if ((await listOrganisations(db, districtId, bodyId)).length === 0)
    throw invalid('enforcement.body_unknown')
}

interface Row extends Pick<VersionedRow, 'values'> {
  table: 'enforcement.authority' | 'enforcement.certificate' | 'enforcement.office'
  id: string
  act: string
  /** What is asked once the row stands: whoever saves the same at this moment has waited for it. */
  after?: (tx: Tx) => Promise<void>
}

const taken: Record<string, string> = {
  certificate_number_taken: 'enforcement.certificate_taken',
  office_prefix_taken: 'enforcement.prefix_taken',
}

async function saveRow(db: Db, by: Saving, row: Row): Promise<{ version: number }> {
  const { caller, now, baseVersion } = by
  try {
    return await transact(db, async (tx) => {
      const { version, outcome } = await saveVersioned(tx, {
        table: row.table,
        key: {
          district_id: caller.districtId,
          [row.table === 'enforcement.office' ? 'body_id' : 'id']: row.id,
        },
        values: row.values,
        baseVersion,
        outOfDate: 'enforcement.settings_out_of_date',
      })
      await row.after?.(tx)
      if (outcome !== 'same')
        await audit(tx, caller, {
          act: row.act,
          subjectKind: row.table,
          subjectId: row.id,
          at: now,
        })
      return { version }
    })
  } catch (error) {
    const code = taken[brokenConstraint(error) ?? '']
    throw code === undefined ? error : refused(code)
  }
}
