import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { asking, day, found, hazard, notice, reading, step } from '#testing/hazards-story.ts'
import { as, community, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { grid } from '#testing/subjects-story.ts'
import type { DayInput } from '../../contract/campaigns.ts'
import { countHazards, hazardsAhead, listHazards } from '../hazards/views.ts'
import { listDays, recordDay, withdrawDay } from './days.ts'
import { measuresOf, saveMeasure } from './measures.ts'
import { campaignPaper } from './paper.ts'
import { saveCampaign, saveTeam, teamPeople } from './save.ts'
import { campaignSheets } from './sheet.ts'
import { listCampaigns, ownCampaigns, readCampaign } from './views.ts'

const campaignId = id('campaign')
const campaign = {
  id: campaignId,
  name: '飞线充电专项整治',
  purpose: '清飞线，通楼道',
  areas: [community],
  startsOn: '2026-03-16',
  endsOn: '2026-03-31',
  targets: [
    { of: 'hazards.wiring', amount: 2 },
    { of: 'measure.truckloads', amount: 10 },
    { of: 'people', amount: 20 },
  ],
  baseVersion: null,
}
const heads = { officers: 2, volunteers: 5, guards: 1, merchants: 0, residents: 8 }
const action = (name: string, over: Partial<DayInput> = {}): DayInput => ({
  id: id(`action/${name}`),
  campaignId,
  day: '2026-03-16',
  areaCode: community,
  words: '清楼道',
  heads,
  results: [{ measure: 'truckloads', amount: 2.5 }],
  ...over,
})
const acted = async (db: Db, by: Name, input: DayInput) =>
  recordDay(db, await asking(db, by), input)
const page = async (db: Db, by: Name = 'wang', minute = 0) =>
  readCampaign(db, await asking(db, by, minute), campaignId)

describe('a campaign', () => {
  useDatabase()

  inTransaction('is planned by whoever sees all of its areas, with teams by heads', async (tx) => {
    await foundDistrict(tx)
    const wang = await asking(tx, 'wang')
    await saveCampaign(tx, wang, campaign)
    const wider = { ...campaign, id: id('wider'), areas: [community, '420704001015'] }
    await expect(saveCampaign(tx, wang, wider)).rejects.toMatchObject({ status: 403 })
    await saveCampaign(tx, await asking(tx, 'centre'), wider)
    // It goes on here as well, and is not ours to change.
    await expect(
      saveCampaign(tx, wang, { ...wider, areas: [community], baseVersion: 0 }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      saveCampaign(tx, wang, { ...campaign, id: id('x'), endsOn: '2026-03-01' }),
    ).rejects.toMatchObject({ code: 'fieldwork.ends_early' })
    const team = {
      campaignId,
      id: id('team'),
      kind: 'residents',
      name: '楼栋长',
      heads: 12,
      personIds: [],
      active: true,
      baseVersion: null,
    } as const
    await saveTeam(tx, wang, team)
    const officers = {
      ...team,
      id: id('team2'),
      kind: 'officers',
      personIds: [id('gao')],
      heads: 0,
    } as const
    await saveTeam(tx, wang, officers)
    await expect(
      saveTeam(tx, wang, { ...officers, id: id('team3'), personIds: [id('zhou')] }),
    ).rejects.toMatchObject({ code: 'fieldwork.team_person_unknown' })
    expect((await teamPeople(tx, wang, campaignId)).people.map((one) => one.name)).toContain('gao')
    const { teams, stands, mayEdit } = await page(tx)
    expect(teams.map(({ kind, heads: count, people }) => [kind, count, people.length])).toEqual([
      ['officers', 1, 1],
      ['residents', 12, 0],
    ])
    expect([stands, mayEdit]).toEqual(['now', true])
    const own = await ownCampaigns(tx, await asking(tx, 'gao'))
    expect(own.campaigns.map((one) => one.teams.map(({ name }) => name))).toContainEqual(['楼栋长'])
    expect((await ownCampaigns(tx, await asking(tx, 'gao', 40 * day))).campaigns).toEqual([])
  })

  inTransaction(
    'counts days once, leaves out the withdrawn, and opens what is behind',
    async (tx) => {
      await foundDistrict(tx)
      const wang = await asking(tx, 'wang')
      await saveCampaign(tx, wang, campaign)
      const said = { doneAt: '2026-03-16T05:00:00.000Z', sentAt: '2026-03-16T06:00:00.000Z' }
      await acted(tx, 'gao', action('a', { said }))
      await acted(tx, 'gao', action('a', { said: { ...said, sentAt: '2026-03-16T07:00:00.000Z' } }))
      await expect(acted(tx, 'gao', action('a', { words: '别的' }))).rejects.toMatchObject({
        code: 'fieldwork.campaign_day_taken',
      })
      await acted(
        tx,
        'wang',
        action('b', { day: '2026-03-18', results: [{ measure: 'metres', amount: 30 }] }),
      )
      await acted(tx, 'gao', action('c', { day: '2026-03-19' }))
      await expect(acted(tx, 'gao', action('d', { day: '2026-04-01' }))).rejects.toMatchObject({
        code: 'fieldwork.campaign_day_outside',
      })
      await expect(
        acted(tx, 'gao', action('d', { areaCode: '420704001015' })),
      ).rejects.toMatchObject({
        status: 403,
      })
      await expect(
        acted(tx, 'gao', action('d', { results: [{ measure: 'nothing', amount: 1 }] })),
      ).rejects.toMatchObject({ code: 'fieldwork.measure_unknown' })
      const li = await asking(tx, 'li')
      await expect(
        withdrawDay(tx, li, { dayId: id('action/c'), words: '重了' }),
      ).rejects.toMatchObject({
        status: 404,
      })
      await withdrawDay(tx, wang, { dayId: id('action/c'), words: '重了' })
      await withdrawDay(tx, wang, { dayId: id('action/c'), words: '再说一次' })
      const { totals } = await page(tx)
      expect(totals).toMatchObject({ days: 2, people: 32, heads: { officers: 4, residents: 16 } })
      expect(totals.measures.map(({ code, amount, unit }) => [code, amount, unit])).toEqual(
        expect.arrayContaining([
          ['truckloads', 2.5, '车'],
          ['metres', 30, '米'],
        ]),
      )
      const behind = async (filter: { measure?: string; heads?: 'officers' | 'merchants' }) =>
        (await listDays(tx, wang, { campaignId, ...filter, limit: 9 })).rows.map((one) => one.day)
      const [latest] = (await listDays(tx, wang, { measure: 'truckloads', limit: 1 })).rows
      expect(latest?.results).toEqual([
        expect.objectContaining({ amount: 2.5, unit: '车', measure: expect.anything() as unknown }),
      ])
      expect(await behind({ measure: 'truckloads' })).toEqual(['2026-03-16'])
      expect(await behind({ heads: 'officers' })).toEqual(['2026-03-18', '2026-03-16'])
      expect(await behind({ heads: 'merchants' })).toEqual([])
      expect(await behind({})).toHaveLength(3)
      const first = await listDays(tx, wang, { campaignId, limit: 2 })
      const rest = await listDays(tx, wang, { campaignId, limit: 2, after: first.next ?? '' })
      expect([first.rows.length, rest.rows.length, rest.next]).toEqual([2, 1, null])
      await expect(listDays(tx, wang, { limit: 2, after: 'x' })).rejects.toMatchObject({
        status: 400,
      })
    },
  )

  inTransaction(
    'has a ledger of its hazards, and totals that are what the ledger says',
    async (tx) => {
      await foundDistrict(tx)
      const wang = await asking(tx, 'wang')
      await saveCampaign(tx, wang, campaign)
      await acted(tx, 'gao', action('a'))
      const told = { id: id('n'), ...notice }
      const a = await found(tx, hazard('a', { campaignId, notice: told }))
      await found(tx, hazard('b', { campaignId, kind: 'gas_bottle', grade: 'major' }))
      const c = await found(tx, hazard('c', { campaignId }))
      await found(tx, hazard('outside'))
      await step(tx, 'li', 'withdraw', { id: c.id, version: 1 })
      await step(tx, 'li', 'fix', { id: a.id, version: 2 })
      await step(tx, 'gao', 'pass', { id: a.id, version: 3 })
      const { totals, targetsDone } = await page(tx)
      expect(totals).toMatchObject({ found: 2, cleared: 1, open: 1, overdue: 0, cases: 0 })
      expect(totals.byKind.map(({ code, found: n, cleared }) => [code, n, cleared])).toEqual([
        ['gas_bottle', 1, 0],
        ['wiring', 1, 1],
      ])
      expect(targetsDone.map(({ of, done }) => [of, done])).toEqual([
        ['hazards.wiring', 1],
        ['measure.truckloads', 2.5],
        ['people', 16],
      ])
      const behind = await listHazards(tx, wang, {
        show: 'all',
        campaignId,
        kind: 'wiring',
        state: 'cleared',
        limit: 9,
      })
      expect(behind.rows.map((row) => row.campaign?.name)).toEqual(['飞线充电专项整治'])
      expect(await countHazards(tx, wang, { campaignId: 'any' })).toMatchObject({
        open: 1,
        ended: 2,
      })
      expect((await hazardsAhead(tx, wang)).campaigns).toHaveLength(1)
      expect((await reading(tx, 'wang', a.id)).campaign?.id).toBe(campaignId)
      const list = await listCampaigns(tx, wang)
      expect(list.totals).toEqual(list.campaigns[0]?.totals)
      await expect(found(tx, hazard('e', { campaignId: id('none') }))).rejects.toMatchObject({
        status: 404,
      })
      // Whoever sees one grid of it sees the part of the totals that lies there.
      expect((await page(tx, 'li')).totals).toMatchObject({ found: 2, days: 0 })
      const there = {
        caller: { ...(await as(tx, 'wang')), scope: { areas: ['420704001015'], units: [] } },
        now: later(0),
      }
      expect((await listCampaigns(tx, there)).campaigns).toEqual([])
      await expect(readCampaign(tx, there, campaignId)).rejects.toMatchObject({ status: 404 })
      expect(grid.startsWith(community)).toBe(true)
    },
  )

  inTransaction('prints what it counted, and exports both ledgers', async (tx) => {
    await foundDistrict(tx)
    const wang = await asking(tx, 'wang')
    await saveCampaign(tx, wang, campaign)
    await acted(tx, 'gao', action('a'))
    await found(tx, hazard('a', { campaignId }))
    const { paper } = await campaignPaper(tx, wang, { id: campaignId, language: 'zh-CN' })
    const text = JSON.stringify(paper.blocks)
    for (const word of ['清运杂物', '2.5 车', '16 人次', '电线、飞线', '城管队员 2'])
      expect(text).toContain(word)
    const sheets = await campaignSheets(tx, wang, { id: campaignId, language: 'en' })
    const rows: unknown[][] = []
    for (const sheet of sheets) for await (const row of sheet.rows) rows.push([...row])
    expect(sheets.map((sheet) => sheet.name)).toEqual(['Totals', 'Days of action', 'Hazards'])
    expect(rows).toContainEqual(['Clutter removed', 2.5, 'truckloads'])
    expect(JSON.stringify(rows)).toContain('2026-0001')
  })

  inTransaction('is measured by what the district wants to measure', async (tx) => {
    await foundDistrict(tx)
    const stairs = {
      code: 'stairs',
      name: '清空楼道',
      nameEn: '',
      unit: '条',
      unitEn: '',
      active: true,
      baseVersion: null,
    }
    await saveMeasure(tx, await asking(tx, 'centre'), stairs)
    await expect(saveMeasure(tx, await asking(tx, 'wang'), stairs)).rejects.toMatchObject({
      status: 403,
    })
    const all = await measuresOf(tx, '420704')
    expect(all.at(-1)).toMatchObject({ name: '清空楼道', unit: '条', preset: false })
    expect(all[0]).toMatchObject({ code: 'truckloads', preset: true })
  })
})
