import { sql } from 'kysely'
import type { Tx } from '#platform/server/database.ts'

export interface NewStep {
  districtId: string
  bookingId: string
  act: 'booked' | 'moved' | 'cancelled' | 'missed' | 'mediation'
  at: Date
  /** Null: the resident. */
  personId: string | null
  fromAt?: Date
  toAt?: Date
  words?: string
}

/** One line of what was done to a booking; its row is held. */
export async function writeStep(tx: Tx, step: NewStep): Promise<void> {
  await tx
    .insertInto('services.booking_step')
    .values({
      district_id: step.districtId,
      booking_id: step.bookingId,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from services.booking_step
        where district_id = ${step.districtId} and booking_id = ${step.bookingId})`,
      act: step.act,
      at: step.at,
      person_id: step.personId,
      from_at: step.fromAt ?? null,
      to_at: step.toAt ?? null,
      words: step.words ?? '',
    })
    .execute()
}
