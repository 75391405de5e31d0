import type { Change } from '../change.ts'

/** Whatever ends the pause of a case ends its being parked: the row stays, with when. */
export async function endParking({ tx, row, now }: Change): Promise<void> {
  await tx
    .updateTable('cases.parked')
    .set({ state: 'ended', ended_at: now })
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('state', '=', 'open')
    .execute()
}
