import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { cipher, districtId, foundDistrict, id } from '#testing/small-district.ts'
import { acting, aHousehold, aShop, entered } from '#testing/subjects-story.ts'
import { likeOnes } from './likeness.ts'
import { mergeSubject } from './merge.ts'
import { subjectPage } from './page.ts'
import { relate } from './relations.ts'

describe('what was joined', () => {
  useDatabase()

  inTransaction(
    'shows nothing sensitive to whoever may not look at contacts, whichever way it was joined',
    async (tx) => {
      await foundDistrict(tx)
      const plain = await entered(tx, aHousehold('3 栋 501'))
      const hidden = await entered(
        tx,
        aHousehold('三栋 501 室', { class: 'sensitive', phone: '13812341234' }),
      )
      await mergeSubject(tx, await acting(tx, 'centre'), {
        id: id('joining'),
        subjectId: hidden.id,
        intoId: plain.id,
        reason: '同一户',
        baseVersion: 1,
      })
      const blind = await acting(tx, 'li')
      const verbs = new Set([...blind.caller.verbs].filter((v) => v !== 'subjects.see_contact'))
      const caller = { ...blind.caller, verbs }
      const joined = async (by: typeof blind) => (await subjectPage(tx, by, plain.id)).joined.length
      expect(await joined(blind)).toBe(1)
      expect(await joined({ ...blind, caller })).toBe(0)
      // The other way round: what stayed is sensitive, and the words of what was joined lead to it.
      await tx
        .updateTable('subjects.subject')
        .set({ class: 'sensitive' })
        .where('district_id', '=', districtId)
        .where('id', '=', plain.id)
        .execute()
      await tx
        .updateTable('subjects.subject')
        .set({ class: 'personal' })
        .where('district_id', '=', districtId)
        .where('id', '=', hidden.id)
        .execute()
      const given = {
        id: id('new'),
        name: '',
        addressText: '',
        addressId: null,
        phone: '13812341234',
        identity: '',
        details: { kind: 'person' as const },
      }
      const like = async (who: typeof blind.caller) =>
        (await likeOnes(tx, { caller: who, cipher }, given)).length
      expect(await like(blind.caller)).toBe(1)
      expect(await like(caller)).toBe(0)
    },
  )

  inTransaction('relates under one id one pair only', async (tx) => {
    await foundDistrict(tx)
    const a = await entered(tx, aShop('老味面馆'))
    const b = await entered(tx, aShop('新味面馆'))
    const firm = await entered(
      tx,
      aShop('面馆公司', { details: { kind: 'organisation', creditCode: null, form: 'company' } }),
    )
    const by = await acting(tx, 'li')
    const said = {
      id: id('relation'),
      kind: 'operates',
      fromId: firm.id,
      toId: a.id,
      since: null,
      source: 'desk',
    } as const
    await relate(tx, by, said)
    expect(await relate(tx, by, said)).toEqual({ id: said.id })
    await expect(relate(tx, by, { ...said, toId: b.id })).rejects.toMatchObject({
      code: 'subjects.id_taken',
    })
  })
})
