import { chmodSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mayEnter, unprivilegedAccount } from '#platform/server/embedded/account.ts'
import { startEmbedded } from '#platform/server/embedded/index.ts'
import { repositoryRoot } from '#platform/server/root.ts'

/** A server to test on, and what ends it. */
export interface TestServer {
  url: string
  stop(): Promise<void>
}

/**
 * TEST_POSTGRES when set; else our own embedded server in a folder kept between runs. It writes
 * without fsync: what a power cut would lose is made again in a second.
 */
export async function startTestServer(): Promise<TestServer> {
  const outside = process.env['TEST_POSTGRES']
  if (outside) return { url: outside, stop: async () => {} }
  const folder = cacheFolder()
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_wal_size: '2GB',
  }
  return startEmbedded({ folder, log: () => {}, settings })
}

/** Below the repository, or below the temporary folder where the database's user cannot enter that. */
function cacheFolder(): string {
  const account = unprivilegedAccount()
  const fits = !account || mayEnter(repositoryRoot, account)
  const folder = fits
    ? join(repositoryRoot, '.cache', 'test-postgres')
    : join(tmpdir(), 'gongzhi-test-postgres')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, account ? 0o711 : 0o700)
  return folder
}

/** The address of another database on the same server. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
