import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { diskStore } from '#modules/files/server/index.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import { allJobs } from './jobs.ts'
import { schedule } from './schedule.ts'

const jobs = Object.keys(
  allJobs({
    cipher: aesCipher(Buffer.alloc(32, 7)),
    store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
    drivers: [],
    publicUrl: '',
  }),
)

/** Jobs that something which happened adds, not the clock. */
const ordered = [
  'fact',
  'cases.move_clocks',
  'exchange.deliver_to',
  'notices.email',
  'reading.train',
]

it('runs by the clock or on order every job there is, and nothing else', () => {
  const tasks = schedule.map(({ task }) => task)
  expect(new Set(tasks).size).toBe(tasks.length)
  expect([...tasks, ...ordered].toSorted()).toEqual(jobs.toSorted())
})
