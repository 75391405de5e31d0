import { describe, expect } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aBooking, offer } from '#testing/services-story.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  monday,
  type Name,
} from '#testing/small-district.ts'
import { bookService } from './book.ts'
import { bookingBeside } from './views.ts'

const stranger = { caller: anonymous(districtId), now: monday, cipher }
const looking = async (db: Db, name: Name) => ({ caller: await as(db, name), now: monday, cipher })

describe('pictures with a booking', () => {
  useDatabase()

  inTransaction('are seen by whoever sees the booking, and by nobody else', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const photos = await aPicture(tx)
    const { received } = await bookService(tx, stranger, aBooking('a', { photos }))
    const unit = await bookingBeside(tx, await looking(tx, 'zhou'), received.caseId)
    expect(unit.booking?.photos).toEqual(photos)
    expect((await bookingBeside(tx, await looking(tx, 'sun'), received.caseId)).booking).toBeNull()
    // Kept from the unit once the case is confidential; the desk still sees them.
    await tx
      .updateTable('cases.case')
      .set({ confidential: true })
      .where('id', '=', received.caseId)
      .execute()
    const kept = await bookingBeside(tx, await looking(tx, 'zhou'), received.caseId)
    expect(kept.booking?.photos).toEqual([])
    const desk = await bookingBeside(tx, await looking(tx, 'wang'), received.caseId)
    expect(desk.booking?.photos).toEqual(photos)
  })
})
