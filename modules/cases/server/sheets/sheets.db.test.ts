import fastify from 'fastify'
import { describe, expect } from 'vitest'
import { SheetTold } from '#platform/shared/sheets.ts'
import { demand, type Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, community, districtId, foundDistrict, monday } from '#testing/small-district.ts'
import { listDuties } from '../duties/duty-list.ts'
import { listTemplates } from '../replies/templates.ts'
import { listRules } from '../routing.ts'
import { settingsSheetRoutes } from './routes.ts'

function serve(db: Tx, caller: Caller) {
  const app = fastify()
  prepare(app)
  settingsSheetRoutes({
    app,
    db,
    clock: () => monday,
    gate: async (_request, access) => {
      demand(caller, access)
      return caller
    },
  })
  const post = async (path: string, csv: Buffer, more: object = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/cases/sheets/${path}`,
      payload: { file: csv.toString('base64'), ...more },
    })
  return {
    post,
    told: async (path: string, csv: string | Buffer, more?: object) =>
      SheetTold.parse((await post(path, Buffer.from(csv), more)).json()),
    download: async (path: string) =>
      (await app.inject({ method: 'GET', url: `/api/cases/sheets/${path}` })).rawPayload,
  }
}

const editor = async (tx: Tx): Promise<Caller> => ({
  ...(await as(tx, 'centre')),
  verbs: new Set(['settings.edit']),
})

const audited = async (tx: Tx) =>
  (await tx.selectFrom('people.audit').select(['act', 'details']).execute()).filter(
    (row) => row.act === 'cases.settings_sheet_taken',
  )

describe('settings of cases as sheets', () => {
  useDatabase()

  inTransaction('the duty list comes in once, with a reason, and out again', async (tx) => {
    await foundDistrict(tx)
    const { told, download } = serve(tx, await editor(tx))
    const csv = [
      '社区代码,名称,归类,依据,事项（每行一个，如 matter:06010）,指南条目（每行一个）',
      '全区,拆除违建,不得下派社区,=清单第三条,matter:06,',
      `${community},清扫楼道,own,,"matter:05001\nmatter:05002",GL04`,
    ].join('\n')
    const check = await told('duties/check', csv)
    expect(check).toMatchObject({ created: 2, faulty: 0, applied: false })
    expect(check.changes[0]?.what).toBe('全区 拆除违建')
    expect(await listDuties(tx, districtId)).toEqual([])
    expect(await audited(tx)).toEqual([])
    const order = { seen: check.seen, reason: '新清单' }
    expect(await told('duties/apply', csv, order)).toMatchObject({ created: 2, applied: true })
    expect(await audited(tx)).toMatchObject([{ details: { sheet: 'duties', reason: '新清单' } }])
    expect(await listDuties(tx, districtId)).toMatchObject([
      { communityCode: '', kind: 'refuse', basis: '=清单第三条', whenMatters: ['matter:06'] },
      { communityCode: community, kind: 'own', whenMatters: ['matter:05001', 'matter:05002'] },
    ])
    expect(await told('duties/check', csv)).toMatchObject({ same: 2, created: 0, changed: 0 })
    expect(await told('duties/check', await download('duties'))).toMatchObject({
      same: 2,
      faulty: 0,
    })
  })

  inTransaction('rules of the module speak as faults of their line', async (tx) => {
    await foundDistrict(tx)
    const { told, post } = serve(tx, await editor(tx))
    const csv = '社区代码,名称,归类\n全区,什么都不管,own\n999999999999,别处,own\n全区,好的,谁办\n'
    const { faults } = await told('duties/check', csv)
    expect(faults.map((f) => f.cell)).toEqual(['A2', 'A3', 'C4'])
    const gap = '名称,答复内容\n收到,您好{没有这个}\n'
    expect(await told('replies/check', gap)).toMatchObject({ faulty: 1 })
    const wrong = await post('replies/check', Buffer.from('a\n1\n'))
    expect(wrong.json()).toMatchObject({ details: { columns: '名称、答复内容' } })
  })

  inTransaction(
    'templates are known by their names, and two alike are left to the page',
    async (tx) => {
      await foundDistrict(tx)
      const { told, download } = serve(tx, await editor(tx))
      const csv = '名称,用在哪些状态（每行一个）,答复内容\n收到,,已收到您反映的问题\n'
      const { seen } = await told('replies/check', csv)
      await told('replies/apply', csv, { seen, reason: '统一答复' })
      const [template] = await listTemplates(tx, districtId)
      expect(template).toMatchObject({ name: '收到', words: '已收到您反映的问题', version: 1 })
      expect(await told('replies/check', await download('replies'))).toMatchObject({ same: 1 })
      await tx
        .insertInto('cases.reply_template')
        .values({
          district_id: districtId,
          id: '11111111-1111-4111-8111-111111111111',
          name: '收到',
          when_statuses: [],
          when_matters: [],
          words: '另一条',
          active: true,
          version: 1,
        })
        .execute()
      const check = await told('replies/check', csv)
      expect(check.faults.map((f) => f.cell)).toEqual(['A2'])
      expect(check.faults[0]?.why).toContain('分不清改哪一行')
    },
  )

  inTransaction(
    'rules of dispatch come in with their order, and say what never fires',
    async (tx) => {
      await foundDistrict(tx)
      const { told, download } = serve(tx, await editor(tx))
      const csv = [
        '顺序,名称,"事项（每行一个，如 matter:06010）",紧急程度（每行一个）,派给（单位全称）',
        '2,树木归园林,matter:06,,园林中心',
        '1,市容归市政,matter:06,"一般\n紧急\n特急",市政中心',
      ].join('\n')
      const check = await told('routing/check', csv)
      expect(check).toMatchObject({ created: 2, faulty: 0, applied: false })
      expect(check.notes).toEqual([
        '规则“树木归园林”永远轮不到：前面的“市容归市政”已把它的情况全部派走',
      ])
      const order = { seen: check.seen, reason: '新分工' }
      expect(await told('routing/apply', csv, order)).toMatchObject({ applied: true })
      const names = async () => (await listRules(tx, districtId)).map((r) => [r.position, r.name])
      const after = [
        [1, '市容归市政'],
        [2, '树木归园林'],
        [10, '路灯归市政'],
      ]
      expect(await names()).toEqual(after)
      expect(await told('routing/check', csv)).toMatchObject({ same: 2, notes: [] })
      expect(await told('routing/check', await download('routing'))).toMatchObject({ same: 3 })
      const first = '顺序,名称,派给（单位全称）\n1,路灯归市政,市政中心\n'
      const { seen } = await told('routing/check', first)
      await told('routing/apply', first, { seen, reason: '路灯先看' })
      expect(await names()).toEqual([
        [1, '路灯归市政'],
        [2, '市容归市政'],
        [3, '树木归园林'],
      ])
      expect(await told('routing/check', first)).toMatchObject({ same: 1 })
      const wrong = '顺序,名称,派给（单位全称）\n1,甲,市政中心\n1,乙,没有的单位\n0,丙,市政中心\n'
      const { faults } = await told('routing/check', wrong)
      expect(faults.map((f) => f.cell)).toEqual(['A3', 'A4'])
      const unit = await told('routing/check', '顺序,名称,派给（单位全称）\n9,乙,没有的单位\n')
      expect(unit.faults).toMatchObject([{ cell: 'C2', given: '没有的单位' }])
    },
  )

  inTransaction('only those who keep the settings come to them', async (tx) => {
    await foundDistrict(tx)
    const { post } = serve(tx, await as(tx, 'li'))
    expect((await post('duties/check', Buffer.from('a\n'))).statusCode).toBe(403)
  })
})
