import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { MediationOrder } from '#modules/enforcement/contract/index.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  days,
  fileId,
  foundOffice,
  open,
  orderWish,
  refusal,
  seen,
  step,
} from '#testing/enforcement-story.ts'
import { as, cipher, id, later } from '#testing/small-district.ts'
import { beginMediation, moveMediation } from './mediate.ts'

const mediationId = id('mediation/freezer')
const [owner, neighbour] = [id('mediation/owner'), id('mediation/neighbour')]

const begin = async (db: Db, over: object = {}) =>
  beginMediation(db, {
    fileId,
    clientId: mediationId,
    baseVersion: null,
    caller: await as(db, 'wang'),
    now: later(30),
    cipher,
    mediation: {
      id: mediationId,
      bodyKind: 'peoples_committee',
      bodyName: '澜湖社区人民调解委员会',
      mediator: '王主任',
      facts: '冰柜夜间噪声影响楼上休息',
      parties: [
        { id: owner, name: '刘老板' },
        { id: neighbour, name: '陈婆婆' },
      ],
      ...over,
    },
  })

const move = async (db: Db, order: MediationOrder, minute = 60) =>
  moveMediation(db, {
    fileId,
    mediationId,
    clientId: randomUUID(),
    baseVersion: null,
    caller: await as(db, 'wang'),
    now: later(minute),
    cipher,
    order,
  })

const agreement = (over: object = {}) => ({
  step: 'agree' as const,
  paperId: id('mediation/paper'),
  form: 'written' as const,
  agreement: '冰柜移至店内，夜间十点后停用压缩机',
  agreedOn: '2026-03-16',
  performUntil: '2026-03-31',
  signed: [owner, neighbour],
  mediatorSigned: true,
  sealed: true,
  ...over,
})

describe('mediation beside a file', () => {
  useDatabase()

  inTransaction('wants each party once', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    const twice = [
      { id: owner, name: '刘老板' },
      { id: owner, name: '刘老板' },
      { id: neighbour, name: '陈婆婆' },
    ]
    expect((await refusal(begin(tx, { parties: twice }))).code).toBe('enforcement.party_twice')
  })

  inTransaction(
    'runs from its beginning over an agreement and a court to a visit after',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      await begin(tx)
      await begin(tx)
      expect((await refusal(move(tx, agreement({ sealed: false })))).code).toBe(
        'enforcement.agreement_unsigned',
      )
      await move(tx, agreement())
      const [agreed] = (await seen(tx, 61)).mediations
      // Thirty days, counted from the next day: 15 April 2026 is a Wednesday.
      expect(agreed).toMatchObject({
        state: 'agreed',
        confirmUntil: '2026-04-15',
        confirmable: true,
      })
      expect((await seen(tx, 61)).papers).toMatchObject([{ kind: 'agreement', number: null }])
      const ask = { step: 'ask_confirmation' as const, court: '鄂城区人民法院', askedByAll: true }
      expect(await refusal(move(tx, ask, days(31)))).toMatchObject({
        code: 'enforcement.confirmation_late',
        law: { 'zh-CN': '《人民调解法》第三十三条' },
      })
      await move(tx, ask, days(20))
      await move(tx, { step: 'confirm', confirmed: true, words: '裁定有效' }, days(25))
      await move(tx, { step: 'follow_up', kept: true, words: '冰柜已移入' }, days(30))
      expect((await seen(tx, days(30))).mediations).toMatchObject([
        { state: 'kept', courtResult: '裁定有效', allowed: [] },
      ])
    },
  )

  inTransaction(
    'leads back to the ladder where one refuses, and never stood in its way',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      await begin(tx)
      await move(tx, { step: 'fail', words: '一方不同意继续调解' })
      const page = await seen(tx, 61)
      expect(page).toMatchObject({ state: 'words', dueAt: later(60).toISOString() })
      await step(tx, orderWish(), { minute: 70 })
      expect((await seen(tx, 71)).state).toBe('ordered')
      expect((await refusal(move(tx, agreement()))).code).toBe('enforcement.mediation_not_now')
    },
  )

  inTransaction('asks no court about what another kind of body brought about', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await begin(tx, { bodyKind: 'community' })
    await move(tx, agreement({ form: 'oral', signed: [], mediatorSigned: false, sealed: false }))
    const ask = { step: 'ask_confirmation' as const, court: '法院', askedByAll: true }
    expect((await refusal(move(tx, ask))).code).toBe('enforcement.not_confirmable')
    await move(tx, { step: 'follow_up', kept: false, words: '又搬了出来' }, days(3))
    expect(await seen(tx, days(3))).toMatchObject({
      mediations: [{ state: 'broken', confirmUntil: null }],
      dueAt: later(days(3)).toISOString(),
    })
  })
})
