import { describe, expect } from 'vitest'
import { SheetTold } from '#platform/shared/sheets.ts'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aPlace, aWorld, districtId, type World } from '#testing/people-world.ts'

type Sheet = 'organisations' | 'persons' | 'holdings'

function sheets({ app }: World, cookie: string) {
  const headers = { cookie, 'x-gongzhi': '1' }
  const post = async (path: string, csv: Buffer, more: object = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/people/sheets/${path}`,
      headers,
      payload: { file: csv.toString('base64'), ...more },
    })
  const check = async (sheet: Sheet, csv: string | Buffer) =>
    SheetTold.parse((await post(`${sheet}/check`, Buffer.from(csv))).json())
  return {
    post,
    check,
    take: async (sheet: Sheet, csv: string) => {
      const { seen } = await check(sheet, csv)
      const order = { seen, reason: '换届' }
      return SheetTold.parse((await post(`${sheet}/apply`, Buffer.from(csv), order)).json())
    },
    download: async (sheet: Sheet, format = 'xlsx') =>
      app.inject({ url: `/api/people/sheets/${sheet}?format=${format}`, headers }),
  }
}

const acts = async (tx: Tx, act: string) =>
  tx.selectFrom('people.audit').select('details').where('act', '=', act).execute()

const persons = '登录名（已有人员没有登录名的是编号）,姓名,手机（只显示几位；要改就填完整号码）'
const holdings = '登录名或编号,单位（全称）,岗位,从哪天起,到哪天止（含，空：不定）'

describe('people as sheets', () => {
  useDatabase()

  inTransaction('organisations come in once, superiors first, and out again', async (tx) => {
    const world = await aWorld(tx)
    const { check, take, download } = sheets(world, world.security)
    const csv = [
      '名称,类别,简称,上级单位（全称）,地方代码（空：全区）,接案件任务,电话',
      `甲街道办,街道,甲街道,,${districtId},否,`,
      `甲环卫所,部门,环卫,甲街道办,${districtId},是,=1+1`,
    ].join('\n')
    expect(await check('organisations', csv)).toMatchObject({ created: 2, faulty: 0 })
    expect(await take('organisations', csv)).toMatchObject({ created: 2, applied: true })
    expect(await check('organisations', csv)).toMatchObject({ same: 2, changed: 0 })
    const sheet = await download('organisations')
    expect(await check('organisations', sheet.rawPayload)).toMatchObject({ faulty: 0, changed: 0 })
    expect((await download('organisations', 'csv')).payload).toContain(`'=1+1`)
    expect(await acts(tx, 'people.sheet_taken')).toMatchObject([
      { details: { sheet: 'organisations', reason: '换届' } },
    ])
    const loop =
      '名称,类别,简称,上级单位（全称）\n甲街道办,街道,甲街道,甲环卫所\n乙所,部门,乙,丙所\n'
    const { faults } = await check('organisations', loop)
    expect(faults.map((f) => f.cell)).toEqual(['A2', 'D3'])
  })

  inTransaction(
    'people come in with a sealed telephone, and go out with a masked one',
    async (tx) => {
      const world = await aWorld(tx)
      const { check, take, download } = sheets(world, world.security)
      const csv = `${persons}\nzhangsan,=张三,138 0013 8000\nlisi,李四,\n`
      expect(await take('persons', csv)).toMatchObject({ created: 2, applied: true })
      const rows = await tx
        .selectFrom('people.person')
        .selectAll()
        .where('name', '=', '=张三')
        .execute()
      expect(rows[0]?.phone_cipher).not.toContain('13800138000')
      const reached = '登录名（已有人员没有登录名的是编号）,姓名,企业微信账号'
      expect(await take('persons', `${reached}\nlisi,李四,LiSi\n`)).toMatchObject({ changed: 1 })
      // What the sheet does not say stays.
      expect(await take('persons', `${persons}\nlisi,李四,\n`)).toMatchObject({ same: 1 })
      const odd = await check('persons', `${reached}\nlisi,李四,李 四\n`)
      expect(odd.faults.map((f) => f.cell)).toEqual(['C2'])
      const out = await download('persons', 'csv')
      expect(out.payload).toContain('138****00')
      expect(out.payload).toContain('LiSi')
      expect(out.payload).toContain(`'=张三`)
      expect(await acts(tx, 'people.sheet_downloaded')).toHaveLength(1)
      // The number whole once more, and masked as it went out: neither changes anything.
      expect(await check('persons', csv)).toMatchObject({ same: 2, changed: 0 })
      const sheet = await download('persons')
      expect(await check('persons', sheet.rawPayload)).toMatchObject({ changed: 0, faulty: 0 })
      const wrong = `${persons}\nzhangsan,张三,139****11\nli si,李四,\n${crypto.randomUUID()},王五,\n`
      const { faults } = await check('persons', wrong)
      expect(faults.map((f) => f.cell)).toEqual(['C2', 'A3', 'A4'])
    },
  )

  inTransaction(
    'appointments go through the same rules, and nobody grants to themselves',
    async (tx) => {
      const world = await aWorld(tx)
      const { organisationId } = await aPlace(world, 'clerk')
      const { check, take, download } = sheets(world, world.security)
      const { name } = await tx
        .selectFrom('people.organisation')
        .select('name')
        .where('id', '=', organisationId)
        .executeTakeFirstOrThrow()
      await take('persons', `${persons}\nzhangsan,张三,\n`)
      const csv = `${holdings}\nzhangsan,${name},clerk,2026-11-23,\n`
      expect(await take('holdings', csv)).toMatchObject({ created: 1, applied: true })
      expect(await check('holdings', csv)).toMatchObject({ same: 1, faults: [] })
      const ended = `${holdings}\nzhangsan,${name},clerk,2026-11-23,2026/12/31\n`
      expect(await take('holdings', ended)).toMatchObject({ changed: 1, applied: true })
      const sheet = await download('holdings')
      expect(await check('holdings', sheet.rawPayload)).toMatchObject({ changed: 0, faulty: 0 })
      expect(await acts(tx, 'people.appointed')).toHaveLength(2)
      const own = world.made[1]!.personId
      const wrong = [
        holdings,
        `${own},${name},clerk,2026-11-23,`,
        `nobody,${name},clerk,2026-11-23,`,
        `zhangsan,别的单位,clerk,2026-11-23,`,
        `zhangsan,${name},别的岗位,2026-11-23,`,
        `zhangsan,${name},clerk,明天,`,
        `zhangsan,${name},clerk,2026-12-01,`,
      ].join('\n')
      const { faults, applied } = await take('holdings', wrong)
      expect(faults.map((f) => f.cell)).toEqual(['A2', 'A3', 'B4', 'C5', 'D6', 'A7'])
      expect(faults[0]?.why).toContain('自己')
      expect(applied).toBe(false)
    },
  )

  inTransaction('only the security administrator comes to them', async (tx) => {
    const world = await aWorld(tx)
    for (const cookie of [world.system, world.audit]) {
      const { post, download } = sheets(world, cookie)
      for (const sheet of ['organisations', 'persons', 'holdings'] as const)
        expect((await post(`${sheet}/check`, Buffer.from('a\n'))).statusCode).toBe(403)
      expect((await download('persons')).statusCode).toBe(403)
      expect((await download('holdings')).statusCode).toBe(403)
    }
  })
})
