import { createHash, randomBytes } from 'node:crypto'
import { reportCase } from '#modules/cases/server/index.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { member } from '#apps/server/demo/staff.ts'
import { saveBenchDistrict } from './district.ts'
import { calibrate, dataFile, print, readRows, several, withDatabase } from './ground.ts'

const districtId = '990312'

/** A uuid that follows from the message's number: the same message is the same report. */
function clientIdOf(messageId: string): string {
  const hex = createHash('sha1').update(`import:messages:${messageId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Takes every message in twice, as texts pasted from a chat: each must make one case, not two. */
export async function messages(args: readonly string[]): Promise<void> {
  const file = dataFile(args, 'messages-stream.csv.gz')
  if (file === undefined) return
  const rows = await readRows(file)
  await withDatabase('messages', (db) => takeIn(db, rows))
}

const wordsOf = (row: Record<string, string>) => `${row['subject']}\n${row['detail']}`

async function takeIn(db: Db, rows: readonly Record<string, string>[]): Promise<void> {
  const cipher = aesCipher(randomBytes(32))
  const crew = await saveBenchDistrict(db, {
    districtId,
    timeZone: 'Asia/Shanghai',
    units: [],
    now: new Date('2017-01-01T00:00:00Z'),
  })
  const caller = member(crew, 'desk')
  const made = new Map<string, Set<string>>()
  const take = async (row: Record<string, string>) => {
    const words = wordsOf(row)
    const now = new Date(`${(row['time'] ?? '').replaceAll('/', '-').replace(' ', 'T')}+08:00`)
    const received = await reportCase(
      db,
      {
        source: 'import:messages',
        clientId: clientIdOf(row['msg_id'] ?? ''),
        channel: 'chat',
        words,
        originalText: words,
        photos: [],
        name: row['user'] ?? null,
        phone: null,
        confidential: false,
        danger: null,
        place: null,
        address: '',
        addressId: null,
      },
      { cipher, caller, now },
    )
    const id = row['msg_id'] ?? ''
    made.set(id, (made.get(id) ?? new Set()).add(received.caseId))
  }
  const started = performance.now()
  await several(rows, 8, take)
  await several(rows, 8, take)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const { cases, different } = await db
    .selectFrom('cases.case')
    .select((eb) => [
      eb.fn.countAll<number>().as('cases'),
      eb.fn.count<number>('words').distinct().as('different'),
    ])
    .where('district_id', '=', districtId)
    .executeTakeFirstOrThrow()
  const messagesHere = new Set(rows.map((r) => r['msg_id'])).size
  const doubled = [...made.values()].filter((ids) => ids.size > 1).length
  const lost = messagesHere - made.size
  // Somebody's words under another name are another report, and stay.
  const repeated = cases - different
  const repeatedHere = messagesHere - new Set(rows.map(wordsOf)).size
  print(`Messages of ${rows.length} rows, each taken in twice; ${seconds} s in all.`)
  print(
    JSON.stringify({
      messages: rows.length,
      cases,
      doubled,
      lost,
      repeated,
      seconds,
      calibration: calibrate(),
    }),
  )
  if (cases !== messagesHere || doubled > 0 || lost > 0 || repeated !== repeatedHere)
    process.exitCode = 1
}
