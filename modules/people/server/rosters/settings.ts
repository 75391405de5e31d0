import type { Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { DutySettings } from '../../contract/rosters.ts'
import { audit } from '../audit.ts'

/** Saves the district's rules of rest, and what its boards show; 409 where somebody was faster. */
export async function saveDutySettings(
  tx: Tx,
  caller: Caller,
  { baseVersion, now, ...of }: DutySettings & { baseVersion: number; now: Date },
): Promise<void> {
  const { districtId } = caller
  // A district that has never saved any has version 0 without a row.
  await tx
    .insertInto('people.duty_settings')
    .values({ district_id: districtId })
    .onConflict((on) => on.doNothing())
    .execute()
  await saveVersioned(tx, {
    table: 'people.duty_settings',
    key: { district_id: districtId },
    values: {
      rest_hours: of.restHours,
      days_in_row: of.daysInRow,
      week_hours: of.weekHours,
      swaps_approved: of.swapsApproved,
      duty_first: of.dutyFirst,
      board_names: of.boardNames,
      board_phones: of.boardPhones,
    },
    baseVersion,
    outOfDate: 'people.out_of_date',
  })
  await audit(tx, caller, { act: 'people.duty_settings_saved', at: now })
}
