import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { textOfPdf } from '#testing/paper-text.ts'
import {
  aPlace,
  asks,
  aWorld,
  community,
  districtId,
  holding,
  now,
  signIn,
  type World,
} from '#testing/people-world.ts'
import type { Tx } from '#platform/server/database.ts'
import { endPaperProgram } from '#platform/server/papers/index.ts'
import * as people from '../index.ts'

async function aStation(tx: Tx) {
  const world = await aWorld(tx)
  const security = asks(world, world.security)
  const stationId = randomUUID()
  const station = {
    id: stationId,
    name: '一社区工作站',
    communityCode: community,
    modelCode: '2+1+1+1',
    flow: '发现：扫码上报\n办理',
    flowEn: 'Found: by the code',
    baseVersion: null,
  }
  expect((await security.save('stations', station)).status).toBe(200)
  const li = await aPlace(world, 'officer')
  await security.save('posts', {
    ...li.post,
    stationId,
    title: '城管队员',
    dutyPhone: '0000-12345',
    baseVersion: 0,
  })
  await security.save('holdings', holding(li.postId, li.personId))
  return { world, security, station, li, stationId }
}

const board = async ({ app }: World, code = community) => {
  const reply = await app.inject({ url: `/api/public/${districtId}/stations/${code}` })
  return { status: reply.statusCode, ...reply.json() }
}

describe('the boards of a station', () => {
  useDatabase()

  inTransaction(
    'are public, with names and duty phones only where the district shows them',
    async (tx) => {
      const { world, station, security } = await aStation(tx)
      const before = await board(world)
      expect(before).toMatchObject({
        status: 200,
        name: '一社区工作站',
        flow: { zh: '发现：扫码上报\n办理', en: 'Found: by the code', preset: false },
        duty: { preset: true },
        people: [{ title: '城管队员', vacant: false, names: [], dutyPhone: null }],
        reportPath: `/${districtId}/report`,
      })
      expect(JSON.stringify(before)).not.toMatch(/李明|0000-12345|138/)
      const system = asks(world, world.system)
      const { status: _, version, ...settings } = await system.get('rosters/settings')
      await system.save('rosters/settings', {
        ...settings,
        boardNames: true,
        boardPhones: true,
        baseVersion: version,
      })
      const after = await board(world)
      expect(after.people).toMatchObject([{ names: ['李明'], dutyPhone: '0000-12345' }])
      expect(JSON.stringify(after)).not.toContain('138')
      expect((await board(world, '421202009009')).status).toBe(404)
      // What an older page does not send stays.
      const { flow: _f, flowEn: _e, ...older } = station
      await security.save('stations', { ...older, rules: '不收费', baseVersion: 0 })
      expect(await board(world)).toMatchObject({
        flow: { zh: '发现：扫码上报\n办理' },
        rules: { zh: '不收费', preset: false },
      })
    },
  )

  inTransaction('come as a sheet of contact cards, with what the district shows', async (tx) => {
    const { world, security, station, stationId } = await aStation(tx)
    const { flow: _f, flowEn: _e, ...door } = station
    await security.save('stations', {
      ...door,
      address: '大东门内正街2号',
      hours: '每天 8:00 至 18:00',
      phone: '0715-0000000',
      baseVersion: 0,
    })
    const cards = async () => {
      const reply = await world.app.inject({
        url: `/api/people/stations/${stationId}/boards?what=cards`,
        headers: { cookie: world.security },
      })
      const pages = textOfPdf(reply.rawPayload).map((page) => page.replaceAll('\n', ''))
      expect(pages).toHaveLength(1)
      return pages[0] ?? ''
    }
    const before = await cards()
    expect(before.split('大东门内正街2号')).toHaveLength(4)
    expect(before).toContain('0715-0000000')
    expect(before).toContain('扫码上报身边的问题')
    expect(before).not.toMatch(/李明|0000-12345|138/)
    const system = asks(world, world.system)
    const { status: _, version, ...settings } = await system.get('rosters/settings')
    await system.save('rosters/settings', {
      ...settings,
      boardNames: true,
      boardPhones: true,
      baseVersion: version,
    })
    const after = await cards()
    expect(after.split(/城管队员.?李明.?0000-12345/)).toHaveLength(4)
    expect(after).not.toContain('138')
    endPaperProgram()
  })

  inTransaction('are printed for the wall by who may read them, each with the code', async (tx) => {
    const { world, stationId, li } = await aStation(tx)
    const read = (cookie: string, query = '') =>
      world.app.inject({
        url: `/api/people/stations/${stationId}/boards${query}`,
        headers: { cookie },
      })
    const printed = await read(world.security)
    expect(printed.headers['content-type']).toBe('application/pdf')
    const pages = textOfPdf(printed.rawPayload).map((page) => page.replaceAll('\n', ''))
    expect(pages).toHaveLength(4)
    expect(pages[0]).toContain('谁在这里工作')
    expect(pages[1]).toContain('发现扫码上报')
    expect(pages.every((page) => page.includes('扫码上报身边的问题'))).toBe(true)
    const english = await read(world.security, '?size=A4&format=docx&language=en')
    expect(english.headers['content-disposition']).toContain('.docx')
    const token = await people.createSignInLink(tx, { districtId, personId: li.personId, now })
    expect((await read(await signIn(world.app, token))).statusCode).toBe(403)
    endPaperProgram()
  })
})
