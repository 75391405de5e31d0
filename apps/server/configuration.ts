import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { areNetworks } from '#modules/exchange/server/index.ts'
import { dataFolder } from '#platform/server/data-folder.ts'

/** What the environment says, read once at the start; nothing else reads it. */
export interface Configuration {
  production: boolean
  host: string
  port: number
  /** Where this server is reached from outside, for links; empty: from the request's own host. */
  publicUrl: string
  databaseUrl: string | null
  folder: string
  secret: Buffer
  smtpUrl: string | null
  mailFrom: string
  smsUrl: string | null
  wecomUrl: string | null
  /** A raster tile address, and whom the map names for it. */
  tiles: { url: string; attribution: string } | null
  /** Anonymous reports from one address within a minute. */
  reportsPerMinute: number
  /** Pictures from one address within a minute. */
  picturesPerMinute: number
  /** Networks besides the public internet in which other systems may be called. */
  outgoingNetworks: readonly string[]
}

/** A start that cannot go on, in words for whoever started it. */
export class StartProblem extends Error {
  readonly zh: string
  readonly en: string

  constructor(zh: string, en: string) {
    super(en)
    this.name = 'StartProblem'
    this.zh = zh
    this.en = en
  }
}

/** A command that was called wrongly: said before anything is opened, ends with 2. */
export class UsageProblem extends StartProblem {}

export function readConfiguration(env: NodeJS.ProcessEnv = process.env): Configuration {
  const production = env['NODE_ENV'] === 'production'
  const folder = dataFolder()
  const port = readPort(env['PORT'])
  const given = (name: string) => env[name] || null
  return {
    production,
    folder,
    port,
    host: given('HOST') ?? '127.0.0.1',
    publicUrl: given('GONGZHI_URL') ?? `http://127.0.0.1:${port}`,
    databaseUrl: given('DATABASE_URL'),
    secret: readSecret(folder, { production, given: env['GONGZHI_SECRET'] }),
    smtpUrl: given('SMTP_URL'),
    mailFrom: given('MAIL_FROM') ?? 'gongzhi@localhost',
    smsUrl: given('SMS_URL'),
    wecomUrl: given('WECOM_URL'),
    tiles: readTiles(given('TILE_URL'), given('TILE_ATTRIBUTION')),
    reportsPerMinute: wholeNumber('REPORTS_PER_MINUTE', given('REPORTS_PER_MINUTE') ?? '60'),
    picturesPerMinute: wholeNumber('PICTURES_PER_MINUTE', given('PICTURES_PER_MINUTE') ?? '600'),
    outgoingNetworks: readNetworks(given('OUTGOING_NETWORKS') ?? ''),
  }
}

function readPort(given: string | undefined): number {
  const port = Number(given ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartProblem(
      'PORT 必须是 0 到 65535 的整数。',
      'PORT must be a whole number from 0 to 65535.',
    )
  return port
}

function readTiles(url: string | null, attribution: string | null): Configuration['tiles'] {
  if (url === null) return null
  const fits = /^https?:\/\//.test(url) && ['{z}', '{x}', '{y}'].every((part) => url.includes(part))
  if (!fits || URL.parse(url) === null)
    throw new StartProblem(
      'TILE_URL 必须是含 {z}、{x}、{y} 的 http(s) 地址。',
      'TILE_URL must be an http(s) address with {z}, {x} and {y}.',
    )
  return { url, attribution: attribution ?? '' }
}

function readNetworks(given: string): string[] {
  const networks = given.split(/[\s,]+/).filter((network) => network !== '')
  if (!areNetworks(networks))
    throw new StartProblem(
      'OUTGOING_NETWORKS 必须是用逗号分开的网段，如 10.20.0.0/16。',
      'OUTGOING_NETWORKS must be networks such as 10.20.0.0/16, separated by commas.',
    )
  return networks
}

function wholeNumber(name: string, given: string): number {
  const value = Number(given)
  if (!Number.isInteger(value) || value < 1)
    throw new StartProblem(
      `${name} 必须是大于 0 的整数。`,
      `${name} must be a whole number above 0.`,
    )
  return value
}

/** From the environment, else from the data folder; made there on the first start, never in production. */
function readSecret(
  folder: string,
  { production, given }: { production: boolean; given: string | undefined },
): Buffer {
  const file = join(folder, 'secret')
  const text = given || (existsSync(file) ? readFileSync(file, 'utf8').trim() : null)
  if (text !== null) {
    const secret = Buffer.from(text, 'base64')
    if (secret.length < 32)
      throw new StartProblem(
        '密钥太短：GONGZHI_SECRET 须为至少 32 字节的 base64 文本。',
        'The secret is too short: GONGZHI_SECRET must be base64 of at least 32 bytes.',
      )
    return secret
  }
  if (production)
    throw new StartProblem(
      '生产模式需要密钥：请设置 GONGZHI_SECRET（openssl rand -base64 32）。',
      'Production needs a secret: set GONGZHI_SECRET (openssl rand -base64 32).',
    )
  const secret = randomBytes(32)
  writeFileSync(file, `${secret.toString('base64')}\n`, { mode: 0o600 })
  return secret
}
