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
  const programs = [
    { entry: 'apps/server/main.ts', out: outfile },
    // Papers are printed by a program of its own beside this one.
    {
      entry: 'platform/server/papers/program.ts',
      out: join(dirname(outfile), 'paper-program.mjs'),
    },
    // What people write is learned by another.
    {
      entry: 'modules/reading/server/models/program.ts',
      out: join(dirname(outfile), 'learning-program.mjs'),
    },
  ]
  const settings = {
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    // Our own #aliases are packages to esbuild unless they are named here.
    alias: ownFolders(),
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
  }
  await Promise.all(
    programs.map(({ entry, out }) =>
      esbuild.build({ ...settings, entryPoints: [entry], outfile: out }),
    ),
  )
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
    const built = await vite.build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
    await drawIcons()
    await Promise.all(offlineFaces.map((face) => buildServiceWorker(face, built.output)))
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  compressAll(join(root, 'dist', 'web'))
}

/** The faces that open without signal, and the addresses of each. The desk needs a line anyway. */
export const offlineFaces = [
  { name: 'resident', own: '^/($|[?]|[0-9]{6}($|[/?]))' },
  { name: 'worker', own: '^/work($|[/?])' },
]

/** Fetched when it is shown, not before: it weighs more than everything else together. */
const heavyBytes = 300_000

/** One service worker for each face, with the list of every file that its pages may need. */
async function buildServiceWorker({ name, own }, output) {
  const esbuild = await import('esbuild')
  const web = join(root, 'dist', 'web')
  const sizeOf = (file) => readFileSync(join(web, file)).length
  const reached = filesOfFace(name, output)
  const later = reached.filter((file) => sizeOf(file) > heavyBytes)
  const page = `${name}.html`
  const unnamed = [page, `${name}.webmanifest`, `icons/${name}.svg`]
  const precached = [
    // Files in assets carry the hash of what they hold in their names.
    ...reached
      .filter((file) => !later.includes(file))
      .map((file) => ({ url: `/${file}`, revision: null })),
    ...unnamed.map((file) => ({ url: `/${file}`, revision: hashOf(join(web, file)) })),
  ]
  const face = { page: `/${page}`, own, files: precached, later: later.map((file) => `/${file}`) }
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['apps/web/offline/service-worker.ts'],
    outfile: join(web, `${name}-offline.js`),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    define: { FACE: JSON.stringify(face), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
}

/**
 * What a face's entry reaches: scripts, those fetched on demand too, and their styles.
 *
 * @param {string} name
 * @param {readonly any[]} output
 */
export function filesOfFace(name, output) {
  const chunks = new Map(
    output.filter((piece) => piece.type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  )
  const entry = [...chunks.values()].find((chunk) => chunk.isEntry && chunk.name === name)
  const reached = new Set([entry.fileName])
  const found = new Set()
  for (const file of reached) {
    const chunk = chunks.get(file)
    if (!chunk) continue
    found.add(file)
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) found.add(asset)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) reached.add(next)
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1))
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)

/** The pictures that a home screen asks for, drawn from one drawing a face. */
async function drawIcons() {
  const { default: sharp } = await import('sharp')
  const folder = join(root, 'dist', 'web', 'icons')
  const pictures = offlineFaces.flatMap(({ name }) => {
    const whole = readFileSync(join(folder, `${name}.svg`), 'utf8')
    // A mask cuts the outer tenth off, and brings its own corners; the drawing keeps out of it.
    const rounded = whole.replace('<rect width="512" height="512"', '$& rx="112"')
    return [
      { drawing: rounded, pixels: 192, file: `${name}-192.png` },
      { drawing: rounded, pixels: 512, file: `${name}-512.png` },
      { drawing: whole, pixels: 512, file: `${name}-maskable-512.png` },
    ]
  })
  await Promise.all(
    pictures.map(({ drawing, pixels, file }) =>
      sharp(Buffer.from(drawing)).resize(pixels).png().toFile(join(folder, file)),
    ),
  )
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
