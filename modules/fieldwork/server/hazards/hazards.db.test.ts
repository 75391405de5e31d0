import { describe, expect } from 'vitest'
import { traces } from '#testing/audit.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import {
  as,
  community,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import { asking, day, found, hazard, notice, reading, step } from '#testing/hazards-story.ts'
import { acting, aShop, entered, grid } from '#testing/subjects-story.ts'
import { hazardsDone } from '../log/sources.ts'
import { hazardPaper } from './paper.ts'
import { recordHazard } from './record.ts'
import { saveGrade, saveKind, settingsOf } from './settings.ts'
import { stepHazard } from './step.ts'
import { countHazards, hazardsAhead, hazardSight, listHazards, readHazard } from './views.ts'

const dated = (name: string, dueOn: string) =>
  hazard(name, { notice: { id: id(`n/${name}`), ...notice, dueOn } })

describe('a hazard', () => {
  useDatabase()

  inTransaction('is one however often it is sent, with both times and its number', async (tx) => {
    await foundDistrict(tx)
    const times = { doneAt: '2026-03-16T05:00:00.000Z', sentAt: '2026-03-16T06:00:00.000Z' }
    const first = await found(tx, hazard('a', { said: times }), 120)
    expect(first.number).toBe('2026-0001')
    const again = { ...times, sentAt: '2026-03-16T08:00:00.000Z' }
    expect(await found(tx, hazard('a', { said: again }), 240)).toEqual(first)
    await expect(found(tx, hazard('a', { words: '别的' }))).rejects.toMatchObject({
      code: 'fieldwork.hazard_id_taken',
    })
    expect((await found(tx, hazard('b'))).number).toBe('2026-0002')
    const page = await reading(tx, 'wang', first.id, 300)
    expect(page).toMatchObject({
      kind: { name: '电线、飞线' },
      state: 'found',
      areaName: '第一网格',
      foundAt: later(60).toISOString(),
      steps: [{ act: 'found', phone: times, receivedAt: later(120).toISOString(), who: 'li' }],
    })
  })

  inTransaction('goes from hand to hand, and is re-checked by a second person', async (tx) => {
    await foundDistrict(tx)
    const { id: hazardId } = await found(tx, hazard('a'))
    const { version } = await step(tx, 'li', 'notify', { id: hazardId, version: 1 })
    await expect(step(tx, 'li', 'fix', { id: hazardId, version: 1 })).rejects.toMatchObject({
      code: 'fieldwork.out_of_date',
    })
    await expect(step(tx, 'li', 'move', { id: hazardId, version })).rejects.toMatchObject({
      status: 403,
    })
    await step(tx, 'wang', 'move', { id: hazardId, version })
    const printing = { ...(await acting(tx, 'wang')), store: diskStore('unused') }
    await hazardPaper(tx, printing, { id: hazardId, language: 'zh-CN' })
    expect(await traces(tx, 'fieldwork.hazard_printed')).toMatchObject([
      { by: id('wang'), kind: 'hazard', of: hazardId, details: { number: '2026-0001' } },
    ])
    await step(tx, 'li', 'fix', { id: hazardId, version: 3 })
    await expect(step(tx, 'li', 'pass', { id: hazardId, version: 4 })).rejects.toMatchObject({
      code: 'fieldwork.hazard_own_recheck',
    })
    expect((await reading(tx, 'li', hazardId)).ownFix).toBe(true)
    expect((await hazardsAhead(tx, await asking(tx, 'li'))).recheck).toEqual([])
    expect((await hazardsAhead(tx, await asking(tx, 'gao'))).recheck.map((h) => h.id)).toEqual([
      hazardId,
    ])
    await step(tx, 'gao', 'fail', { id: hazardId, version: 4 })
    await step(tx, 'gao', 'fix', { id: hazardId, version: 5 })
    await step(tx, 'li', 'pass', { id: hazardId, version: 6, minute: day })
    const page = await reading(tx, 'gao', hazardId)
    expect(page).toMatchObject({ state: 'cleared', failed: 1, allowed: [], dueOn: '2026-03-27' })
    expect(page.steps.map((one) => one.act)).toEqual([
      'found',
      'notify',
      'move',
      'fix',
      'fail',
      'fix',
      'pass',
    ])
    // The name of a household is for whoever may look at contacts.
    expect(page.steps[1]?.to).toEqual({ kind: 'household', name: '张建国' })
    const rows = await tx.selectFrom('fieldwork.hazard_step').select('name_cipher').execute()
    expect(JSON.stringify(rows)).not.toContain('张建国')
    const done = await hazardsDone(tx, {
      districtId,
      personIds: [id('li')],
      from: later(-1),
      until: later(3 * day),
    })
    expect(done.map((one) => one.act)).toEqual(
      expect.arrayContaining(['hazard.found', 'hazard.notify', 'hazard.fix', 'hazard.pass']),
    )
  })

  inTransaction(
    'takes notice and fixing on the spot along, and a step twice as one',
    async (tx) => {
      await foundDistrict(tx)
      const input = hazard('a', {
        notice: { id: id('n'), ...notice },
        fix: { id: id('f'), by: '店主', words: '当场拔了' },
      })
      const made = await found(tx, input)
      expect(made.version).toBe(3)
      expect(await found(tx, input)).toEqual(made)
      const pass = { id: id('p'), verb: 'pass', baseVersion: 3 } as const
      const gao = await acting(tx, 'gao', 5)
      await stepHazard(tx, gao, made.id, pass)
      expect((await stepHazard(tx, gao, made.id, pass)).state).toBe('cleared')
      await expect(stepHazard(tx, gao, made.id, { ...pass, words: '不同' })).rejects.toMatchObject({
        code: 'fieldwork.hazard_step_taken',
      })
      // A step of another hazard cannot be taken along either.
      await expect(
        found(tx, hazard('b', { notice: { id: id('p'), ...notice } })),
      ).rejects.toMatchObject({ code: 'fieldwork.hazard_step_taken' })
      expect((await found(tx, hazard('c'))).number).toBe('2026-0002')
    },
  )

  inTransaction('is seen and found within one’s own area only', async (tx) => {
    await foundDistrict(tx)
    const shop = await entered(tx, aShop('面馆'))
    const { id: hazardId } = await found(tx, hazard('a', { subjectId: shop.id, address: '' }))
    const there = '420704001015'
    await expect(found(tx, hazard('b', { areaCode: there }))).rejects.toMatchObject({ status: 403 })
    await expect(found(tx, hazard('b', { areaCode: '420704001999' }))).rejects.toMatchObject({
      code: 'fieldwork.area_unknown',
    })
    await expect(found(tx, hazard('b', { areaCode: null }))).rejects.toMatchObject({
      code: 'fieldwork.hazard_place_needed',
    })
    await expect(found(tx, hazard('b', { kind: 'nothing' }))).rejects.toMatchObject({
      code: 'fieldwork.hazard_kind_unknown',
    })
    // A point tells the grid.
    const place = { lon: 114.891, lat: 30.391, system: 'CGCS2000', method: 'gps' } as const
    const placed = await found(tx, hazard('c', { areaCode: null, place }), 0, 'wang')
    expect((await reading(tx, 'li', placed.id)).areaCode).toBe(grid)
    await found(tx, hazard('d', { areaCode: there }), 0, 'centre')
    const seen = async (by: Name) =>
      (await listHazards(tx, await asking(tx, by), { show: 'all', limit: 9 })).rows.length
    expect([
      await seen('li'),
      await seen('wang'),
      await seen('centre'),
      await seen('zhou'),
    ]).toEqual([2, 2, 3, 0])
    const stranger = {
      ...(await acting(tx, 'wang')),
      caller: { ...(await as(tx, 'wang')), scope: { areas: [there], units: [] } },
    }
    await expect(readHazard(tx, stranger, hazardId)).rejects.toMatchObject({ status: 404 })
    expect((await reading(tx, 'li', hazardId)).subject?.name).toBe('面馆')
    expect(await hazardSight(tx, await as(tx, 'li'), id('nothing'))).toBe('unused')
  })

  inTransaction('is listed past its date first, page by page', async (tx) => {
    await foundDistrict(tx)
    await found(tx, dated('late', '2026-03-18'), 0)
    await found(tx, dated('later', '2026-03-17'), 1)
    await found(tx, hazard('new', { kind: 'gas_bottle' }), 3)
    await found(tx, dated('in time', '2026-04-20'), 2)
    const centre = await asking(tx, 'wang', 4 * day)
    const walk = async (show: 'open' | 'all') => {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await listHazards(tx, centre, { show, limit: 1, after })
        seen.push(...page.rows.map((row) => row.address.replace('竹林北路 ', '')))
        after = page.next ?? undefined
      } while (after !== undefined)
      return seen
    }
    expect(await walk('open')).toEqual(['later', 'late', 'new', 'in time'])
    expect(await walk('all')).toEqual(['new', 'in time', 'later', 'late'])
    await expect(
      listHazards(tx, centre, { show: 'open', limit: 1, after: 'x' }),
    ).rejects.toMatchObject({ status: 400 })
    expect(await countHazards(tx, centre, {})).toEqual({
      open: 4,
      overdue: 2,
      recheck: 0,
      ended: 0,
    })
    expect(await countHazards(tx, centre, { kind: 'gas_bottle', under: community })).toMatchObject({
      open: 1,
    })
    expect((await hazardsAhead(tx, centre)).due).toHaveLength(2)
  })

  inTransaction('has kinds, grades and terms of the district beside ours', async (tx) => {
    await foundDistrict(tx)
    const centre = await asking(tx, 'centre')
    const wiring = {
      code: 'wiring',
      name: '飞线',
      nameEn: '',
      unitIds: [id('municipal')],
      active: true,
      baseVersion: null,
    }
    await saveKind(tx, centre, wiring)
    await saveKind(tx, centre, { ...wiring, code: 'balcony', name: '阳台花盆', unitIds: [] })
    await saveGrade(tx, centre, {
      code: 'major',
      name: '重大',
      nameEn: '',
      days: 2,
      active: false,
      baseVersion: null,
    })
    const { kinds, grades, mayEdit } = await settingsOf(tx, centre.caller)
    expect(kinds[0]).toMatchObject({ name: '飞线', units: [{ name: '市政中心' }], preset: false })
    expect(kinds.at(-1)?.code).toBe('balcony')
    expect(kinds[1]?.preset).toBe(true)
    expect(grades.map((grade) => grade.active)).toEqual([true, true, false])
    expect(mayEdit).toBe(true)
    await expect(
      saveKind(tx, centre, { ...wiring, unitIds: [id('nobody')] }),
    ).rejects.toMatchObject({
      code: 'fieldwork.hazard_unit_unknown',
    })
    await expect(saveKind(tx, await asking(tx, 'wang'), wiring)).rejects.toMatchObject({
      status: 403,
    })
    await expect(found(tx, hazard('a', { grade: 'major' }))).rejects.toMatchObject({
      code: 'fieldwork.hazard_grade_unknown',
    })
  })

  onDatabase('is one of many sent at once, and numbers neither skip nor repeat', async (db) => {
    await db.transaction().execute((tx) => foundDistrict(tx))
    const li = await acting(db, 'li')
    const sent = await Promise.all(
      ['a', 'b', 'a', 'c', 'b', 'a'].map((name) => recordHazard(db, li, hazard(name))),
    )
    expect([...new Set(sent.map((one) => one.number))].sort()).toEqual([
      '2026-0001',
      '2026-0002',
      '2026-0003',
    ])
  })
})
