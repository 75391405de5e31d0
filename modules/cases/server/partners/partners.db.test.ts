import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture, does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { atWork, call } from '#testing/duty-story.ts'
import { serverOn } from '#testing/http.ts'
import { as, cipher, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import type { PartnerPage } from '../../contract/partners.ts'
import { ringClocks } from '../alarms.ts'
import { casePage } from '../case-page.ts'
import { checkChain } from '../events.ts'
import { linksOfCase } from './views.ts'

const property = id('unit/property')
const linkId = id('link/1')
const taskId = id('support/property')

/** A property company without an account, which the desk keeps. */
async function withPartner(tx: Db, over: object = {}) {
  await foundDistrict(tx)
  await cases.savePartner(
    tx,
    await as(tx, 'wang'),
    {
      unitId: property,
      name: '丰润园物业',
      trade: 'property',
      contact: '程师傅',
      phone: '139 0000 1234',
      email: 'cheng@example.org',
      active: true,
      version: null,
      ...over,
    },
    { cipher, now: later(0) },
  )
}

/** A lamp that the municipal unit leads, and the property company helps with. */
async function helped(tx: Db) {
  await withPartner(tx)
  const caseId = await atWork(tx)
  await call(tx, caseId, { taskId, unitId: property, words: '打开配电间' }, 'zhou')
  return caseId
}

const give = async (tx: Db, caseId: string, over: object = {}) => {
  const given = {
    ...(await does(tx, 'zhou', caseId, 14)),
    id: linkId,
    taskId,
    words: '请打开西八栋配电间',
    fileIds: [],
    days: 7,
    ...over,
  }
  await cases.givePartnerLink(tx, given, cipher)
  return cases.showPartnerLink(tx, { ...given, linkId: given.id }, cipher)
}

const url = (rest = '') => `/api/public/${districtId}/partner${rest}`

/** A partner at the phone: what the server answers to its key. */
function holding(app: FastifyInstance, path: string) {
  const key = new URL(path, 'http://x').searchParams.get('key') ?? ''
  const post = (rest: string, body: object = {}) =>
    app.inject({ method: 'POST', url: url(rest), payload: { key, ...body } })
  return {
    key,
    post,
    page: () => app.inject({ method: 'GET', url: `${url()}?key=${key}` }),
    photo: (fileId: string) =>
      app.inject({ method: 'GET', url: `${url(`/photos/${fileId}/thumb`)}?key=${key}` }),
    send: async () => {
      const fileId = crypto.randomUUID()
      const payload = await sharp({
        create: { width: 40, height: 30, channels: 3, background: '#654' },
      })
        .png()
        .toBuffer()
      const reply = await app.inject({
        method: 'PUT',
        url: `${url(`/files/${fileId}`)}?key=${key}`,
        headers: { 'content-type': 'image/png' },
        payload,
      })
      return { fileId, reply }
    },
  }
}

const usesOf = async (tx: Db, link = linkId) =>
  (
    await tx
      .selectFrom('cases.partner_use')
      .select('act')
      .where('link_id', '=', link)
      .orderBy('seq')
      .execute()
  ).map((u) => u.act)

describe('a partner without an account', () => {
  useDatabase()

  inTransaction(
    'takes, photographs and finishes its part by a link, seeing only that',
    async (tx) => {
      const caseId = await helped(tx)
      const app = await serverOn(tx, () => later(20))
      const partner = holding(app, await give(tx, caseId))
      const page = (await partner.page()).json<PartnerPage>()
      expect(page).toMatchObject({
        unitName: '丰润园物业',
        words: '请打开西八栋配电间',
        state: 'offered',
        lead: false,
        allowed: ['accept', 'return'],
        photos: [],
      })
      expect(JSON.stringify(page)).not.toContain('麻纺厂西八栋路灯不亮')
      expect((await partner.post('/accept')).statusCode).toBe(200)
      // Pressed twice, it is the same.
      expect((await partner.post('/accept')).json<PartnerPage>().state).toBe('accepted')
      const { fileId, reply } = await partner.send()
      expect(reply.statusCode).toBe(200)
      expect((await partner.photo(fileId)).statusCode).toBe(200)
      const strange = await partner.post('/finish', { words: '好了', after: await aPicture(tx) })
      expect(strange.json()).toMatchObject({ code: 'cases.partner_picture' })
      const done = await partner.post('/finish', { words: '配电间已打开', after: [fileId] })
      expect(done.json<PartnerPage>()).toMatchObject({ state: 'done', allowed: [] })
      const seen = await casePage(tx, await as(tx, 'zhou'), caseId, later(21))
      expect(seen.hands.at(-1)).toMatchObject({
        unit: '丰润园物业',
        person: '程师傅',
        did: '配电间已打开',
        support: true,
      })
      expect(seen.allowed).toContain('finish')
      expect(await usesOf(tx)).toEqual([
        'made',
        'shown',
        'opened',
        'accepted',
        'picture',
        'finished',
      ])
      expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
    },
  )

  inTransaction('leads like any unit: clocks, return that somebody decides, rework', async (tx) => {
    await withPartner(tx)
    const { caseId } = await report(tx)
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    const toPartner = { unitId: property, words: '' }
    await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 6)), ...toPartner })
    const { mayGive } = await linksOfCase(tx, await as(tx, 'wang'), caseId, later(7))
    const task = mayGive[0]!.taskId
    const wang = await does(tx, 'wang', caseId, 8)
    const app = await serverOn(tx, () => later(20))
    const partner = holding(app, await give(tx, caseId, { ...wang, taskId: task }))
    await partner.post('/accept')
    const before = await casePage(tx, wang.caller, caseId, later(21))
    expect([before.status, before.unitId]).toEqual(['handling', property])
    const back = { reasonCode: 'wrong-owner', words: '灯杆不归物业' }
    expect((await partner.post('/return', back)).json<PartnerPage>()).toMatchObject({
      returnAsked: true,
      state: 'accepted',
    })
    const asked = (await casePage(tx, wang.caller, caseId, later(21))).requests[0]!
    await cases.decideRequest(tx, { ...wang, requestId: asked.id, grant: false, words: '归物业' })
    const { fileId } = await partner.send()
    const question = { key: 'bulbs', at: 'finish', kind: 'number', label: '换了几个', options: [] }
    const asks = JSON.stringify([{ ...question, required: true }])
    await sql`update catalogue.matter set questions = ${asks}::jsonb
      where code = ${lampMatter.code}`.execute(tx)
    expect((await partner.page()).json<PartnerPage>().questions).toMatchObject([question])
    const did = { words: '换了灯', after: [fileId] }
    expect((await partner.post('/finish', did)).json()).toMatchObject({
      code: 'cases.answer_missing',
    })
    await partner.post('/finish', { ...did, answers: { bulbs: 4 } })
    const passed = { passed: false, words: '还不亮', photos: [] }
    await cases.inspect(tx, { ...(await does(tx, 'gao', caseId, 60)), ...passed })
    expect((await partner.page()).json<PartnerPage>()).toMatchObject({
      state: 'rework',
      allowed: ['return', 'finish'],
    })
    // A partner's silence goes to the desk: there is nobody with an account to remind.
    for (let turn = 0; turn < 6; turn++) await ringClocks(tx, later(60 * 24 * 30)) // oxlint-disable-line no-await-in-loop -- in turn
    const told = await tx.selectFrom('notices.notice').select('person_id').execute()
    expect(told.map((t) => t.person_id)).toContain(id('wang'))
  })

  inTransaction('gives a support task back at once, with a reason', async (tx) => {
    const caseId = await helped(tx)
    const app = await serverOn(tx, () => later(20))
    const partner = holding(app, await give(tx, caseId))
    const said = await partner.post('/return', { words: '配电间归供电' })
    expect(said.json<PartnerPage>()).toMatchObject({ state: 'returned', allowed: [] })
    expect((await partner.page()).json()).toMatchObject({
      code: 'cases.partner_link_over',
      details: { why: 'over' },
    })
  })

  inTransaction('gets another link when one is lost, and the old one is dead', async (tx) => {
    const caseId = await helped(tx)
    const app = await serverOn(tx, () => later(20))
    const first = holding(app, await give(tx, caseId))
    const second = holding(app, await give(tx, caseId, { id: id('link/2') }))
    expect((await first.page()).json()).toMatchObject({
      code: 'cases.partner_link_over',
      details: { why: 'revoked' },
    })
    expect((await second.page()).statusCode).toBe(200)
    expect(await usesOf(tx)).toEqual(['made', 'shown', 'revoked', 'refused'])
    const late = holding(await serverOn(tx, () => later(60 * 24 * 8)), `/x?key=${second.key}`)
    expect((await late.page()).json()).toMatchObject({ details: { why: 'expired' } })
    for (const wrong of [`${first.key.slice(0, -1)}x`, 'p'.repeat(40), `${second.key}x`])
      // oxlint-disable-next-line no-await-in-loop -- three
      expect((await holding(app, `/x?key=${wrong}`).page()).statusCode).toBe(404)
    const { rows } = await sql<{ keys: string }>`
      select string_agg(l::text, '') as keys from cases.partner_link l`.execute(tx)
    expect(rows[0]?.keys).not.toContain(second.key)
  })

  inTransaction(
    'shows only pictures that were released for the task, none of a confidential reporter',
    async (tx) => {
      await withPartner(tx)
      const [sent] = await aPicture(tx)
      const { caseId } = await report(tx, { confidential: true, photos: [sent] })
      await cases.file(tx, {
        ...(await does(tx, 'chen', caseId, 5)),
        matter: lampMatter,
        words: '',
      })
      await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 6)), unitId: null, words: '' })
      await cases.acceptTask(tx, await does(tx, 'zhou', caseId, 10))
      await call(tx, caseId, { taskId, unitId: property }, 'zhou')
      await expect(give(tx, caseId, { fileIds: [sent] })).rejects.toMatchObject({
        code: 'cases.partner_picture',
      })
      const app = await serverOn(tx, () => later(20))
      const partner = holding(app, await give(tx, caseId))
      expect((await partner.photo(sent!)).statusCode).toBe(404)
    },
  )

  inTransaction(
    'is given links by the lead and the desk alone, and only for its open task',
    async (tx) => {
      const caseId = await helped(tx)
      await expect(give(tx, caseId, await does(tx, 'chen', caseId, 14))).rejects.toMatchObject({
        status: 403,
      })
      await expect(give(tx, caseId, { taskId: id('nothing') })).rejects.toMatchObject({
        status: 404,
      })
      const { tasks } = await casePage(tx, await as(tx, 'wang'), caseId, later(14))
      const lead = tasks.find((t) => t.role === 'lead')!.id
      await expect(give(tx, caseId, { taskId: lead })).rejects.toMatchObject({
        code: 'cases.partner_has_none',
      })
      await give(tx, caseId)
      const sun = await linksOfCase(tx, await as(tx, 'wang'), caseId, later(15))
      expect(sun.links).toMatchObject([{ state: 'live', allowed: ['show', 'revoke'] }])
    },
  )

  inTransaction('has its contact sealed, and is kept by the desk and managers', async (tx) => {
    await withPartner(tx)
    const { rows } = await sql<{ text: string }>`
      select p::text as text from people.person p where name = '程师傅'`.execute(tx)
    expect(rows[0]?.text).not.toContain('1390000')
    await expect(
      cases.savePartner(
        tx,
        await as(tx, 'zhou'),
        {
          unitId: property,
          name: 'x',
          trade: 'water',
          contact: 'x',
          email: null,
          active: true,
          version: 0,
        },
        { cipher, now: later(1) },
      ),
    ).rejects.toMatchObject({ status: 403 })
  })

  inTransaction('is written to once per link, by text message and mail', async (tx) => {
    const caseId = await helped(tx)
    await give(tx, caseId)
    const { version } = await linksOfCase(tx, await as(tx, 'wang'), caseId, later(15))
    const fact = {
      type: 'case.partner_given',
      key: `${caseId}:${version}`,
      districtId,
      at: later(14).toISOString(),
      body: { caseId, seq: version },
    }
    const telling = { cipher, publicUrl: 'https://x.test', channels: new Set(['sms', 'email']) }
    await cases.tellPartner(tx, fact, telling)
    await cases.tellPartner(tx, fact, telling)
    const sent = await tx
      .selectFrom('notices.delivery')
      .select(['channel', 'address_cipher', 'body'])
      .execute()
    expect(Object.fromEntries(sent.map((s) => [s.channel, cipher.open(s.address_cipher)]))).toEqual(
      {
        email: 'cheng@example.org',
        sms: '13900001234',
      },
    )
    expect(cipher.open(sent[0]!.body)).toContain('https://x.test/420704/partner?key=p')
  })
})
