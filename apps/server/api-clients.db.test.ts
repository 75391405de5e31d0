import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { diskStore } from '#modules/files/server/index.ts'
import { createAdministrators, createSignInLink } from '#modules/people/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { cipher, districtId, foundDistrict, lamp, monday } from '#testing/small-district.ts'
import { buildServer } from './app.ts'

/** A district whose hotline sends reports in with a token of its own. */
async function aHotline(tx: Tx, verbs = ['cases.report']) {
  await foundDistrict(tx)
  const [, security] = await createAdministrators(tx, { districtId, now: monday })
  const store = diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-')))
  const app = await buildServer({ db: tx, clock: () => monday, cipher, store })
  const whose = { districtId, personId: security!.personId, now: monday }
  const link = await createSignInLink(tx, whose)
  const entered = await app.inject({
    method: 'POST',
    url: `/api/people/sign-in-links/${link}`,
    payload: {},
  })
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
  const asSecurity = async (path: string, payload: object) => {
    const headers = { cookie, 'x-gongzhi': '1' }
    const url = `/api/people/${path}`
    return (await app.inject({ method: 'POST', url, payload, headers })).json()
  }
  const id = randomUUID()
  const fields = { id, name: '市民热线', verbs, areas: [districtId], baseVersion: null }
  await asSecurity('clients', fields)
  const { token } = await asSecurity(`clients/${id}/tokens`, { days: 30 })
  const send = (payload: object, bearer: string = token) =>
    app.inject({
      method: 'POST',
      url: '/api/cases',
      headers: { authorization: `Bearer ${bearer}`, origin: 'https://hotline.example' },
      payload,
    })
  return { send, app, token }
}

const report = (over = {}) => ({
  clientId: randomUUID(),
  channel: 'api',
  words: '麻纺厂西八栋路灯不亮',
  place: lamp,
  address: '竹林北路 12 号',
  ...over,
})

describe('intake by a program', () => {
  useDatabase()

  inTransaction('makes one case of one message, under the name of the program', async (tx) => {
    const { send } = await aHotline(tx)
    const message = report()
    const [first, second] = [await send(message), await send(message)]
    expect([first.statusCode, second.statusCode]).toEqual([200, 200])
    expect(second.json().caseId).toBe(first.json().caseId)
    const rows = await tx.selectFrom('cases.report').select(['source', 'case_id']).execute()
    expect(rows).toEqual([{ source: 'client:市民热线', case_id: first.json().caseId }])
    const other = await send({ ...message, words: '另一件事' })
    expect([other.statusCode, other.json().code]).toEqual([409, 'cases.client_id_taken'])
    expect(first.headers['set-cookie']).toBeUndefined()
  })

  inTransaction('needs the verb, and a token that holds', async (tx) => {
    const { send, app, token } = await aHotline(tx, ['places.read'])
    expect((await send(report())).statusCode).toBe(403)
    const unknown = await send(report(), `gz_${'x'.repeat(43)}`)
    expect([unknown.statusCode, unknown.json().code]).toEqual([401, 'people.token_unknown'])
    const headers = { authorization: `Bearer ${token}` }
    const areas = await app.inject({ url: '/api/places/areas', headers })
    expect(areas.json().areas).toHaveLength(4)
  })
})
