import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { recordOutreach } from '#modules/outreach/server/index.ts'
import { bookService, moveSign, submitSign } from '#modules/services/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { aPicture, does, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { found, hazard } from '#testing/hazards-story.ts'
import { aBooking, aSign, offer } from '#testing/services-story.ts'
import {
  as,
  cipher,
  community,
  districtId,
  foundDistrict,
  id,
  later,
} from '#testing/small-district.ts'

const none = { code: 'files.file_not_found', status: 400 }

/** What the reporter of a confidential case sent, which neither units nor strangers may see. */
async function aSecret(tx: Tx): Promise<string> {
  const photos = await aPicture(tx)
  await report(tx, { confidential: true, photos })
  return photos[0]!
}

describe('a picture that something has already', () => {
  useDatabase()

  inTransaction('is got at by nobody who knows its id, whatever they name it in', async (tx) => {
    await foundDistrict(tx)
    await offer(tx)
    const photos = [await aSecret(tx)]
    const stranger = { caller: anonymous(districtId), now: later(5), cipher }
    const li = { caller: await as(tx, 'li'), now: later(5), cipher }
    // By their own follow page a reporter sees what they sent.
    await expect(report(tx, { photos })).rejects.toMatchObject(none)
    await expect(bookService(tx, stranger, aBooking('a', { photos }))).rejects.toMatchObject(none)
    await expect(submitSign(tx, stranger, aSign('a', { photos }))).rejects.toMatchObject(none)
    await expect(submitSign(tx, li, aSign('b', { photos }))).rejects.toMatchObject(none)
    await expect(found(tx, hazard('a', { photos }))).rejects.toMatchObject(none)
    await expect(
      recordOutreach(tx, li, {
        id: id('record'),
        channel: 'lecture',
        words: '讲怎样分类',
        areaCode: community,
        place: '活动室',
        reached: 32,
        counted: 'heads',
        photos,
      }),
    ).rejects.toMatchObject(none)
    const other = await report(tx, {})
    await expect(
      cases.note(tx, {
        ...(await does(tx, 'chen', other.caseId, 5)),
        words: '看看',
        photos,
        public: false,
      }),
    ).rejects.toMatchObject(none)
    // What evidence and inspections ask as well; an unknown id and this one are answered alike.
    for (const fileId of [photos[0]!, id('no picture')])
      // oxlint-disable-next-line no-await-in-loop -- one connection
      await expect(claimFiles(tx, li.caller, [fileId], later(6))).rejects.toMatchObject(none)
  })

  inTransaction('is used again by whoever sent it, and where it is already', async (tx) => {
    await foundDistrict(tx)
    const li = { caller: await as(tx, 'li'), now: later(5), cipher }
    // Nobody is known to have sent it: it is of the first who names it.
    const photos = await aPicture(tx)
    const { id: filingId } = await submitSign(tx, li, aSign('a', { photos }))
    await claimFiles(tx, li.caller, photos, later(6))
    const chen = { caller: await as(tx, 'chen'), now: later(7) }
    const noted = { act: 'note' as const, words: '与图样一致', photos }
    const file = { act: 'file' as const, words: '', checks: [] }
    await moveSign(tx, chen, { filingId, baseVersion: 1, order: file })
    await moveSign(tx, chen, { filingId, baseVersion: 2, order: noted })
    const secret = await aPicture(tx)
    const { caseId } = await report(tx, { photos: secret })
    const by = await does(tx, 'chen', caseId, 5)
    await cases.note(tx, { ...by, words: '放大看', photos: secret, public: false })
    await expect(claimFiles(tx, chen.caller, photos, later(8))).rejects.toMatchObject(none)
  })
})
