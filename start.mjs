// `npm start`: installs, builds and starts. Written for every Node, so that an old one can be told so.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const program = join(root, 'dist', 'server', 'main.mjs')

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `需要 Node.js 20.19 或更新的版本，现在是 ${process.versions.node}。请从 nodejs.org 安装新版本。`,
    `Node.js 20.19 or later is needed; this is ${process.versions.node}. Install a newer one from nodejs.org.`,
  )
}

// As it was given to us: what installs and builds may change its own.
const env = { ...process.env }
if (env.NODE_ENV !== 'production') {
  const { install } = await import('./install.mjs')
  install(() => {})
  const { build } = await import('./build.mjs')
  await build(() => {})
}
if (!existsSync(program)) {
  fail(
    '还没有构建：请先运行 npm ci 和 npm run build，再以 NODE_ENV=production 启动。',
    'Nothing is built yet: run npm ci and npm run build, then start with NODE_ENV=production.',
  )
}

const args = process.argv.slice(2)
const child = spawn(
  process.execPath,
  ['--enable-source-maps', program, ...(args.length > 0 ? args : ['serve'])],
  { stdio: 'inherit', env },
)

// Ctrl-C reaches the program by itself, as one of the terminal's group; sending it once more would
// cut its draining short. It must not end us before the program, though.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  })
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
})

function fail(zh, en) {
  process.stderr.write(`${zh}\n${en}\n`)
  process.exit(1)
}
