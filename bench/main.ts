import { addresses } from './addresses.ts'
import { logs } from './logs.ts'
import { locateBench } from './locate.ts'
import { createCase } from './create-case.ts'
import { hotIssuesBench } from './hot-issues.ts'
import { measures } from './measures.ts'
import { million } from './million.ts'
import { messages } from './messages.ts'
import { peersBench } from './peers.ts'
import { papers } from './papers.ts'
import { patrols } from './patrols.ts'
import { print } from './ground.ts'
import { replay311 } from './replay-311.ts'
import { text } from './text.ts'

const benches: Record<string, (args: readonly string[]) => Promise<void>> = {
  addresses,
  locate: locateBench,
  logs,
  'create-case': createCase,
  'hot-issues': hotIssuesBench,
  measures,
  messages,
  million,
  peers: peersBench,
  papers,
  patrols,
  'replay-311': replay311,
  text,
}

const [name = '', ...args] = process.argv.slice(2)
const bench = benches[name]
if (bench) await bench(args)
else {
  print(`Usage: npm run bench -- <${Object.keys(benches).join(' | ')}>`)
  process.exitCode = 1
}
