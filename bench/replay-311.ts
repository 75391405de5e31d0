import { randomBytes } from 'node:crypto'
import {
  acceptTask,
  dispatch,
  file,
  finish,
  inspect,
  reportCase,
} from '#modules/cases/server/index.ts'
import { aesCipher, type Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { member, type Crew } from '#apps/server/demo/staff.ts'
import { namedId } from '#apps/server/demo/random.ts'
import { saveBenchDistrict } from './district.ts'
import { calibrate, dataFile, option, print, readRows, several, withDatabase } from './ground.ts'
import { instantOf } from './new-york.ts'

const districtId = '990311'
/** Of the service class: what the city closed came without pictures. */
const matter = { kind: 'matter', code: '03007' } as const

interface Row {
  id: string
  department: string
  opened: Date
  target: Date | null
  closed: Date | null
  verdict: string
  words: string
}

interface Replay {
  db: Db
  cipher: Cipher
  crew: Crew
}

/** Lives the 49,914 cases again through the use cases; our verdicts on time must be the city's. */
export async function replay311(args: readonly string[]): Promise<void> {
  const path = dataFile(args, 'boston311-2011-jul-nov.csv.gz')
  if (path === undefined) return
  const all = (await readRows(path)).map(rowOf)
  const rows = all.slice(0, Number(option(args, 'limit') ?? all.length))
  await withDatabase('replay', async (db) => {
    const units = [...new Set(rows.map((r) => r.department))]
    const now = new Date('2011-06-01T00:00:00Z')
    const crew = await saveBenchDistrict(db, {
      districtId,
      timeZone: 'America/New_York',
      units,
      now,
    })
    const cases = new Map<string, Row>()
    const started = performance.now()
    let done = 0
    await several(rows, 10, async (row) => {
      cases.set(await replay({ db, cipher, crew }, row), row)
      if (++done % 5000 === 0)
        print(`${done} cases, ${Math.round((performance.now() - started) / 1000)} s`)
    })
    await compare(db, cases, Math.round((performance.now() - started) / 100) / 10)
  })
}

const cipher = aesCipher(randomBytes(32))

function rowOf(r: Record<string, string>): Row {
  const opened = instantOf(r['opened'] ?? '')
  if (!opened) throw new Error(`no time of opening: ${r['id']}`)
  return {
    id: r['id'] ?? '',
    department: r['department'] || 'unknown',
    opened,
    target: instantOf(r['target'] ?? ''),
    // Closing in the repeated hour before opening is its second turn.
    closed: instantOf(r['closed'] ?? '', opened),
    verdict: r['ontime'] ?? '',
    words: `${r['title'] ?? ''} ${r['street'] ?? ''}`,
  }
}

async function replay({ db, cipher: sealing, crew }: Replay, row: Row): Promise<string> {
  const desk = member(crew, 'desk')
  const unit = member(crew, row.department)
  const { caseId } = await reportCase(
    db,
    {
      source: 'import:311',
      clientId: namedId(`311/${row.id}`),
      channel: 'api',
      words: row.words,
      photos: [],
      name: null,
      phone: null,
      confidential: false,
      danger: null,
      place: null,
      address: '',
      addressId: null,
    },
    { cipher: sealing, caller: desk, now: row.opened },
  )
  const at = { caseId, baseVersion: null }
  const opened = { ...at, now: row.opened }
  await file(db, { ...opened, caller: desk, matter, words: '', handleBy: row.target ?? undefined })
  await dispatch(db, { ...opened, caller: desk, unitId: unit.organisationId, words: '' })
  await acceptTask(db, { ...opened, caller: unit })
  if (!row.closed) return caseId
  const closed = { ...at, now: row.closed }
  await finish(db, { ...closed, caller: unit, words: 'closed', before: [], after: [] })
  await inspect(db, {
    ...closed,
    caller: member(crew, 'inspector'),
    passed: true,
    words: '',
    photos: [],
  })
  return caseId
}

/** What the clocks say and what the file says, and whether the counts agree. */
async function compare(db: Db, cases: ReadonlyMap<string, Row>, seconds: number): Promise<void> {
  const clocks = await db
    .selectFrom('cases.clock')
    .select(['case_id', 'on_time'])
    .where('district_id', '=', districtId)
    .where('stage', '=', 'handle')
    .execute()
  const [verdicts, blank] = [{ checked: 0, equal: 0 }, { count: 0 }]
  for (const clock of clocks) {
    const row = cases.get(clock.case_id)
    if (!row?.closed || !row.target) continue
    if (row.verdict === '') blank.count++
    else {
      verdicts.checked++
      if (clock.on_time === (row.verdict === 'ONTIME')) verdicts.equal++
      else
        print(
          `differs: ${row.id} closed ${row.closed.toISOString()} target ${row.target.toISOString()} ${row.verdict}`,
        )
    }
  }
  const counts = await countsAgree(db, [...cases.values()])
  print(
    JSON.stringify({
      cases: cases.size,
      ...verdicts,
      blank: blank.count,
      counts,
      seconds,
      calibration: calibrate(),
    }),
  )
  if (verdicts.equal !== verdicts.checked || counts !== 'equal') process.exitCode = 1
}

function tally(list: readonly string[]): string {
  const sums = new Map<string, number>()
  for (const key of list) sums.set(key, (sums.get(key) ?? 0) + 1)
  return JSON.stringify([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

async function countsAgree(db: Db, rows: readonly Row[]): Promise<'equal' | 'different'> {
  const kept = await db
    .selectFrom('cases.case as c')
    .innerJoin('people.organisation as o', (j) =>
      j.onRef('o.district_id', '=', 'c.district_id').onRef('o.id', '=', 'c.unit_id'),
    )
    .select(['o.name', 'c.reported_at', 'c.status'])
    .where('c.district_id', '=', districtId)
    .execute()
  const month = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/New_York',
    year: 'numeric',
    month: '2-digit',
  })
  const ours = tally(
    kept.map((k) => `${k.name} ${month.format(k.reported_at)} ${k.status === 'closed'}`),
  )
  return ours ===
    tally(rows.map((r) => `${r.department} ${month.format(r.opened)} ${r.closed !== null}`))
    ? 'equal'
    : 'different'
}
