import type { Selectable } from 'kysely'
import type { EnforcementParty } from '#database/types.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { NewParty } from '../../contract/files.ts'

export type PartyRow = Selectable<EnforcementParty>

/** 王**: enough to tell two apart, not to know who it is. A shop's sign hangs in the street. */
export function maskedName({ kind, name }: Pick<NewParty, 'kind' | 'name'>): string {
  return kind === 'shop' || kind === 'organisation' ? name : `${Array.from(name)[0] ?? ''}**`
}

/** Writes parties sealed, as they are called now; an id that is taken by this file is left as it is. */
export async function insertParties(
  tx: Tx,
  of: { caller: Caller; fileId: string; cipher: Cipher },
  parties: readonly NewParty[],
): Promise<void> {
  if (new Set(parties.map((p) => p.id)).size !== parties.length)
    throw invalid('enforcement.party_twice')
  for (const { subjectId } of parties)
    if (subjectId !== null) await findSubject(tx, of.caller, subjectId) // oxlint-disable-line no-await-in-loop -- one connection
  const { districtId } = of.caller
  await tx
    .insertInto('enforcement.party')
    .values(
      parties.map((party) => ({
        district_id: districtId,
        file_id: of.fileId,
        id: party.id,
        kind: party.kind,
        subject_id: party.subjectId,
        masked: maskedName(party),
        name_cipher: of.cipher.seal(party.name),
        name_index: of.cipher.blindIndex(party.name),
        about_cipher: party.about === '' ? null : of.cipher.seal(party.about),
      })),
    )
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .execute()
  const kept = await partiesOf(tx, districtId, [of.fileId])
  if (parties.some((party) => !kept.some((row) => row.id === party.id)))
    throw invalid('enforcement.party_elsewhere')
}

export const partiesOf = (db: Db, districtId: string, fileIds: readonly string[]) =>
  fileIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('enforcement.party')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('file_id', 'in', fileIds)
        .orderBy('id')
        .execute()

/** The parties of these ids, all where none is named; 400 where one is not of this file. */
export async function chosenParties(
  db: Db,
  file: { district_id: string; id: string },
  ids: readonly string[],
): Promise<PartyRow[]> {
  const all = await partiesOf(db, file.district_id, [file.id])
  if (ids.length === 0) return all
  const chosen = all.filter((party) => ids.includes(party.id))
  if (chosen.length !== new Set(ids).size) throw invalid('enforcement.party_unknown')
  return chosen
}
