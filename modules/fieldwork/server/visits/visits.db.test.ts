import { describe, expect } from 'vitest'
import { mergeSubject } from '#modules/subjects/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import {
  as,
  cipher,
  community,
  districtId,
  foundDistrict,
  id,
  later,
} from '#testing/small-district.ts'
import { acting, aHousehold, aShop, entered, grid } from '#testing/subjects-story.ts'
import type { VisitInput } from '../../contract/visits.ts'
import { saveCampaign } from './campaigns.ts'
import { dueDoors } from './doors.ts'
import { campaignLedger } from './ledger.ts'
import { plansOf, savePlan } from './plans.ts'
import { listPromises, movePromise, promiseOwners, settlePromise } from './promises.ts'
import { recordVisit } from './record.ts'
import { remindPromises } from './remind.ts'
import { listVisits } from './views.ts'

const day = 24 * 60
type Name = Parameters<typeof as>[1]

const visit = (name: string, subjectId: string, over: Partial<VisitInput> = {}): VisitInput => ({
  id: id(`visit/${name}`),
  subjectId,
  why: 'due',
  outcome: 'met',
  words: '身体都好，暖气不热',
  ...over,
})

const made = async (db: Db, input: VisitInput, minute = 0, by: Name = 'li') =>
  recordVisit(db, await acting(db, by, minute), input)

const asking = async (db: Db, by: Name, minute = 0) => ({
  caller: await as(db, by),
  now: later(minute),
})

const due = async (db: Db, by: Name, minute = 0) =>
  (await dueDoors(db, await asking(db, by, minute), { within: 0 })).doors.map(
    (d) => d.subject.addressText,
  )

const promise = {
  id: id('promise'),
  madeBy: 'us',
  words: '周五前请人来看暖气',
  dueOn: '2026-03-20',
} as const

describe('a service visit', () => {
  useDatabase()

  inTransaction(
    'is one however often it is sent, and keeps the time of the phone beside ours',
    async (tx) => {
      await foundDistrict(tx)
      const home = await entered(tx, aHousehold('3 栋 501'))
      const said = { doneAt: '2026-03-16T05:00:00.000Z', sentAt: '2026-03-16T06:00:00.000Z' }
      const first = await made(tx, visit('a', home.id, { said }), 120)
      const again = { doneAt: said.doneAt, sentAt: '2026-03-16T08:00:00.000Z' }
      expect((await made(tx, visit('a', home.id, { said: again }), 240)).id).toBe(first.id)
      await expect(made(tx, visit('a', home.id, { words: '另一次' }))).rejects.toMatchObject({
        code: 'fieldwork.visit_id_taken',
      })
      const { rows } = await listVisits(tx, await asking(tx, 'wang', 300), { limit: 9 })
      expect(rows).toHaveLength(1)
      // An hour before it came, by our clock, however wrong the phone's is.
      expect(rows[0]).toMatchObject({
        visitedAt: later(60).toISOString(),
        receivedAt: later(120).toISOString(),
        phone: said,
        who: 'li',
      })
    },
  )

  inTransaction('turns a trouble that was heard into a case, each naming the other', async (tx) => {
    await foundDistrict(tx)
    const home = await entered(
      tx,
      aHousehold('3 栋 501', {
        place: { text: '3 栋 501', areaCode: grid, lon: 114.8905, lat: 30.3905 },
      }),
    )
    const trouble = { words: '楼道灯不亮', photos: [] }
    const { caseId } = await made(tx, visit('a', home.id, { trouble }))
    expect(caseId).not.toBeNull()
    const kase = await tx
      .selectFrom('cases.case')
      .select(['channel', 'words', 'address', 'grid_code'])
      .where('id', '=', caseId)
      .executeTakeFirst()
    expect(kase).toEqual({
      channel: 'visit',
      words: '楼道灯不亮',
      address: '3 栋 501',
      grid_code: grid,
    })
    const { rows } = await listVisits(tx, await asking(tx, 'wang'), { caseId: caseId!, limit: 9 })
    expect(rows.map((v) => v.caseId)).toEqual([caseId])
    expect((await made(tx, visit('a', home.id, { trouble }))).caseId).toBe(caseId)
    // A door without a point still belongs to its community's desk.
    const other = await entered(tx, aHousehold('4 栋 101'))
    const second = await made(tx, visit('b', other.id, { trouble }))
    const placed = await tx
      .selectFrom('cases.case')
      .select('community_code')
      .where('id', '=', second.caseId)
      .executeTakeFirst()
    expect(placed).toEqual({ community_code: community })
  })

  inTransaction('is seen and made within one’s own area only', async (tx) => {
    await foundDistrict(tx)
    const here = await entered(tx, aHousehold('3 栋 501'))
    const there = await entered(
      tx,
      aHousehold('邻街 1 号', { place: { text: '邻街 1 号', areaCode: '420704001015' } }),
      'centre',
    )
    await expect(made(tx, visit('b', there.id))).rejects.toMatchObject({ status: 404 })
    await made(tx, visit('a', here.id))
    const seen = async (by: Name) =>
      (await listVisits(tx, await asking(tx, by), { limit: 9 })).rows.length
    expect([await seen('wang'), await seen('zhou'), await seen('centre')]).toEqual([1, 0, 1])
    const street = { ...(await as(tx, 'wang')), scope: { areas: ['420704001015'], units: [] } }
    expect((await listVisits(tx, { caller: street, now: later(1) }, { limit: 9 })).rows).toEqual([])
    await expect(
      made(tx, visit('c', here.id, { outcome: 'nobody', promises: [promise] })),
    ).rejects.toMatchObject({ code: 'fieldwork.nobody_promised' })
  })

  inTransaction(
    'falls due by plan, who lives alone first, and no more once somebody was met',
    async (tx) => {
      await foundDistrict(tx)
      const alone = await entered(tx, aHousehold('9 栋 901'))
      const aged = await entered(
        tx,
        aHousehold('2 栋 201', { details: { kind: 'household', people: 2, needs: ['aged'] } }),
      )
      await entered(
        tx,
        aHousehold('1 栋 101', { details: { kind: 'household', people: 3, needs: [] } }),
      )
      const shop = await entered(tx, aShop('面馆'))
      expect(await due(tx, 'li')).toEqual(['9 栋 901', '2 栋 201', '竹林北路 面馆'])
      await made(tx, visit('a', alone.id, { outcome: 'nobody' }))
      await made(tx, visit('b', aged.id))
      expect(await due(tx, 'li', 60)).toEqual(['9 栋 901', '竹林北路 面馆'])
      // Never met is due from the day one looks; met in March, due again in April, and longer than that.
      expect(await due(tx, 'li', 31 * day)).toEqual(['9 栋 901', '2 栋 201', '竹林北路 面馆'])
      expect(await due(tx, 'zhou')).toEqual([])
      // A call at an entry that is joined to another counts for the door.
      const twin = await entered(tx, aShop('面店'))
      await made(tx, visit('c', twin.id))
      await mergeSubject(tx, await acting(tx, 'wang'), {
        id: id('m'),
        subjectId: twin.id,
        intoId: shop.id,
        reason: '同',
        baseVersion: 1,
      })
      expect(await due(tx, 'li', 60)).toEqual(['9 栋 901'])
    },
  )

  inTransaction('goes by the plans of the district once it has any', async (tx) => {
    await foundDistrict(tx)
    await entered(tx, aShop('面馆'))
    const centre = await asking(tx, 'centre')
    const plan = {
      id: id('plan'),
      kind: 'shop',
      need: '',
      everyDays: 90,
      active: false,
      baseVersion: null,
    } as const
    await savePlan(tx, centre, plan)
    const { plans, preset } = await plansOf(tx, districtId)
    expect(preset).toBe(false)
    expect(plans.map((p) => `${p.kind}/${p.need}/${p.everyDays}`).sort()).toEqual([
      'household/aged/30',
      'household/alone/30',
      'household/mobility/60',
      'shop//90',
    ])
    expect(await due(tx, 'li')).toEqual([])
    await expect(savePlan(tx, centre, { ...plan, id: id('twin') })).rejects.toMatchObject({
      code: 'fieldwork.plan_exists',
    })
    await expect(savePlan(tx, await asking(tx, 'wang'), plan)).rejects.toMatchObject({
      code: 'fieldwork.plans_of_district',
    })
  })

  inTransaction('leaves promises with a day and an owner, that are kept or not', async (tx) => {
    await foundDistrict(tx)
    const home = await entered(tx, aHousehold('3 栋 501'))
    const other = {
      ...promise,
      id: id('promise2'),
      madeBy: 'them',
      words: '自己清走门口杂物',
    } as const
    await made(tx, visit('a', home.id, { promises: [promise, other] }))
    const open = async (by: Name, mine: 'yes' | 'no' = 'no') =>
      (await listPromises(tx, await asking(tx, by, 5 * day), { state: 'open', mine, limit: 9 }))
        .rows
    expect((await open('li', 'yes')).map((p) => [p.owner, p.late, p.allowed])).toEqual([
      ['li', true, ['settle', 'move']],
      ['li', true, ['settle', 'move']],
    ])
    expect((await open('gao'))[0]?.allowed).toEqual([])
    const gao = await asking(tx, 'gao', 10)
    const end = { promiseId: promise.id, state: 'kept', words: '', baseVersion: 1 } as const
    await expect(settlePromise(tx, gao, end)).rejects.toMatchObject({ status: 403 })
    const wang = await asking(tx, 'wang', 10)
    const { people } = await promiseOwners(tx, wang, promise.id)
    expect(people.map((p) => p.name)).toContain('gao')
    const move = {
      promiseId: promise.id,
      dueOn: '2026-03-25',
      ownerId: id('gao'),
      words: '等配件',
      baseVersion: 1,
    }
    await expect(movePromise(tx, wang, { ...move, ownerId: id('zhou') })).rejects.toMatchObject({
      code: 'fieldwork.owner_unknown',
    })
    await movePromise(tx, wang, move)
    await expect(settlePromise(tx, gao, end)).rejects.toMatchObject({
      code: 'fieldwork.out_of_date',
    })
    await settlePromise(tx, gao, { ...end, baseVersion: 2 })
    expect((await settlePromise(tx, gao, { ...end, baseVersion: 2 })).version).toBe(3)
    await expect(
      settlePromise(tx, await asking(tx, 'li', 20), {
        promiseId: other.id,
        state: 'broken',
        words: '',
        baseVersion: 1,
      }),
    ).rejects.toMatchObject({ code: 'fieldwork.words_needed' })
    expect((await open('li')).map((p) => p.words)).toEqual(['自己清走门口杂物'])
    const steps = await tx
      .selectFrom('fieldwork.promise_step')
      .select('act')
      .where('promise_id', '=', promise.id)
      .orderBy('seq')
      .execute()
    expect(steps.map((s) => s.act)).toEqual(['made', 'moved', 'kept'])
  })

  inTransaction('reminds the owner on the day, once, without what was said', async (tx) => {
    await foundDistrict(tx)
    const home = await entered(tx, aHousehold('3 栋 501'))
    await made(tx, visit('a', home.id, { promises: [promise] }))
    expect(await remindPromises(tx, districtId, later(2 * day))).toBe(0)
    await remindPromises(tx, districtId, later(4 * day))
    await remindPromises(tx, districtId, later(5 * day))
    const notices = await tx.selectFrom('notices.notice').select(['person_id', 'words']).execute()
    expect(notices.map((n) => n.person_id)).toEqual([id('li')])
    expect(JSON.stringify(notices)).not.toContain('暖气')
  })

  inTransaction('counts for a drive as calls and doors apart, by kind and grid', async (tx) => {
    await foundDistrict(tx)
    const wang = await asking(tx, 'wang')
    const drive = {
      id: id('drive'),
      name: '三月走访月',
      purpose: '',
      kinds: ['household', 'shop'] as ('household' | 'shop')[],
      areaCode: community,
      startsOn: '2026-03-16',
      endsOn: '2026-03-31',
      baseVersion: null,
    }
    await saveCampaign(tx, wang, drive)
    await expect(
      saveCampaign(tx, wang, { ...drive, id: id('x'), areaCode: districtId }),
    ).rejects.toMatchObject({
      status: 403,
    })
    const home = await entered(tx, aHousehold('3 栋 501'))
    const shop = await entered(tx, aShop('面馆'))
    await entered(tx, aShop('粉店'))
    const campaignId = drive.id
    await made(tx, visit('a', home.id, { campaignId, outcome: 'nobody' }))
    await made(tx, visit('b', home.id, { campaignId, promises: [promise] }), 60)
    await made(tx, visit('c', shop.id, { campaignId, trouble: { words: '下水道返水' } }), 90)
    await made(tx, visit('d', shop.id, { campaignId }), 20 * day)
    await made(tx, visit('e', shop.id), 95)
    const ledger = await campaignLedger(tx, await asking(tx, 'wang', 21 * day), campaignId)
    expect(ledger).toMatchObject({
      all: { calls: 3, doors: 2, met: 2 },
      reachable: 3,
      byKind: [
        { kind: 'household', calls: 2, doors: 1, met: 1 },
        { kind: 'shop', calls: 1, doors: 1, met: 1 },
      ],
      byGrid: [{ gridCode: grid, gridName: '第一网格', calls: 3, doors: 2, met: 2 }],
      troubles: 1,
      promises: { made: 1, kept: 0, open: 1 },
      outside: 1,
    })
    const { campaigns } = await dueDoors(tx, await asking(tx, 'li'), { within: 0 })
    expect(campaigns.map((c) => c.name)).toEqual(['三月走访月'])
  })

  onDatabase('is one of many sent at once, with one case', async (db) => {
    await db.transaction().execute((tx) => foundDistrict(tx))
    const home = await entered(db, aHousehold('3 栋 501'))
    const input = visit('a', home.id, { trouble: { words: '楼道灯不亮' }, promises: [promise] })
    const li = await acting(db, 'li')
    const sent = await Promise.all(
      Array.from({ length: 6 }, () => recordVisit(db, { ...li, cipher }, input)),
    )
    expect(new Set(sent.map((s) => s.caseId)).size).toBe(1)
    const cases = await db.selectFrom('cases.case').select('id').execute()
    expect(cases).toHaveLength(1)
  })
})
