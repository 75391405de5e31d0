import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { receive } from '#modules/cases/server/index.ts'
import { hearForOrders, mappingPresets, saveLink } from '#modules/exchange/server/index.ts'
import { readSheet } from '#platform/server/spreadsheet/index.ts'
import { does, report } from '#testing/case-story.ts'
import { copyOfTemplate } from '#testing/database.ts'
import { as, cipher, foundDistrict, monday } from '#testing/small-district.ts'
import { runCommand } from './index.ts'

let folder: string
let copy: Awaited<ReturnType<typeof copyOfTemplate>>
const keptEnvironment = { ...process.env }

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongzhi-command-'))
  copy = await copyOfTemplate()
  Object.assign(process.env, { DATABASE_URL: copy.url, GONGZHI_DATA: folder, NODE_ENV: 'test' })
})
afterEach(async () => {
  for (const name of ['DATABASE_URL', 'GONGZHI_DATA', 'NODE_ENV', 'GONGZHI_SECRET'])
    if (keptEnvironment[name] === undefined) delete process.env[name]
    else process.env[name] = keptEnvironment[name]
  await copy.drop()
  rmSync(folder, { recursive: true })
})

/** Runs a command, which must end so and say this; answers all that it said. */
async function run(code: number, words: RegExp, ...args: string[]): Promise<string> {
  let said = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    said += String(chunk)
    return true
  })
  const bars = vi.spyOn(process.stderr, 'write')
  try {
    const ended = await runCommand(args)
    expect(`${ended} ${said}`, args.join(' ')).toMatch(new RegExp(`^${code} `))
    expect(said, args.join(' ')).toMatch(words)
    // No bar is drawn where nobody looks.
    expect(bars).not.toHaveBeenCalled()
    return said
  } finally {
    out.mockRestore()
    bars.mockRestore()
  }
}

async function ask<T extends object>(statement: string, url = copy.url): Promise<T[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}

async function on(url: string, work: (db: Db) => Promise<unknown>): Promise<void> {
  const db = openDatabase(url, { max: 2 })
  await work(db)
  await db.destroy()
}

const found = () => on(copy.url, (db) => db.transaction().execute((tx) => foundDistrict(tx)))

const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('the command-line program', () => {
  it('is told apart from others by its name', async () => {
    await run(0, /restore/, 'help')
    await run(2, /restore/, 'conjure')
    await run(2, /restore/, 'constructor')
  })

  it('says what is wrong with its arguments, and has done nothing', async () => {
    // Nothing may be opened: this address leads nowhere.
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none'
    const none = join(folder, 'none')
    const wrong: [RegExp, ...string[]][] = [
      [/不认识 --force/, 'migrate', '--force'],
      [/不认识 now/, 'serve', 'now'],
      [/不认识 --help/, 'doctor', '--help'],
      [/缺少 --district/, 'create-administrators'],
      [/缺少 --name/, 'create-administrators', '--district', '420704'],
      [/缺少 --person/, 'sign-in-link', '--district', '420704'],
      [/只能导入/, 'import'],
      [/只能导入/, 'import', 'weather', '--in', 'x'],
      [/缺少 --in/, 'import', 'state-days'],
      [/没有文件 /, 'import', 'state-days', '--in', none],
      [/没有文件 /, 'import', 'divisions', '--in', none],
      [/不认识 --colour/, 'import', 'divisions', '--in', none, '--colour', '1'],
      [/缺少 --out/, 'export', '--district', '420704'],
      [/没有文件夹/, 'export', '--district', '420704', '--out', join(none, 'x.csv')],
      [/缺少 --out/, 'backup'],
      [/是文件夹/, 'backup', '--out', folder],
      [/缺少 --in/, 'restore'],
      [/没有文件 /, 'restore', '--in', none],
    ]
    for (const [words, ...args] of wrong)
      expect(await run(2, words, ...args)).toMatch(/\n[\x20-\x7E]{10,}\n/)
    expect(readdirSync(folder)).toEqual([])
  })

  it('says that the database cannot be reached, or lets nobody in', async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none'
    await run(1, /连不上数据库/, 'doctor')
    const url = new URL(copy.url)
    url.pathname = '/absent'
    process.env['DATABASE_URL'] = url.href
    await run(1, /不让我们进入/, 'doctor')
  })

  it('migrates a new database, and then has nothing to do', async () => {
    const url = new URL(copy.url)
    url.pathname = `${url.pathname}_new`
    await ask(`create database "${url.pathname.slice(1)}" template template0`)
    try {
      process.env['DATABASE_URL'] = url.href
      const target = join(folder, 'x.csv')
      await run(1, /请先运行 gongzhi migrate/, 'export', '--district', '420704', '--out', target)
      await run(1, /✗ 数据库还缺 \d+ 个迁移/, 'doctor')
      await run(0, /完成 \d+ 个。/, 'migrate')
      await run(0, /^已是最新。 Up to date.\n$/, 'migrate')
    } finally {
      await ask(`drop database "${url.pathname.slice(1)}" with (force)`)
    }
  })

  it('founds a district once, and prints links for its people', async () => {
    const founding = ['create-administrators', '--district', '420704', '--name', '鄂城区']
    const made = await run(0, /sign-in/, ...founding)
    expect(made.match(/\/sign-in\//g)).toHaveLength(3)
    await run(1, /已经存在/, ...founding)
    const [person] = await ask<{ id: string }>('select id from people.person limit 1')
    const link = ['sign-in-link', '--district', '420704', '--person']
    await run(0, /\/sign-in\/\S+\n/, ...link, person?.id ?? '')
  })

  it('takes a forgotten password away and ends the sessions, only when that is asked', async () => {
    await run(0, /sign-in/, 'create-administrators', '--district', '420704', '--name', '鄂城区')
    const [person] = await ask<{ id: string }>('select id from people.person order by id limit 1')
    const id = person?.id ?? ''
    await ask(`insert into people.login (name, district_id, person_id, password_hash)
      values ('keeper', '420704', '${id}', 'sealed')
      on conflict (district_id, person_id) do update set password_hash = 'sealed'`)
    await ask(`insert into people.session
      (token_hash, district_id, person_id, phone, agent, ip, created_at, seen_at)
      values ('x', '420704', '${id}', false, '', '', now(), now())`)
    const kept = () =>
      ask(`select (select count(password_hash)::int from people.login) as passwords,
        (select count(*)::int from people.session where ended_at is null) as sessions`)
    const link = ['sign-in-link', '--district', '420704', '--person', id]
    await run(0, /\/sign-in\/\S+\n/, ...link)
    expect(await kept()).toEqual([{ passwords: 1, sessions: 1 }])
    await run(0, /\/sign-in\/\S+\n/, ...link, '--reset-password', 'yes')
    expect(await kept()).toEqual([{ passwords: 0, sessions: 0 }])
    const acts = await ask(`select act, person_id, details from people.audit
      where subject_id = '${id}' and act in ('people.link_made', 'people.password_reset') order by at`)
    expect(acts).toEqual([
      { act: 'people.link_made', person_id: null, details: { on: 'server' } },
      { act: 'people.password_reset', person_id: null, details: { on: 'server' } },
    ])
    for (const nobody of [crypto.randomUUID(), '王芳'])
      await run(2, /没有编号为/, 'sign-in-link', '--district', '420704', '--person', nobody)
  })

  it('tells which entry of a list of days off it cannot read, and takes in none of it', async () => {
    const before = await ask('select count(*)::int as n from catalogue.state_day')
    const days = [
      { day: '2027-01-01', off: true, name: '元旦' },
      { day: '2027-02-30', off: true, name: '?' },
    ]
    await run(
      2,
      /第 2 条读不懂/,
      'import',
      'state-days',
      '--in',
      file('days.json', JSON.stringify(days)),
    )
    expect(await ask('select count(*)::int as n from catalogue.state_day')).toEqual(before)
    const right = file('right.json', JSON.stringify(days.slice(0, 1)))
    await run(0, /"days":1/, 'import', 'state-days', '--in', right)
    const renamed = file('new.json', JSON.stringify([{ ...days[0], off: false, name: '上班' }]))
    await run(0, /"days":1/, 'import', 'state-days', '--in', renamed)
    expect(
      await ask(`select off, name, source from catalogue.state_day where day = '2027-01-01'`),
    ).toEqual([{ off: false, name: '上班', source: renamed }])
  })

  it('takes in days off and divisions, twice the same', async () => {
    const day = { day: '2027-01-01', off: true, name: '元旦', source: '国办发明电' }
    const days = file('days.json', JSON.stringify([day]))
    await run(0, /"days":1/, 'import', 'state-days', '--in', days)
    await run(0, /"days":1/, 'import', 'state-days', '--in', days)
    expect(await ask(`select name from catalogue.state_day where day > '2026-12-31'`)).toEqual([
      { name: '元旦' },
    ])
    for (const bad of [JSON.stringify([{ ...day, day: '2027-02-30' }]), '{', '[1]'])
      await run(2, /不是放假调休的列表/, 'import', 'state-days', '--in', file('bad.json', bad))
    const lines = `code,name,kind,street_code,street,area_code,area,city_code,city
420704001014,澜湖社区,community,420704001,凤凰街道,420704,鄂城区,4207,鄂州市\n`
    const divisions = file('divisions.csv.gz', gzipSync(lines))
    await run(0, /"divisions":4/, 'import', 'divisions', '--in', divisions)
    await run(0, /"changed":0/, 'import', 'divisions', '--in', divisions)
  })

  it('exports the cases of a district, and backs up and restores all of it', async () => {
    await found()
    await on(copy.url, (db) => report(db))
    const csv = join(folder, 'cases.csv')
    await run(0, /cases.csv: 1\n/, 'export', '--district', '420704', '--out', csv)
    expect(readFileSync(csv, 'utf8').split('\r\n')).toHaveLength(3)
    const book = join(folder, 'cases.xlsx')
    await run(0, /cases.xlsx: 1\n/, 'export', '--district', '420704', '--out', book)
    const { titles, lines } = await readSheet(readFileSync(book))
    expect([titles[0], titles[3], lines[0]?.cells[3]]).toEqual(['案件编号', '状态', '待受理'])
    await run(2, /没有区 999999/, 'export', '--district', '999999', '--out', csv)

    const archive = join(folder, 'all.tar.gz')
    await run(0, /tables, \d+ rows/, 'backup', '--out', archive)
    await run(1, /只能恢复到空的地方/, 'restore', '--in', archive)
    const broken = file('broken.tar.gz', readFileSync(archive).subarray(0, 2000))
    const empty = await copyOfTemplate()
    try {
      process.env['DATABASE_URL'] = empty.url
      await ask('delete from kysely_migration_lock', empty.url)
      for (const bad of [broken, file('no.tar.gz', '一')])
        await run(1, /不完整或已损坏/, 'restore', '--in', bad)
      await run(0, /tables, \d+ rows/, 'restore', '--in', archive)
      expect(await ask('select count(*)::int n from cases.case', empty.url)).toEqual([{ n: 1 }])
    } finally {
      await empty.drop()
    }
  })

  it('finds what is wrong, and says nothing against what is not', async () => {
    await found()
    chmodSync(folder, 0o700)
    process.env['GONGZHI_SECRET'] = Buffer.alloc(32, 7).toString('base64')
    const known = (day: string) =>
      ask(
        `insert into catalogue.state_day (day, off, name, source) values ('${day}', true, '', '')`,
      )
    await known('2099-12-31')
    const well = await run(0, /✓ 数据库结构是本版的/, 'doctor')
    expect(well).toMatch(/✓ 彻底失败、不再重试的作业：0/)
    expect(well).toMatch(/✓ 鄂城区：放假调休已知到 2099-12-31/)

    await on(copy.url, (db) => report(db, { phone: '13800138000' }))
    const kept = await run(0, /✓ 密钥与数据相符/, 'doctor')
    expect(kept).toMatch(/✓ 鄂城区：最近 1 件案件的 1 条记录、0 个每日校验值，都和写下时一样/)
    await ask(`delete from catalogue.state_day where day > '2020-12-31'`)
    process.env['GONGZHI_SECRET'] = Buffer.alloc(32, 8).toString('base64')
    chmodSync(folder, 0o755)
    await ask(`update graphile_worker._private_jobs set attempts = max_attempts`)
    await ask(`update cases.event set body = body || '{"words":"别的话"}' where seq = 1`)
    await ask(`insert into notices.delivery
      (district_id, id, channel, address_cipher, subject, body, fact_key, state, next_at, created_at)
      values ('420704', gen_random_uuid(), 'email', '', '', '', '', 'stuck', now(), now())`)
    const ill = await run(1, /✗ 密钥与数据不符/, 'doctor')
    expect(ill).toMatch(/✗ 其他用户能读写/)
    expect(ill).toMatch(/✗ 鄂城区：.*请导入下一年的通知/)
    expect(ill).toMatch(
      /✗ 鄂城区：最近 1 件案件的 1 条记录、0 个每日校验值中有改动；1 件案件的记录不是原样（\w{6} 第 1 条）/,
    )
    expect(await run(1, /✗ 鄂城区：全部 1 件案件/, 'doctor', '--all')).toMatch(
      /1 cases \(\w{6} from entry 1\)/,
    )
    expect(ill).toMatch(/✗ 彻底失败、不再重试的作业：1/)
    expect(ill).toMatch(/✗ 发不出去的通知：1/)
    process.env['NODE_ENV'] = 'production'
    await run(1, /不是 https/, 'doctor')
  })

  it('takes orders in and gives answers out by files, each once', { timeout: 60_000 }, async () => {
    await found()
    await on(copy.url, async (db) => {
      const { caller, link } = { caller: await as(db, 'centre'), link: aFileLink() }
      await saveLink(db, caller, link, { cipher, outgoing: { production: true, networks: [] } })
    })
    const csv = '工单编号,主要内容,社区\nHD1,路灯不亮,澜湖社区\nHD2,,澜湖社区\n'
    const at = ['--district', '420704', '--link', 'hotline', '--in', file('orders.csv', csv)]
    await run(
      1,
      /"HD2".*主要内容[^]*"dryRun":true,"made":1,"refused":1/,
      'exchange',
      'import',
      ...at,
      '--dry-run',
    )
    expect(await ask('select from cases.case')).toHaveLength(0)
    await run(1, /"dryRun":false,"made":1,"refused":1/, 'exchange', 'import', ...at)
    await run(1, /"same":1,"refused":1/, 'exchange', 'import', ...at)
    const [kase] = await ask<{ id: string }>('select id from cases.case')
    await on(copy.url, async (db) => {
      await receive(db, await does(db, 'chen', kase!.id, 5))
      const body = { caseId: kase!.id, seq: 2 }
      const told = {
        type: 'case.received',
        key: 'k',
        districtId: '420704',
        at: '2026-03-16T02:00:00Z',
        body,
      }
      await hearForOrders(db, told)
    })
    const out = join(folder, 'out')
    const to = ['exchange', 'export', '--district', '420704', '--link', 'hotline', '--out', out]
    const said = await run(0, /"rows":1/, ...to)
    const answers = readFileSync(join(out, 'answers.csv'), 'utf8')
    expect(answers).toContain('HD1,已签收')
    await run(0, /"rows":0/, ...to)
    const takenAt = /"takenAt":"([^"]+)"/.exec(said)?.[1] ?? ''
    await run(0, /"rows":1/, ...to, '--again', takenAt)
    expect(readFileSync(join(out, 'answers.csv'), 'utf8')).toBe(answers)
    await run(
      2,
      /没有对接系统 grid（有：hotline）/,
      ...to.map((arg) => (arg === 'hotline' ? 'grid' : arg)),
    )
    await run(2, /只能是 exchange import/, 'exchange', 'push')
  })
})

const aFileLink = () => ({
  id: crypto.randomUUID(),
  code: 'hotline',
  name: '12345',
  kind: 'hotline' as const,
  clientId: null,
  mapping: mappingPresets.hotline,
  way: 'file' as const,
  url: '',
  headerName: '',
  active: true,
  baseVersion: null,
  now: monday,
})
