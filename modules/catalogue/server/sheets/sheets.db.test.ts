import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { describe, expect } from 'vitest'
import { SheetTold } from '#platform/shared/sheets.ts'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { csvOf, readSheet } from '#platform/server/spreadsheet/index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { catalogueRoutes, currentPolicy, listReasons, readMatter, seedCatalogue } from '../index.ts'
import { historyOf } from '../revisions.ts'

const district = '421202'
const now = new Date('2026-11-23T02:00:00Z')
const wang: Caller = {
  ...anonymous(district, '10.0.0.1'),
  personId: randomUUID(),
  postId: randomUUID(),
  verbs: new Set(['catalogue.read', 'catalogue.edit']),
}
const li: Caller = { ...wang, verbs: new Set(['catalogue.read']) }

async function aDistrict(db: Tx): Promise<void> {
  await db
    .insertInto('places.district')
    .values({ district_id: district, name: 'D', name_en: 'D', lon: 114, lat: 30, created_at: now })
    .execute()
  await db
    .insertInto('people.person')
    .values({ district_id: district, id: wang.personId!, name: '王敏', created_at: now })
    .execute()
  await seedCatalogue(db, district, now)
}

const url = (path: string) => `/api/catalogue/sheets/${path}`

function serve(db: Db, caller: Caller) {
  const app = fastify()
  prepare(app)
  catalogueRoutes({
    app,
    db,
    clock: () => now,
    gate: async (_request, access) => {
      if (access.includes('.')) demand(caller, access)
      return caller
    },
  })
  const post = async (path: string, csv: string | Buffer, more: object = {}) => {
    const payload = { file: Buffer.from(csv).toString('base64'), ...more }
    return app.inject({ method: 'POST', url: url(path), payload })
  }
  return {
    download: async (path: string) => {
      const reply = await app.inject({ method: 'GET', url: url(path) })
      return { status: reply.statusCode, bytes: reply.rawPayload, headers: reply.headers }
    },
    post,
    told: async (path: string, csv: string | Buffer, more?: object) => {
      const reply = await post(path, csv, more)
      expect(reply.json()).toMatchObject({ seen: expect.any(String) as unknown })
      return SheetTold.parse(reply.json())
    },
  }
}

/** What was downloaded as a person changes it: some cells of the line that begins with these texts. */
async function changed(bytes: Buffer, key: string[], cells: Record<string, string>) {
  const { titles, lines } = await readSheet(bytes)
  const line = lines.find((l) => key.every((text, i) => l.cells[i] === text))
  expect(line).toBeDefined()
  const csv = async (rows: string[][]) => {
    const parts: Buffer[] = []
    for await (const part of csvOf({ name: '', columns: titles.map((title) => ({ title })), rows }))
      parts.push(part)
    return Buffer.concat(parts)
  }
  return csv(
    lines.map((l) =>
      titles.map((title, i) => (l === line ? cells[title] : undefined) ?? l.cells[i] ?? ''),
    ),
  )
}

describe('the catalogue as sheets', () => {
  useDatabase()

  inTransaction('go out and come in again without a change', async (tx) => {
    await aDistrict(tx)
    const { download, told } = serve(tx, wang)
    for (const name of ['matters', 'guide', 'reasons', 'limits']) {
      // oxlint-disable-next-line no-await-in-loop -- one connection
      const { status, bytes, headers } = await download(name)
      expect(status).toBe(200)
      expect(headers['content-disposition']).toContain(`${name}-2026-11-23.xlsx`)
      // oxlint-disable-next-line no-await-in-loop -- the same
      const check = await told(`${name}/check`, bytes)
      expect([name, check.faults, check.changes]).toEqual([name, [], []])
      expect(check.same).toBe(check.lines)
      expect(check.lines).toBeGreaterThan(10)
    }
  })

  inTransaction('change a matter only when applied, with history and reason', async (tx) => {
    await aDistrict(tx)
    const { download, told, post } = serve(tx, wang)
    const { bytes } = await download('matters')
    const { lines } = await readSheet(bytes)
    const [kind = '', code = '', name = ''] = lines.find((l) => l.cells[0] === '事项')!.cells
    const before = (await readMatter(tx, district, 'matter', code))!
    const file = await changed(bytes, [kind, code], { 立案条件: '=摆出门外', 紧急程度: '紧急' })
    const check = await told('matters/check', file)
    expect(check).toMatchObject({ changed: 1, created: 0, faulty: 0, applied: false })
    expect(check.changes).toEqual([
      { outcome: 'changed', what: `${kind} ${code} ${name}`, columns: ['立案条件', '紧急程度'] },
    ])
    expect(await readMatter(tx, district, 'matter', code)).toEqual(before)
    const order = { seen: check.seen, reason: '统一口径' }
    expect(await told('matters/apply', file, order)).toMatchObject({ changed: 1, applied: true })
    const after = await readMatter(tx, district, 'matter', code)
    expect(after).toEqual({
      ...before,
      filingStandard: '=摆出门外',
      urgency: 'urgent',
      origin: 'district',
      version: before.version + 1,
    })
    const [last] = await historyOf(tx, district, 'matter', `matter/${code}`)
    expect(last).toMatchObject({ reason: '统一口径', byPerson: wang.personId })
    // The same file once more finds nothing to do; an answer to an older check is refused.
    expect(await told('matters/check', file)).toMatchObject({ changed: 0, faulty: 0 })
    const late = await post('matters/apply', file, order)
    expect([late.statusCode, late.json<{ code: string }>().code]).toEqual([
      409,
      'spreadsheet.stale',
    ])
  })

  inTransaction('name every fault by its cell, and take nothing then', async (tx) => {
    await aDistrict(tx)
    const { told } = serve(tx, wang)
    const csv = [
      '类型,代码,名称,紧急程度,指南条目,版本（勿改）',
      '事项,01990,共享雨伞架,很急,,',
      'matter,01991,共享充电宝,,ZZ99,',
      '事项,1992,少一位,,,',
      '事项,01993,好的,,,',
      '事项,01994,旧的,,,3',
      `事项,01995,${'长'.repeat(81)},,,`,
    ].join('\n')
    const check = await told('matters/check', csv)
    expect(check.faults.map((f) => [f.cell, f.why])).toEqual([
      ['D2', '只能填：一般、紧急、特急'],
      ['E3', '指南里没有这个条目'],
      ['B4', '代码是五位数字，开头的 0 不能少'],
      ['F6', '没有这一行的旧内容；要新增，请清空版本'],
      ['C7', '最多 80 个字'],
    ])
    const sheet = await readSheet(Buffer.from(check.faultSheet ?? '', 'base64'))
    expect(sheet.lines[0]?.cells).toEqual(['D2', '紧急程度', '很急', '只能填：一般、紧急、特急'])
    const applied = await told('matters/apply', csv, { seen: check.seen, reason: 'x' })
    expect(applied.applied).toBe(false)
    expect(await readMatter(tx, district, 'matter', '01993')).toBeUndefined()
  })

  inTransaction('do not undo what somebody changed after the download', async (tx) => {
    await aDistrict(tx)
    const { download, told } = serve(tx, wang)
    const { bytes } = await download('reasons')
    const [first] = await listReasons(tx, district, 'refusal')
    const key = ['不予受理', first!.code]
    const mine = await changed(bytes, key, { 名称: '我的' })
    const theirs = await changed(bytes, key, { 名称: '别人的' })
    const { seen } = await told('reasons/check', theirs)
    await told('reasons/apply', theirs, { seen, reason: '改名' })
    const check = await told('reasons/check', mine, { language: 'en' })
    expect(check.faults.map((f) => [f.title, f.why])).toEqual([
      [
        'Version (leave as it is)',
        `changed since it was downloaded (now version ${first!.version + 1}); please download the sheet again`,
      ],
    ])
  })

  inTransaction('make one new version of the limits, at once or for a later day', async (tx) => {
    await aDistrict(tx)
    const { download, told, post } = serve(tx, wang)
    const { bytes } = await download('limits')
    const { titles, lines } = await readSheet(bytes)
    const file = await changed(bytes, ['受理', '全部', '', '一般'], {
      多久: '3',
      单位: '工作时',
      只在值班时间走: '',
    })
    const own = `${titles.join(',')}\n处置,事项/09005,,全部,2,工作日,,,\n处置,宣传,,全部,2,工作日,,,\n`
    expect((await told('limits/check', own)).faults.map((f) => f.why)).toEqual([
      '处置按类别填，其他环节的对象填“全部”；为一个事项单独规定的，紧急程度填“全部”',
    ])
    expect(lines.length).toBeGreaterThan(29)
    const check = await told('limits/check', file)
    expect(check.changes.map((c) => c.what)).toEqual(['受理 全部 一般'])
    const startsAt = '2026-12-01T00:00:00.000Z'
    const order = { seen: check.seen, reason: '放宽', startsAt }
    expect(await told('limits/apply', file, order)).toMatchObject({ changed: 1, applied: true })
    const later = new Date('2026-12-02T00:00:00Z')
    expect((await currentPolicy(tx, district, now)).version).toBe(1)
    const policy = await currentPolicy(tx, district, later)
    expect(policy.limits.desk.receive.routine).toEqual({ value: 3, unit: 'WORK_HOUR' })
    const again = await post('limits/check', file)
    expect(again.json<{ code: string }>().code).toBe('catalogue.policy_planned')
    const waits = await post('matters/apply', file, order)
    expect(waits.json<{ code: string }>().code).toBe('spreadsheet.cannot_wait')
  })

  inTransaction('are read by all who read, and taken in only from those who edit', async (tx) => {
    await aDistrict(tx)
    const { download, post } = serve(tx, li)
    expect((await download('reasons')).status).toBe(200)
    expect((await post('reasons/check', 'a,b\n')).statusCode).toBe(403)
    const { post: mine } = serve(tx, wang)
    const wrong = await mine('reasons/check', '甲,乙\n1,2\n')
    expect(wrong.json()).toMatchObject({
      code: 'spreadsheet.columns_missing',
      details: { columns: '用在哪里、代码、名称、英文名称' },
    })
    const noSheet = await mine('reasons/check', Buffer.from([0, 1, 2, 0xff, 0xff, 0]))
    expect(noSheet.json<{ code: string }>().code).toBe('spreadsheet.unreadable')
  })
})
