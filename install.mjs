// Installs the packages when package-lock.json has changed since the last time. Needs no package itself.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const record = join(root, 'node_modules', '.gongzhi-lock')

/** @param {(line: string) => void} say */
export function install(say) {
  if (process.env.NODE_ENV === 'production') {
    say('NODE_ENV=production：不安装依赖包。 Nothing is installed in production.')
    return
  }
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(record) && readFileSync(record, 'utf8').trim() === hash) {
    say('依赖包没有变化。 The packages are up to date.')
    return
  }
  process.stdout.write('正在安装依赖包…… Installing the packages …\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    process.stderr.write(
      '依赖包没有装好，原因见上。 The packages were not installed; see above for the reason.\n',
    )
    process.exit(status ?? 1)
  }
  writeFileSync(record, `${hash}\n`)
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  install((line) => process.stdout.write(`${line}\n`))
