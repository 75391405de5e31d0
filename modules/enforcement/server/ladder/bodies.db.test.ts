import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  days,
  fileId,
  foundOffice,
  open,
  orderWish,
  refusal,
  reinspectWish,
  seen,
  serviceWish,
  step,
} from '#testing/enforcement-story.ts'
import { as, cipher, districtId, id, later } from '#testing/small-district.ts'
import type { StepOrder } from '../../contract/files.ts'
import { saveAuthority } from '../powers/settings.ts'
import { takeStep } from './take.ts'

/** Both officers have since moved to another body, which may order too and numbers its own papers. */
async function asOthers(tx: Tx) {
  await tx
    .updateTable('enforcement.certificate')
    .set({ body_id: id('municipal') })
    .execute()
  const caller = await as(tx, 'centre')
  await saveAuthority(
    tx,
    {
      id: id('authority/others'),
      matterCode: '*',
      power: 'order',
      bodyId: id('municipal'),
      bodyName: '市政中心',
      system: 'ours',
      from: '2026-01-01',
      until: null,
      paperTitle: '委托书',
      paperNumber: '',
      law: '',
    },
    { caller, now: later(0), baseVersion: null },
  )
  await tx
    .insertInto('enforcement.office')
    .values({
      district_id: districtId,
      body_id: id('municipal'),
      name: '市政中心',
      prefix: '市政',
      review_body: '区政府',
      court: '法院',
    })
    .execute()
  const gao = { ...(await as(tx, 'gao')), organisationId: id('municipal') }
  return (order: StepOrder) =>
    takeStep(tx, {
      fileId,
      clientId: randomUUID(),
      caller: gao,
      now: later(days(5)),
      baseVersion: null,
      cipher,
      order,
      evidence: [],
    })
}

describe('a step of the ladder, by the body whose it is', () => {
  useDatabase()

  inTransaction('turns a step of the wrong body into a letter to the one that may', async (tx) => {
    await foundOffice(tx)
    const fire = {
      id: id('authority/fire'),
      matterCode: '09012',
      power: 'order' as const,
      bodyId: null,
      bodyName: '鄂城区消防救援大队',
      system: 'fire' as const,
      from: '2026-01-01',
      until: null,
      paperTitle: '消防法第五十二条',
      paperNumber: '',
      law: '《消防法》第二十八条、第六十条',
    }
    const by = { caller: await as(tx, 'centre'), now: later(0), baseVersion: null }
    await saveAuthority(tx, fire, by)
    await open(tx, { matterCode: '09012', title: '杂物堵塞消防车通道' })
    expect(await refusal(step(tx, orderWish()))).toMatchObject({
      code: 'enforcement.not_your_power',
      details: { bodies: ['鄂城区消防救援大队'] },
    })
    await step(tx, {
      step: 'transfer',
      paperId: id('paper/letter'),
      toAuthorityId: fire.id,
      words: '杂物堵塞消防车通道，劝说无效',
    })
    const page = await seen(tx)
    expect(page).toMatchObject({
      state: 'handed_over',
      handovers: [{ to: '鄂城区消防救援大队', system: 'fire', reason: 'no_power', state: 'sent' }],
    })
    expect(page.papers).toMatchObject([{ kind: 'transfer', number: '凤凰综执移送字〔2026〕第1号' }])
    await step(tx, {
      step: 'news',
      theirs: 'returned',
      theirNumber: '',
      onTheSpot: false,
      on: '2026-03-16',
      words: '不属消防车通道',
    })
    expect((await seen(tx)).state).toBe('words')
  })

  inTransaction('lets no other body serve an order or withdraw it', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    const others = await asOthers(tx)
    for (const wish of [
      serviceWish(),
      { step: 'withdraw_order' as const, secondId: id('lin'), words: '撤回' },
    ])
      expect(await refusal(others(wish))).toMatchObject({
        code: 'enforcement.not_your_power',
        details: { bodies: ['凤凰街道综合执法中队'] },
      })
  })

  inTransaction('takes no number of another body for a letter', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    await step(tx, serviceWish())
    await step(tx, reinspectWish(), { minute: days(5) })
    const others = await asOthers(tx)
    const handOver = {
      step: 'hand_over' as const,
      paperId: id('paper/handover'),
      toAuthorityId: id('authority/punish'),
      words: '',
    }
    expect(await refusal(others(handOver))).toMatchObject({
      code: 'enforcement.not_your_power',
      details: { bodies: ['凤凰街道综合执法中队'] },
    })
    // Out of order again, the others may write their own letter, under their own number.
    await sql`update enforcement.file set state = 'words'`.execute(tx)
    const letter = { ...handOver, step: 'transfer' as const, words: '不属本单位管辖' }
    await others(letter)
    expect((await seen(tx, days(5))).papers.at(-1)).toMatchObject({
      number: '市政移送字〔2026〕第1号',
    })
  })

  inTransaction('sends no letter to the body that writes it', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    const letter = {
      step: 'transfer' as const,
      paperId: id('paper/letter'),
      toAuthorityId: id('authority/order'),
      words: '请处理',
    }
    expect((await refusal(step(tx, letter))).code).toBe('enforcement.receiver_is_sender')
    await step(tx, { ...letter, toAuthorityId: id('authority/punish') })
  })
})
