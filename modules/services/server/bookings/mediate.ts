import { beginMediation, openFile } from '#modules/enforcement/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import type { MediationInput } from '../../contract/bookings.ts'
import type { Acting } from './book.ts'
import { bookedOf, demandVisible, statusOf } from './change.ts'
import { findService } from './service-rows.ts'
import { writeStep } from './steps.ts'

/**
 * A dispute that somebody booked becomes a mediation of enforcement, beside the case of the booking: only
 * where every party has agreed to it. The ids are made by the page, so that sent again it is begun once.
 */
export async function mediateBooking(
  db: Db,
  { caller, now, cipher }: Acting,
  { bookingId, ...given }: MediationInput & { bookingId: string },
): Promise<{ fileId: string; version: number }> {
  const { personId } = personOf(caller)
  if (given.parties.some((party) => !party.agrees)) throw invalid('services.consent_needed')
  return transact(db, async (tx) => {
    await demandVisible(tx, caller, bookingId)
    const row = await tx
      .selectFrom('services.booking')
      .selectAll()
      .where('district_id', '=', caller.districtId)
      .where('id', '=', bookingId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (row.mediation_file === given.fileId) return { fileId: given.fileId, version: row.version }
    if (row.version !== given.baseVersion)
      throw refused('services.out_of_date', { version: row.version })
    const service = await findService(tx, caller.districtId, { id: row.service_id })
    const booked = bookedOf(row, await statusOf(tx, row))
    if (service.kind !== 'mediation' || row.mediation_file !== null)
      throw refused('services.no_mediation')
    if (!booked.open || booked.state !== 'booked') throw refused('services.booking_ended')
    const by = { caller, now, cipher }
    const parties = given.parties.map(({ id, name }) => ({ id, name }))
    await openFile(
      tx,
      {
        id: given.fileId,
        caseId: row.case_id,
        title: service.name,
        matterCode: null,
        sells: 'none',
        address: '',
        point: null,
        parties: parties.map((party) =>
          Object.assign({ kind: 'person' as const, subjectId: null, about: '' }, party),
        ),
      },
      by,
    )
    const { bodyKind, bodyName, mediator, facts, mediationId } = given
    await beginMediation(tx, {
      ...by,
      fileId: given.fileId,
      clientId: mediationId,
      baseVersion: null,
      mediation: { id: mediationId, bodyKind, bodyName, mediator, facts, parties },
    })
    await tx
      .updateTable('services.booking')
      .set({ mediation_file: given.fileId, version: row.version + 1 })
      .where('district_id', '=', row.district_id)
      .where('id', '=', row.id)
      .execute()
    const step = { districtId: row.district_id, bookingId, at: now, personId }
    await writeStep(tx, { ...step, act: 'mediation' })
    await audit(tx, caller, {
      act: 'services.mediation_begun',
      subjectKind: 'booking',
      subjectId: bookingId,
      details: { fileId: given.fileId, parties: parties.length },
      at: now,
    })
    return { fileId: given.fileId, version: row.version + 1 }
  })
}
