import { chmod, chown, mkdir, readdir, realpath, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { mayEnter, unprivilegedAccount, type Account } from './account.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { codeOf, DatabaseStartError } from './failures.ts'

/** Where everything of one private database lies, and who runs it. */
export interface Place {
  /** `<data folder>/postgres`, which holds all that follows. */
  root: string
  /** PostgreSQL's own data folder. */
  data: string
  /** The folder of the Unix socket, or null where only a port will do. */
  socket: string | null
  /** The password, readable by us alone. */
  secret: string
  log: string
  /** Names the program that the running server belongs to. */
  owner: string
  lock: string
  account: Account | null
  binaries: Binaries
}

/** The longest path of a socket on macOS; Linux allows four more. */
const longestSocket = 103

/** Makes the folder fit for a server, or throws a DatabaseStartError that says why it cannot be. */
export async function preparePlace(folder: string): Promise<Place> {
  await makeFolder(folder)
  const base = await realpath(folder)
  const root = join(base, 'postgres')
  const account = await accountFor(join(root, 'data'))
  if (account && !mayEnter(base, account))
    throw new DatabaseStartError('unreachable-folder', { folder: base, user: account.name })
  await makeFolder(root)
  await chmod(root, account ? 0o711 : 0o700)
  const run = join(root, 'run')
  const fits = Buffer.byteLength(join(run, '.s.PGSQL.5432')) <= longestSocket
  const place: Place = {
    root,
    data: join(root, 'data'),
    socket: process.platform !== 'win32' && fits ? run : null,
    secret: join(root, 'secret'),
    log: join(root, 'server.log'),
    owner: join(root, 'owner'),
    lock: join(root, 'lock'),
    account,
    binaries: await findBinaries(account, root),
  }
  await mkdir(run, { recursive: true, mode: 0o700 })
  await give(place, run)
  await checkSpace(root)
  return place
}

/** Gives a file or folder to the account that runs the server. */
export async function give({ account }: Pick<Place, 'account'>, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    const failure = codeOf(error) === 'ENOSPC' ? 'no-space' : 'unwritable-folder'
    throw new DatabaseStartError(failure, { folder })
  }
}

/** Data that is there already is served as its owner; root-owned data is given to the account first. */
async function accountFor(data: string): Promise<Account | null> {
  const account = unprivilegedAccount()
  const status = await stat(data).catch(() => null)
  if (!status || process.platform === 'win32') return account
  if (!account) {
    if (status.uid !== process.getuid?.())
      throw new DatabaseStartError('wrong-owner', { folder: data, owner: `uid ${status.uid}` })
    return null
  }
  if (status.uid !== 0 && status.uid !== account.uid)
    return { name: `uid ${status.uid}`, uid: status.uid, gid: status.gid }
  if (status.uid === 0) await giveAll(data, account)
  return account
}

async function giveAll(folder: string, { uid, gid }: Account): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const plain = entries.filter((entry) => !entry.isSymbolicLink())
  await Promise.all(plain.map((entry) => chown(join(entry.parentPath, entry.name), uid, gid)))
  await chown(folder, uid, gid)
}

/** Less than this and the server would stop at its next file of the write-ahead log. */
const leastSpace = 64 * 1024 * 1024

async function checkSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < leastSpace) throw new DatabaseStartError('no-space', { folder })
}
