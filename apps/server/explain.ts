import pg from 'pg'
import { BackupError } from '#platform/server/backup.ts'
import { DatabaseStartError } from '#platform/server/embedded/index.ts'
import { NewerDataError } from '#platform/server/migrate.ts'
import { Problem } from '#platform/server/problem.ts'
import { StartProblem } from './configuration.ts'

interface Words {
  zh: string
  en: string
}

/** What went wrong, for whoever runs the program; the stack only where nobody foresaw it. */
export function explain(error: unknown): string {
  const words = wordsOf(error)
  if (words) return `${words.zh}\n${words.en}`
  if (error instanceof Problem) return `${error.code} ${JSON.stringify(error.details)}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const ours = [StartProblem, DatabaseStartError, BackupError, NewerDataError]

function wordsOf(error: unknown): Words | null {
  const said = ours.find((kind) => error instanceof kind)
  if (said) return error as Words // oxlint-disable-line typescript/no-unsafe-type-assertion -- each kind has both
  if (!(error instanceof Error)) return null
  const { code = '', path = '' } = error as NodeJS.ErrnoException
  if (error instanceof pg.DatabaseError) return databaseWords[code]?.(error.message) ?? null
  return systemWords[code]?.(path || error.message) ?? null
}

const fullDisk = (where: string): Words => ({
  zh: `磁盘已满：${where}。请腾出空间后再试。`,
  en: `The disk is full: ${where}. Make room and try again.`,
})
const noRight = (where: string): Words => ({
  zh: `没有权限写入 ${where}。请检查文件夹的所有者和权限，或用 GONGZHI_DATA 换一个。`,
  en: `${where} may not be written. Look at the owner and rights of the folder, or choose another with GONGZHI_DATA.`,
})
const unreachable = (detail: string): Words => ({
  zh: `连不上数据库，请检查 DATABASE_URL 和数据库是否在运行。${detail}`,
  en: `The database cannot be reached; look at DATABASE_URL, and whether it runs. ${detail}`,
})

const systemWords: Record<string, (where: string) => Words> = {
  ENOSPC: fullDisk,
  EDQUOT: fullDisk,
  EACCES: noRight,
  EPERM: noRight,
  EROFS: noRight,
  ENOTDIR: noRight,
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  ECONNRESET: unreachable,
}

const wrongDoor = (detail: string): Words => ({
  zh: `数据库不让我们进入，请检查 DATABASE_URL 里的用户、密码和库名。${detail}`,
  en: `The database does not let us in; look at the user, password and database in DATABASE_URL. ${detail}`,
})
const unmigrated = (): Words => ({
  zh: '数据库结构不是本版程序的，请先运行 gongzhi migrate。',
  en: 'The database is not at this release: run gongzhi migrate first.',
})

const databaseWords: Record<string, (detail: string) => Words> = {
  '28P01': wrongDoor,
  '28000': wrongDoor,
  '3D000': wrongDoor,
  '42501': wrongDoor,
  '3F000': unmigrated,
  '42P01': unmigrated,
  '42703': unmigrated,
  '53100': fullDisk,
  '57P03': unreachable,
}
