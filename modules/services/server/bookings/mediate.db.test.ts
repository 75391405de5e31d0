import { describe, expect } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aBooking, offer } from '#testing/services-story.ts'
import { as, cipher, districtId, foundDistrict, id, monday } from '#testing/small-district.ts'
import { bookService } from './book.ts'
import { mediateBooking } from './mediate.ts'
import { bookingBeside } from './views.ts'

const party = (name: string, agrees = true) => ({ id: id(`party/${name}`), name, agrees })

describe('a booked dispute', () => {
  useDatabase()

  inTransaction('leads to a mediation where every party agrees, beside the case', async (tx) => {
    await foundDistrict(tx)
    await offer(tx, {
      kind: 'mediation',
      place: 'office',
      office: '社区工作站',
      questions: [],
      matter: { kind: 'matter', code: '10999' },
    })
    const { received } = await bookService(
      tx,
      { caller: anonymous(districtId), now: monday, cipher },
      aBooking('a', { answers: {} }),
    )
    const by = { caller: await as(tx, 'wang'), now: monday, cipher }
    const order = {
      bookingId: id('booking/a'),
      fileId: id('mediation/file'),
      mediationId: id('mediation'),
      bodyKind: 'peoples_committee' as const,
      bodyName: '澜湖社区人民调解委员会',
      mediator: '吴调解',
      facts: '空调水滴到楼下门口',
      parties: [party('楼上'), party('楼下')],
      baseVersion: 1,
    }
    const unwilling = { ...order, parties: [party('楼上'), party('楼下', false)] }
    await expect(mediateBooking(tx, by, unwilling)).rejects.toMatchObject({
      code: 'services.consent_needed',
    })
    const begun = await mediateBooking(tx, by, order)
    expect(begun).toEqual({ fileId: order.fileId, version: 2 })
    expect(await mediateBooking(tx, by, order)).toEqual(begun)
    const mediation = await tx
      .selectFrom('enforcement.mediation as m')
      .innerJoin('enforcement.file as f', 'f.id', 'm.file_id')
      .select(['m.state', 'f.case_id'])
      .executeTakeFirst()
    expect(mediation).toEqual({ state: 'open', case_id: received.caseId })
    const { booking } = await bookingBeside(tx, by, received.caseId)
    expect(booking).toMatchObject({ mediationFileId: order.fileId })
    expect(booking?.allowed).not.toContain('mediate')
  })
})
