import { describe, expect } from 'vitest'
import { partnerKey, savePartner } from '#modules/cases/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn } from '#testing/http.ts'
import { aBooking, offer, tuesday, wednesday } from '#testing/services-story.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  monday,
} from '#testing/small-district.ts'
import type { BookingInput } from '../../contract/index.ts'
import { bookService } from './book.ts'
import { cancelOwn, changeByStaff, moveOwn } from './change.ts'

const property = id('unit/property')
const stranger = { caller: anonymous(districtId), now: monday, cipher }
const booked = (db: Db, over: Partial<BookingInput> = {}) =>
  bookService(db, stranger, aBooking('a', over))

/** A service that a company without an account does. */
async function withPartner(tx: Db, active = true) {
  await foundDistrict(tx)
  await savePartner(
    tx,
    await as(tx, 'wang'),
    {
      unitId: property,
      name: '丰润园物业',
      trade: 'property',
      contact: '程师傅',
      phone: '139 0000 1234',
      email: null,
      active,
      version: null,
    },
    { cipher, now: monday },
  )
  await offer(tx, { unitId: property })
}

const linksOf = (db: Db, caseId: string) =>
  db
    .selectFrom('cases.partner_link')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('made_at')
    .execute()

const following = (received: { shortCode: string; ownKey: string }, minutes = 0) => ({
  ...stranger,
  now: later(minutes),
  shortCode: received.shortCode,
  key: received.ownKey,
})

describe('a booking with a partner company', () => {
  useDatabase()

  inTransaction('gives the partner the link of its task, by which it is carried', async (tx) => {
    await withPartner(tx)
    const { received, endsAt } = await booked(tx)
    const [link, ...others] = await linksOf(tx, received.caseId)
    expect(others).toEqual([])
    expect(link).toMatchObject({ unit_id: property, made_by: null, revoked_at: null })
    expect(link!.words).toBe('2026-03-17 09:00–11:00\n装修垃圾清运\n大约多少袋：6\n放在单元门口')
    expect(link!.expires_at.getTime()).toBeGreaterThan(endsAt.getTime())
    const app = await serverOn(tx)
    const url = `/api/public/${districtId}/partner`
    const key = partnerKey(cipher, districtId, link!.id)
    const page = await app.inject({ url: `${url}?key=${key}` })
    expect(page.json()).toMatchObject({
      unitName: '丰润园物业',
      lead: true,
      state: 'offered',
      address: '竹林北路 12 号 3 楼',
      allowed: ['accept', 'return'],
    })
    const accepted = await app.inject({ method: 'POST', url: `${url}/accept`, payload: { key } })
    expect(accepted.json()).toMatchObject({ state: 'accepted' })
    // Sent again it is the same booking, and no second link.
    await booked(tx)
    expect(await linksOf(tx, received.caseId)).toHaveLength(1)
  })

  inTransaction('gives another link with another hour; the first opens nothing', async (tx) => {
    await withPartner(tx)
    const { received } = await booked(tx)
    await moveOwn(tx, following(received, 5), new Date(wednesday))
    const [first, second, ...others] = await linksOf(tx, received.caseId)
    expect(others).toEqual([])
    expect(first!.revoked_at).not.toBeNull()
    expect(second).toMatchObject({ made_by: null, revoked_at: null })
    expect(second!.words).toContain('2026-03-18 09:00–11:00')
    // Moved by staff it says who gave it.
    const chen = { caller: await as(tx, 'chen'), cipher, now: later(10) }
    await changeByStaff(tx, chen, {
      bookingId: id('booking/a'),
      act: 'move',
      startsAt: new Date(tuesday),
      words: '车坏了',
      baseVersion: 2,
    })
    const third = (await linksOf(tx, received.caseId)).at(-1)
    expect(third).toMatchObject({ made_by: chen.caller.personId, revoked_at: null })
    expect(third!.words).toContain('2026-03-17 09:00–11:00')
    await cancelOwn(tx, following(received, 15), '')
    const app = await serverOn(tx)
    const key = partnerKey(cipher, districtId, third!.id)
    const over = await app.inject({ url: `/api/public/${districtId}/partner?key=${key}` })
    expect(over.statusCode).not.toBe(200)
  })

  inTransaction('gives none to a unit with accounts, nor to a partner no more', async (tx) => {
    await withPartner(tx, false)
    const { received } = await booked(tx)
    expect(await linksOf(tx, received.caseId)).toEqual([])
  })
})
