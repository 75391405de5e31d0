import { access, constants, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { checkLedger, type LedgerCheck } from '#modules/cases/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import { pendingMigrations } from '#platform/server/migrate.ts'
import { openGround, type Ground } from '../open.ts'
import { allow, progressBar, say } from '../say.ts'

export interface Finding {
  fine: boolean
  zh: string
  en: string
}

/**
 * Looks at everything that can be wrong and says it in words; ends with 1 when something is. The record
 * of the newest cases is walked, with `--all` of every case.
 */
export async function doctor(args: string[]): Promise<number> {
  allow(args.filter((arg) => arg !== '--all'))
  const ground = await openGround()
  try {
    const findings = await examine(ground, new Date(), args.includes('--all') ? null : NEWEST)
    for (const f of findings) say(`${f.fine ? '✓' : '✗'} ${f.zh}\n  ${f.en}`)
    return findings.some((f) => !f.fine) ? 1 : 0
  } finally {
    await ground.close()
  }
}

/** So many cases are walked in a few seconds, and whoever asks every day misses none. */
const NEWEST = 5000

type Check = (ground: Ground, now: Date, newest: number | null) => Promise<Finding[]>

/** What can be said of any installation, and what only of one whose tables are there. */
const always: Check[] = [server, migrations, clocks, space, rights]
const whenMigrated: Check[] = [secret, jobs, notices, calendars, records, address]

export async function examine(
  ground: Ground,
  now: Date = new Date(),
  newest: number | null = NEWEST,
): Promise<Finding[]> {
  const pending = await pendingMigrations(ground.db)
  const checks = pending.length > 0 ? always : [...always, ...whenMigrated]
  const findings: Finding[] = []
  for (const check of checks) findings.push(...(await check(ground, now, newest))) // oxlint-disable-line no-await-in-loop -- said in this order
  return findings
}

async function server({ db }: Ground): Promise<Finding[]> {
  const { rows } = await sql<{
    version: string
  }>`select current_setting('server_version') as version`.execute(db)
  const version = rows[0]?.version ?? ''
  const major = Number.parseInt(version, 10)
  return [
    {
      fine: major >= 15 && major <= 18,
      zh: `PostgreSQL ${version}（支持 15 到 18），Node.js ${process.versions.node}`,
      en: `PostgreSQL ${version} (15 to 18 are supported), Node.js ${process.versions.node}`,
    },
  ]
}

async function migrations({ db }: Ground): Promise<Finding[]> {
  const pending = await pendingMigrations(db)
  const { length } = pending
  const fine = length === 0
  return [
    {
      fine,
      zh: fine ? '数据库结构是本版的' : `数据库还缺 ${length} 个迁移，请运行 gongzhi migrate`,
      en: fine
        ? 'The database is at this release'
        : `The database lacks ${length} migrations: run gongzhi migrate`,
    },
  ]
}

/** Deadlines are compared with the program's clock; a database that disagrees shows another time. */
async function clocks({ db }: Ground): Promise<Finding[]> {
  const before = Date.now()
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
  const middle = (before + Date.now()) / 2
  const apart = Math.round(Math.abs((rows[0]?.at.getTime() ?? 0) - middle) / 100) / 10
  return [
    {
      fine: apart < 2,
      zh: `程序与数据库的时钟相差 ${apart} 秒${apart < 2 ? '' : '，请校准两台机器的时间'}`,
      en: `The clocks of program and database are ${apart} s apart${apart < 2 ? '' : '; set the time of both machines'}`,
    },
  ]
}

async function space({ configuration }: Ground): Promise<Finding[]> {
  const disk = await statfs(configuration.folder)
  const free = Math.round((disk.bavail * disk.bsize) / 2 ** 30)
  const fine = free >= 2
  return [
    {
      fine,
      zh: `数据目录所在磁盘剩余 ${free} GiB${fine ? '' : '，请尽快腾出空间'}`,
      en: `${free} GiB are free where the data lies${fine ? '' : '; make room soon'}`,
    },
  ]
}

/** Others may pass through root's folder to the database's, never look or write into it. */
async function rights({ configuration: { folder } }: Ground): Promise<Finding[]> {
  const modes = await Promise.all(
    [folder, join(folder, 'secret')].map(async (path) => ({
      path,
      mode: (await stat(path).catch(() => null))?.mode ?? 0,
    })),
  )
  const open = modes.find(({ mode }) => (mode & 0o066) !== 0)?.path
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!writable)
    return [
      {
        fine: false,
        zh: `数据目录 ${folder} 不能写入`,
        en: `The data folder ${folder} may not be written`,
      },
    ]
  return [
    {
      fine: open === undefined,
      zh: open
        ? `其他用户能读写 ${open}，请用 chmod go-rw 关上`
        : `数据目录 ${folder} 只有本用户能读写`,
      en: open
        ? `Other users may read or write ${open}; close it with chmod go-rw`
        : `The data folder ${folder} is closed to other users`,
    },
  ]
}

/** The secret is proved on something that was sealed with it. */
async function secret({ db, cipher }: Ground): Promise<Finding[]> {
  const sealed = await db
    .selectFrom('cases.report')
    .select('phone_cipher')
    .where('phone_cipher', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!sealed?.phone_cipher)
    return [
      {
        fine: true,
        zh: '密钥已就绪（还没有用它加密的电话）',
        en: 'The secret is there (no telephone number is sealed with it yet)',
      },
    ]
  const fine = opens(() => cipher.open(sealed.phone_cipher ?? ''))
  return [
    {
      fine,
      zh: fine ? '密钥与数据相符' : '密钥与数据不符：电话号码打不开。请找回原来的 GONGZHI_SECRET',
      en: fine
        ? 'The secret fits the data'
        : 'The secret does not fit the data: telephone numbers cannot be opened. Find the former GONGZHI_SECRET',
    },
  ]
}

function opens(open: () => unknown): boolean {
  try {
    open()
    return true
  } catch {
    return false
  }
}

const counted = (n: number, zh: string, en: string): Finding => ({
  fine: n === 0,
  zh: `${zh}：${n}`,
  en: `${en}: ${n}`,
})

async function jobs({ db }: Ground): Promise<Finding[]> {
  const { rows } = await sql<{ failed: number; held: number; late: number }>`
    select (count(*) filter (where attempts >= max_attempts and locked_at is null))::int as failed,
      (count(*) filter (where locked_at < now() - interval '1 hour'))::int as held,
      (count(*) filter (where attempts = 0 and locked_at is null
        and run_at < now() - interval '10 minutes'))::int as late
    from graphile_worker._private_jobs`.execute(db)
  const { failed = 0, held = 0, late = 0 } = rows[0] ?? {}
  return [
    counted(failed, '彻底失败、不再重试的作业', 'Jobs that failed for good'),
    counted(held, '占用超过一小时的作业', 'Jobs held for more than an hour'),
    counted(
      late,
      '等待超过十分钟的作业（程序没有运行？）',
      'Jobs waiting for more than ten minutes (does the program run?)',
    ),
  ]
}

async function notices({ db }: Ground): Promise<Finding[]> {
  const { rows } = await sql<{ stuck: number }>`
    select count(*)::int as stuck from notices.delivery where state = 'stuck'`.execute(db)
  const stuck = rows[0]?.stuck ?? 0
  return [
    {
      fine: stuck === 0,
      zh: `发不出去的通知：${stuck}${stuck === 0 ? '' : '，请在管理台的通知页查看'}`,
      en: `Notices that could not be delivered: ${stuck}${stuck === 0 ? '' : '; look at the page of notices in the console'}`,
    },
  ]
}

const DAY = 86_400_000

async function calendars({ db }: Ground, now: Date): Promise<Finding[]> {
  const near = new Date(now.getTime() + 30 * DAY).toISOString().slice(0, 10)
  const findings: Finding[] = []
  for (const { districtId, name, nameEn } of await listDistricts(db)) {
    const { knownUntil } = await calendarOf(db, districtId) // oxlint-disable-line no-await-in-loop -- a handful
    findings.push({
      fine: knownUntil >= near,
      zh: `${name}：放假调休已知到 ${knownUntil}，之后的时限为预计${knownUntil >= near ? '' : '；请导入下一年的通知（gongzhi import state-days）'}`,
      en: `${nameEn}: days off are known until ${knownUntil}; later deadlines are estimated${knownUntil >= near ? '' : '; import the next notice (gongzhi import state-days)'}`,
    })
  }
  return findings
}

/** Whether what happened is as it was written: the chain of every case, and the root of every day. */
async function records({ db }: Ground, _: Date, newest: number | null): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { districtId, name, nameEn } of await listDistricts(db)) {
    const bar = progressBar()
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the bar is readable
    const check = await checkLedger(db, districtId, [], {
      newest: newest ?? undefined,
      progress: (done, all) => bar.show(`${name} ${districtId}`, done, all),
    })
    bar.end()
    findings.push({
      fine: check.brokenCases.length + check.brokenRoots.length === 0,
      zh: `${name}：${recordZh(check, newest)}`,
      en: `${nameEn}: ${recordEn(check, newest)}`,
    })
  }
  return findings
}

const SHOWN = 5
const some = (all: readonly string[], comma: string) =>
  all.slice(0, SHOWN).join(comma) + (all.length > SHOWN ? '…' : '')

function recordZh(check: LedgerCheck, newest: number | null): string {
  const walked = `${newest === null ? '全部' : '最近'} ${check.cases} 件案件的 ${check.events} 条记录、${check.roots} 个每日校验值`
  const cases = check.brokenCases.map((c) => `${c.shortCode} 第 ${c.brokenAt} 条`)
  const roots = check.brokenRoots.map((r) => r.day)
  if (cases.length + roots.length === 0) return `${walked}，都和写下时一样`
  return [
    `${walked}中有改动`,
    ...(cases.length > 0 ? [`${cases.length} 件案件的记录不是原样（${some(cases, '、')}）`] : []),
    ...(roots.length > 0 ? [`${roots.length} 天的校验值不符（${some(roots, '、')}）`] : []),
    '请与备份核对',
  ].join('；')
}

function recordEn(check: LedgerCheck, newest: number | null): string {
  const walked = `${check.events} entries of ${newest === null ? 'all' : 'the newest'} ${check.cases} cases, and ${check.roots} daily roots`
  const cases = check.brokenCases.map((c) => `${c.shortCode} from entry ${c.brokenAt}`)
  const roots = check.brokenRoots.map((r) => r.day)
  if (cases.length + roots.length === 0) return `${walked} are as they were written`
  return [
    `of ${walked} some were changed`,
    ...(cases.length > 0 ? [`${cases.length} cases (${some(cases, ', ')})`] : []),
    ...(roots.length > 0 ? [`the roots of ${roots.length} days (${some(roots, ', ')})`] : []),
    'compare them with a backup',
  ].join('; ')
}

/** Phones give camera and position to https only, so an installation in use needs it. */
async function address({ configuration: { production, publicUrl } }: Ground): Promise<Finding[]> {
  if (!production) return []
  const fine = publicUrl.startsWith('https://')
  return [
    {
      fine,
      zh: fine
        ? `地址 ${publicUrl}`
        : `地址 ${publicUrl} 不是 https：手机不会给出相机和位置。请设置 GONGZHI_URL`,
      en: fine
        ? `The address is ${publicUrl}`
        : `The address ${publicUrl} is not https: phones give neither camera nor position. Set GONGZHI_URL`,
    },
  ]
}
