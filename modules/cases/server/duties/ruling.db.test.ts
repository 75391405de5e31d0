import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { saveOrganisation } from '#modules/people/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import {
  ask,
  atWork,
  call,
  dispute,
  factOf,
  judge,
  seen,
  toldTo,
  units,
} from '#testing/duty-story.ts'
import {
  as,
  community,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import { ringClocks } from '../alarms.ts'
import { casePage } from '../case-page.ts'
import { checkChain } from '../events.ts'
import { announceDuty } from './announce.ts'
import { dutyChanges, listDuties, saveDuty } from './duty-list.ts'
import { askRuling } from './ruling.ts'

describe('a ruling', () => {
  useDatabase()

  inTransaction('names the lead and the support; after it nothing is returned', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await dispute(tx, caseId)
    await dispute(tx, caseId)
    expect((await casePage(tx, await as(tx, 'wang'), caseId, later(31))).unitId).toBe(
      units.municipal,
    )
    await expect(judge(tx, 'zhou', caseId)).rejects.toMatchObject({ status: 403 })
    await expect(
      judge(tx, 'wang', caseId, { supportUnitIds: [units.greening] }),
    ).rejects.toMatchObject({ code: 'cases.support_of_oneself' })
    await judge(tx, 'wang', caseId)
    const after = await casePage(tx, await as(tx, 'sun'), caseId, later(61))
    expect([after.status, after.unitId]).toEqual(['dispatched', units.greening])
    expect(after.allowed).not.toContain('return')
    const [made] = (await seen(tx, 'sun', caseId)).rulings
    expect(made).toMatchObject({ state: 'ruled', unitName: '园林中心', level: 'community' })
    const [support] = (await seen(tx, 'zhou', caseId)).support
    expect(support).toMatchObject({ unitName: '市政中心', bound: true, allowed: ['accept'] })
    await expect(
      askRuling(tx, {
        ...(await does(tx, 'sun', caseId, 70)),
        rulingId: id('ruling/2'),
        words: '还是不归我们',
      }),
    ).rejects.toMatchObject({ code: 'cases.ruling_made' })
    // From now on only whoever designates sends it elsewhere.
    const dispatcher = await as(tx, 'wang')
    const verbs = new Set([...dispatcher.verbs].filter((v) => v !== 'cases.designate'))
    await expect(
      cases.dispatch(tx, {
        ...(await does(tx, 'wang', caseId, 71)),
        caller: { ...dispatcher, verbs },
        unitId: units.municipal,
        words: '',
      }),
    ).rejects.toMatchObject({ code: 'cases.designate_needed' })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction(
    'keeps the lead that has it, bound, and withdraws its wish to return',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atWork(tx)
      await cases.askRequest(tx, {
        ...(await does(tx, 'zhou', caseId, 20)),
        kind: 'return',
        reasonCode: 'wrong-owner',
        words: '不归市政',
        extension: null,
        resumeAt: null,
      })
      await dispute(tx, caseId)
      await judge(tx, 'wang', caseId, { unitId: units.municipal, supportUnitIds: [] })
      const page = await casePage(tx, await as(tx, 'zhou'), caseId, later(61))
      expect([page.status, page.unitId]).toEqual(['handling', units.municipal])
      expect(page.requests.map((r) => r.state)).toEqual(['withdrawn'])
      expect(page.allowed).not.toContain('return')
      expect(page.allowed).toContain('finish')
    },
  )

  inTransaction('is not made by whoever asked, and its time goes up the posts', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await dispute(tx, caseId, 'wang')
    await expect(judge(tx, 'wang', caseId)).rejects.toMatchObject({ code: 'cases.ruling_own' })
    await announceDuty(tx, await factOf(tx, caseId, 'case.disputed', 30))
    expect(await toldTo(tx, 'case.disputed')).toEqual(
      expect.arrayContaining([id('zhou'), id('ma')]),
    )
    for (let turn = 0; turn < 10; turn++) await ringClocks(tx, later(60 * 24 * 21)) // oxlint-disable-line no-await-in-loop -- in turn
    const levels = await tx
      .selectFrom('cases.escalation as e')
      .innerJoin('cases.clock as k', 'k.id', 'e.clock_id')
      .select('e.level')
      .where('k.stage', '=', 'ruling')
      .execute()
    expect(levels.map((l) => l.level)).toContain('district')
    await judge(tx, 'centre', caseId)
    expect((await seen(tx, 'centre', caseId)).rulings[0]?.level).toBe('district')
  })
})

async function filed(tx: Db) {
  const { caseId } = await report(tx)
  await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  return caseId
}

describe('the duty list', () => {
  useDatabase()

  const station = id('unit/community')
  async function withList(tx: Db, kind: 'refuse' | 'assist') {
    await foundDistrict(tx)
    const t = tx as Tx // oxlint-disable-line typescript/no-unsafe-type-assertion -- tests hand in a transaction
    await saveOrganisation(t, {
      districtId,
      id: station,
      kind: 'community',
      name: '澜湖社区居委会',
      shortName: '社区',
      areaCode: community,
      handlesCases: true,
    })
    const administrator = { ...(await as(tx, 'centre')), verbs: new Set(['settings.edit']) }
    const edit = {
      id: id('duty/lamps'),
      communityCode: '',
      kind,
      name: '路灯维修',
      basis: '街道履职事项清单',
      whenMatters: ['matter:01037'],
      whenGuides: [],
      active: true,
      version: 0,
    }
    await saveDuty(tx, administrator, edit, later(0))
    return { administrator, edit }
  }

  const send = async (tx: Db, name: Name, caseId: string, override: string | null = null) =>
    cases.dispatch(tx, {
      ...(await does(tx, name, caseId, 8)),
      unitId: station,
      words: '',
      override,
    })

  inTransaction(
    'refuses a community what is not its work, unless the district answers for it',
    async (tx) => {
      await withList(tx, 'refuse')
      const caseId = await filed(tx)
      await expect(send(tx, 'wang', caseId, '情况特殊')).rejects.toMatchObject({
        code: 'cases.duty_refused',
        details: { entry: '路灯维修', basis: '街道履职事项清单', mayOverride: false },
      })
      await expect(send(tx, 'centre', caseId)).rejects.toMatchObject({
        details: { mayOverride: true },
      })
      await send(tx, 'centre', caseId, '台风天，市政到不了')
      const page = await casePage(tx, await as(tx, 'wang'), caseId, later(9))
      expect(page.events.at(-1)?.details['override']).toEqual({
        entry: '路灯维修',
        words: '台风天，市政到不了',
      })
    },
  )

  inTransaction('lets a community assist with what it does not lead', async (tx) => {
    await withList(tx, 'assist')
    const caseId = await atWork(tx)
    await call(tx, caseId, { unitId: station })
    await expect(ask(tx, caseId, { unitId: station })).rejects.toMatchObject({
      code: 'cases.duty_assists',
    })
  })

  inTransaction('keeps what it was', async (tx) => {
    const { administrator, edit } = await withList(tx, 'refuse')
    const saved = await saveDuty(tx, administrator, { ...edit, active: false }, later(1))
    await saveDuty(tx, administrator, { ...edit, active: false, version: saved.version }, later(2))
    await expect(
      saveDuty(tx, administrator, { ...edit, name: '别的' }, later(3)),
    ).rejects.toMatchObject({ code: 'cases.out_of_date' })
    await expect(
      saveDuty(tx, administrator, { ...edit, id: id('x'), whenMatters: [] }, later(3)),
    ).rejects.toMatchObject({ code: 'cases.duty_names_nothing' })
    expect((await listDuties(tx, districtId)).map((e) => e.active)).toEqual([false])
    expect(
      (await dutyChanges(tx, districtId)).map((c) => [c.before?.active, c.after.active]),
    ).toEqual([
      [true, false],
      [undefined, true],
    ])
    await send(tx, 'wang', await filed(tx))
  })
})
