import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import { pendingMigrations } from '#platform/server/migrate.ts'
import { openGround, type Ground } from '../open.ts'
import { say } from '../say.ts'

interface Finding {
  fine: boolean
  zh: string
  en: string
}

/** Looks at everything that can be wrong and says it in words; ends with 1 when something is. */
export async function doctor(): Promise<void> {
  const ground = await openGround()
  try {
    const findings = await examine(ground)
    for (const f of findings) say(`${f.fine ? '✓' : '✗'} ${f.zh}\n  ${f.en}`)
    if (findings.some((f) => !f.fine)) process.exitCode = 1
  } finally {
    await ground.close()
  }
}

async function examine({ db, configuration }: Ground): Promise<Finding[]> {
  const { rows } = await sql<{
    version: string
  }>`select current_setting('server_version') as version`.execute(db)
  const version = rows[0]?.version ?? ''
  const major = Number.parseInt(version, 10)
  const pending = await pendingMigrations(db)
  const disk = await statfs(configuration.folder)
  const free = Math.round((disk.bavail * disk.bsize) / 2 ** 30)
  const findings: Finding[] = [
    {
      fine: major >= 15 && major <= 18,
      zh: `PostgreSQL ${version}（支持 15 到 18）`,
      en: `PostgreSQL ${version} (15 to 18 are supported)`,
    },
    {
      fine: pending.length === 0,
      zh: `待执行的迁移：${pending.length}`,
      en: `Migrations to run: ${pending.length}`,
    },
    {
      fine: free >= 1,
      zh: `数据目录剩余空间 ${free} GiB`,
      en: `${free} GiB free where the data lies`,
    },
  ]
  if (pending.length > 0) return findings
  const stuck = await sql<{
    n: number
  }>`select count(*)::int as n from graphile_worker._private_jobs where attempts >= max_attempts`.execute(
    db,
  )
  const failed = stuck.rows[0]?.n ?? 0
  findings.push({
    fine: failed === 0,
    zh: `彻底失败的作业：${failed}`,
    en: `Jobs failed for good: ${failed}`,
  })
  for (const district of await listDistricts(db)) {
    const calendar = await calendarOf(db, district.districtId) // oxlint-disable-line no-await-in-loop -- a handful
    const near = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    findings.push({
      fine: calendar.knownUntil >= near,
      zh: `${district.name}：放假调休已知到 ${calendar.knownUntil}，之后的时限为预计`,
      en: `${district.nameEn}: days off are known until ${calendar.knownUntil}; later deadlines are estimated`,
    })
  }
  return findings
}
