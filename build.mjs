// Builds dist/web and dist/server/main.mjs when a source has changed since the last build.
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const record = join(root, 'dist', '.built')
const bundle = join(root, 'dist', 'server', 'main.mjs')
const folders = ['kernel', 'modules', 'platform', 'apps', 'database/migrations']
const files = [
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'build.mjs',
  'tsconfig.base.json',
  'tsconfig.web.json',
]

/** @param {(line: string) => void} say */
export async function build(say) {
  const hash = hashSources()
  if (existsSync(bundle) && existsSync(record) && readFileSync(record, 'utf8').trim() === hash) {
    say('源代码没有变化，无需构建。 The build is up to date.')
    return
  }
  process.stdout.write('正在构建…… Building …\n')
  await Promise.all([buildServer(), buildWeb()])
  mkdirSync(dirname(record), { recursive: true })
  writeFileSync(record, `${hash}\n`)
}

/** @param {string} outfile */
export async function buildServer(outfile = bundle) {
  const esbuild = await import('esbuild')
  mkdirSync(dirname(outfile), { recursive: true })
  // A thread begins with a file of its own beside the program.
  copyFileSync(
    join(root, 'modules/files/server/heic-worker.mjs'),
    join(dirname(outfile), 'heic-worker.mjs'),
  )
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['apps/server/main.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    // Our own #aliases are packages to esbuild unless they are named here.
    alias: ownFolders(),
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
  })
}

/** `#kernel` stands for ./kernel and so on, as in the imports of package.json. */
function ownFolders() {
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const pairs = Object.entries(imports).map(([alias, path]) => [
    alias.replace('/*', ''),
    join(root, path.replace('/*', '')),
  ])
  return Object.fromEntries(pairs)
}

/** Whoever asks for the build, a test runner too, gets the pages that people will open. */
async function buildWeb() {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    const vite = await import('vite')
    await vite.build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  compressAll(join(root, 'dist', 'web'))
}

/** Scripts and styles are compressed once, here, and sent as they lie. */
function compressAll(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) compressAll(path)
    else if (/\.(js|css|html|svg|json|webmanifest)$/.test(entry.name)) {
      const bytes = readFileSync(path)
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  }
}

function hashSources() {
  const hash = createHash('sha256')
  for (const path of [...folders.flatMap(filesIn), ...files]) {
    const file = join(root, path)
    if (existsSync(file)) hash.update(path).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesIn(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesIn(path)
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path]
    })
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await build((line) => process.stdout.write(`${line}\n`))
