import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { locate, readAddress, toStored } from '#modules/places/server/index.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { SignInput } from '../../contract/signs.ts'
import { silenceDue } from '../../domain/sign.ts'
import { newCode, signKey, signSettings, writeSignStep } from './sign-rows.ts'

export interface SignActing {
  caller: Caller
  now: Date
  cipher: Cipher
}

export interface Submitted {
  id: string
  code: string
  key: string
  dueAt: Date | null
}

type Given = ReturnType<typeof SignInput.parse>

/**
 * Files a shop sign, or takes the filing of a shop down for it. The id is made where it was written: the
 * same again gets the same answer, another body 409 `services.sign_id_taken`. From now on silence counts.
 */
export async function submitSign(db: Db, acting: SignActing, input: SignInput): Promise<Submitted> {
  const given = SignInput.parse(input)
  // Keyed: a digest of a telephone that anybody can compute is the telephone.
  const bodyHash = acting.cipher.blindIndex(canonicalJson(given))
  if (!given.form.answersForSafety || !given.form.landlordAgrees)
    throw invalid('services.sign_promises_needed')
  return withFreeCode(() => once(db, acting, given, bodyHash))
}

/** One code in some thousands is taken: then another is drawn. */
async function withFreeCode(work: () => Promise<Submitted>): Promise<Submitted> {
  for (let tries = 1; ; tries++)
    try {
      return await work() // oxlint-disable-line no-await-in-loop -- the next try only after this one
    } catch (error) {
      if (brokenConstraint(error) !== 'sign_code_once' || tries === 5) throw error
    }
}

const once = (db: Db, { caller, now, cipher }: SignActing, given: Given, bodyHash: string) =>
  transact(db, async (tx): Promise<Submitted> => {
    // What is sent twice at once waits for the first to be answered.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sign ${caller.districtId} ${given.clientId}`}, 0))`.execute(
      tx,
    )
    const before = await tx
      .selectFrom('services.sign_filing')
      .select(['code', 'body_hash', 'due_at'])
      .where('district_id', '=', caller.districtId)
      .where('id', '=', given.clientId)
      .executeTakeFirst()
    if (before && before.body_hash !== bodyHash) throw refused('services.sign_id_taken')
    const key = signKey(cipher, caller.districtId, given.clientId)
    if (before) return { id: given.clientId, code: before.code, key, dueAt: before.due_at }
    const acting = { caller, now, cipher }
    return { id: given.clientId, key, ...(await insert(tx, acting, given, bodyHash)) }
  })

async function insert(tx: Tx, acting: SignActing, given: Given, bodyHash: string) {
  const { caller, now, cipher } = acting
  const { districtId } = caller
  const { workingDays } = await signSettings(tx, districtId)
  const calendar = await calendarOf(tx, districtId)
  const dueAt = silenceDue({ submittedAt: now, workingDays, pauses: [] }, calendar)
  const phone = given.phone?.replace(/[^0-9+]/g, '') || null
  const row = { district_id: districtId, id: given.clientId }
  const code = newCode()
  await tx
    .insertInto('services.sign_filing')
    .values({
      ...row,
      code,
      body_hash: bodyHash,
      shop: given.shop,
      subject_id: await subjectOf(tx, caller, given),
      ...(await placeOf(tx, districtId, given)),
      name_cipher: given.name ? cipher.seal(given.name) : null,
      phone_cipher: phone ? cipher.seal(phone) : null,
      phone_index: phone ? cipher.blindIndex(phone) : null,
      form: JSON.stringify(given.form),
      submitted_at: now,
      taken_by: caller.personId,
      working_days: workingDays,
      due_at: dueAt,
    })
    .execute()
  await addFiles(tx, row, given.photos, { role: 'drawing', now, personId: caller.personId })
  await writeSignStep(tx, { row, act: 'submitted', at: now, personId: caller.personId, words: '' })
  return { code, dueAt }
}

/** Only staff name an entry of the register; whoever files from the phone names the shop in words. */
const subjectOf = async (tx: Tx, caller: Caller, { subjectId }: Given) =>
  subjectId === null || caller.personId === null
    ? null
    : (await findSubject(tx, caller, subjectId)).id

async function placeOf(tx: Tx, districtId: string, { place, address, addressId }: Given) {
  const known = addressId === null ? null : await readAddress(tx, districtId, addressId)
  const point = place ? toStored(place) : known && { lon: known.lon, lat: known.lat }
  const codes = point
    ? await locate(tx, districtId, point)
    : { streetCode: '', communityCode: '', gridCode: '' }
  return {
    address: (address || known?.fullText || '').slice(0, 200),
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    street_code: codes.streetCode,
    community_code: codes.communityCode,
    grid_code: codes.gridCode,
  }
}

/** Ties pictures that were received to a filing; each must exist and is safe from the sweep. */
export async function addFiles(
  tx: Tx,
  row: { district_id: string; id: string },
  fileIds: readonly string[],
  as: { role: 'drawing' | 'seen'; now: Date; personId: string | null },
): Promise<void> {
  if (fileIds.length === 0) return
  const of = await tx
    .selectFrom('services.sign_file')
    .select('file_id')
    .where('district_id', '=', row.district_id)
    .where('filing_id', '=', row.id)
    .execute()
  const here = new Set(of.map((file) => file.file_id))
  const fresh = fileIds.filter((id) => !here.has(id))
  const by = { districtId: row.district_id, personId: as.personId }
  await claimFiles(tx, by, fresh, as.now)
  await tx
    .insertInto('services.sign_file')
    .values(
      fileIds.map((fileId) => ({
        district_id: row.district_id,
        filing_id: row.id,
        file_id: fileId,
        role: as.role,
        added_at: as.now,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}
