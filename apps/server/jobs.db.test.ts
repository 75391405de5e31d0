import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { importStateDays } from '#modules/catalogue/server/index.ts'
import { file, receive } from '#modules/cases/server/index.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { webhookDriver } from '#modules/notices/server/index.ts'
import { transact } from '#platform/server/database.ts'
import { addJob } from '#platform/server/jobs.ts'
import { saveLink, linksOf, mappingPresets, takeOrder } from '#modules/exchange/server/index.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { onDatabase, useDatabase } from '#testing/database.ts'
import { aReceiver } from '#testing/receiver.ts'
import { as, cipher, districtId, foundDistrict, later } from '#testing/small-district.ts'
import { startJobs } from './jobs.ts'

/** A gateway that takes every message and keeps its text. */
async function gateway() {
  const texts: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString('utf8')))
    request.on('end', () => {
      texts.push(body)
      response.writeHead(200).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // oxlint-disable-line typescript/no-unsafe-type-assertion -- it listens on TCP
  return { texts, url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

/** Waits for what the jobs bring about, or for ten seconds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100 && !(await holds()); n++)
    await new Promise((done) => setTimeout(done, 100)) // oxlint-disable-line no-await-in-loop -- a poll
}

describe('the jobs, running', () => {
  useDatabase()

  onDatabase(
    'carry a fact to the reporter’s phone and a new calendar to open clocks',
    async (db) => {
      await transact(db, (tx) => foundDistrict(tx))
      const sms = await gateway()
      const faults: string[] = []
      const runner = await startJobs({
        db,
        clock: () => later(10),
        cipher,
        store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
        drivers: [webhookDriver({ channel: 'sms', url: sms.url })],
        publicUrl: 'https://city.example',
        log: (message) => faults.push(message),
      })
      try {
        const { caseId } = await report(db, { phone: '13812345678' })
        await file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
        await until(() => sms.texts.length >= 2)
        // Two jobs may run side by side: which message goes first is not promised.
        expect(sms.texts.join()).toMatch(/前受理/)
        expect(sms.texts.join()).toMatch(/已立案，承诺/)
        const off = { day: '2026-03-17', off: true, name: '放假', source: '通知' }
        await transact(db, (tx) => importStateDays(tx, [off], later(9)))
        await until(() => sms.texts.length >= 3)
        expect(sms.texts.at(-1)).toContain('办结时间改为')
        const last = await db
          .selectFrom('cases.event')
          .select('type')
          .where('case_id', '=', caseId)
          .orderBy('seq', 'desc')
          .executeTakeFirst()
        expect(last?.type).toBe('case.clocks_moved')
        expect(faults).toEqual([])
      } finally {
        await runner.stop()
        sms.close()
      }
    },
  )

  onDatabase('bring what happens to an order back to where it came from', async (db) => {
    await transact(db, (tx) => foundDistrict(tx))
    const hotline = await aReceiver(500)
    const outgoing = { production: false, networks: ['127.0.0.0/8'] }
    const caller = await as(db, 'centre')
    const link = {
      id: crypto.randomUUID(),
      code: 'hotline',
      name: '12345',
      kind: 'hotline' as const,
      clientId: null,
      mapping: mappingPresets.hotline,
      way: 'http' as const,
      url: hotline.url,
      headerName: '',
      active: true,
      baseVersion: null,
      now: later(0),
    }
    await saveLink(db, caller, link, { cipher, outgoing })
    let minute = 10
    const faults: string[] = []
    const runner = await startJobs({
      db,
      clock: () => later(minute),
      cipher,
      store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
      drivers: [],
      outgoing,
      publicUrl: 'https://city.example',
      log: (message) => faults.push(message),
    })
    try {
      const [hotlineLink] = await linksOf(db, districtId)
      const taken = await takeOrder(
        db,
        { 工单编号: 'HD1', 主要内容: '路灯不亮', 社区: '澜湖' },
        { link: hotlineLink!, caller, cipher, now: later(0) },
      )
      await receive(db, await does(db, 'chen', taken.caseId!, 5))
      await until(() => hotline.got.length === 1)
      // The pause after the first failure is over; the minute's own job finds what is due.
      minute = 12
      await addJob(db, 'exchange.deliver', {})
      await until(() => hotline.got.length === 2)
      expect(hotline.got[1]?.body).toContain('已签收')
      expect(faults).toEqual([])
    } finally {
      await runner.stop()
      hotline.close()
    }
  })
})
