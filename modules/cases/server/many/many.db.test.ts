import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, following, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { anonymous } from '#platform/server/caller.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import { followPage } from '../follow.ts'
import { draftsOfCase } from '../replies/reply.ts'
import { saveTemplate, templateChanges } from '../replies/templates.ts'
import { previewMany, runMany, type ManyOrder } from './many.ts'

const blank = { unitId: null, masterId: null, templateId: null, words: '' }

async function three(db: Db, filed = true) {
  const received = []
  for (const words of ['停电一', '停电二', '停电三']) {
    const one = await report(db, { words })
    if (filed)
      await cases.file(db, {
        ...(await does(db, 'chen', one.caseId, 5)),
        matter: lampMatter,
        words: '',
      })
    received.push(one)
  }
  return received
}

const versions = async (db: Db, all: readonly { caseId: string }[]) => {
  const rows = await db.selectFrom('cases.case').select(['id', 'version']).execute()
  return all.map(({ caseId }) => ({
    caseId,
    baseVersion: rows.find((r) => r.id === caseId)?.version ?? 0,
  }))
}

const acting = async (db: Db, name: Name, minute = 30) => ({
  caller: await as(db, name),
  now: later(minute),
})

const template = {
  id: id('template/power'),
  name: '停电答复',
  whenStatuses: ['filed' as const, 'dispatched' as const],
  whenMatters: ['matter:01'],
  words: '您的上报 {code} 已安排，{promise} 前办好。',
  active: true,
  version: 0,
}

describe('many at once', () => {
  useDatabase()

  inTransaction('does each by itself, and nothing twice however often it is sent', async (tx) => {
    await foundDistrict(tx)
    const all = await three(tx)
    const rows = await versions(tx, all)
    await cases.note(tx, {
      ...(await does(tx, 'chen', all[1]!.caseId, 20)),
      words: '有人先写了一笔',
      photos: [],
      public: false,
    })
    const order = { ...blank, act: 'dispatch' as const, rows, id: id('many/1') }
    const previews = await previewMany(tx, order, await acting(tx, 'wang'))
    expect(previews.map((p) => [p.can, p.outcome, p.problem?.code])).toEqual([
      [true, '市政中心', undefined],
      [false, null, 'cases.out_of_date'],
      [true, '市政中心', undefined],
    ])
    const first = await runMany(tx, order, await acting(tx, 'wang'))
    expect(first.rows.map((r) => [r.done, r.problem?.code])).toEqual([
      [true, undefined],
      [false, 'cases.out_of_date'],
      [true, undefined],
    ])
    const again = await runMany(tx, order, await acting(tx, 'wang', 31))
    expect(again.rows.map((r) => [r.done, r.repeated])).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ])
    const dispatched = await tx
      .selectFrom('cases.event')
      .select('case_id')
      .where('type', '=', 'case.dispatched')
      .execute()
    expect(dispatched).toHaveLength(2)
    const other = runMany(tx, { ...order, unitId: id('greening') }, await acting(tx, 'wang'))
    await expect(other).rejects.toMatchObject({ code: 'cases.many_id_taken' })
  })

  inTransaction('refuses in each row what the post may not do or see', async (tx) => {
    await foundDistrict(tx)
    const order: ManyOrder & { id: string } = {
      ...blank,
      act: 'dispatch',
      rows: await versions(tx, await three(tx)),
      id: id('many/2'),
    }
    const codes = async (name: Name, over: object) =>
      (await runMany(tx, { ...order, ...over }, await acting(tx, name))).rows.map(
        (r) => r.problem?.code,
      )
    expect(new Set(await codes('chen', {}))).toEqual(new Set(['request.forbidden']))
    expect(new Set(await codes('qian', { id: id('many/3') }))).toEqual(
      new Set(['cases.case_not_found']),
    )
  })

  inTransaction('joins all that were selected to one of them', async (tx) => {
    await foundDistrict(tx)
    const all = await three(tx, false)
    const masterId = all[0]!.caseId
    const order = {
      ...blank,
      act: 'merge' as const,
      masterId,
      rows: await versions(tx, all),
      id: id('many/4'),
    }
    const nobody = runMany(tx, { ...order, masterId: null }, await acting(tx, 'chen'))
    await expect(nobody).rejects.toMatchObject({ code: 'cases.many_without_master' })
    expect((await previewMany(tx, order, await acting(tx, 'chen'))).map((p) => p.outcome)).toEqual([
      all[0]!.shortCode,
      all[0]!.shortCode,
    ])
    expect(await runMany(tx, order, await acting(tx, 'chen'))).toMatchObject({ done: 2 })
    const merged = await tx
      .selectFrom('cases.case')
      .select('id')
      .where('status', '=', 'merged')
      .execute()
    expect(merged).toHaveLength(2)
  })

  inTransaction('answers by a template, to the reporter and whoever has the link', async (tx) => {
    await foundDistrict(tx)
    const all = await three(tx)
    const administrator = { ...(await as(tx, 'centre')) }
    await saveTemplate(tx, administrator, template, later(0))
    const order = {
      ...blank,
      act: 'reply' as const,
      templateId: template.id,
      rows: await versions(tx, all),
      id: id('many/5'),
    }
    expect(await runMany(tx, order, await acting(tx, 'chen'))).toMatchObject({ done: 3 })
    const one = all[0]!
    const story = (await followPage(tx, following(one, 40))).story
    expect(story.at(-1)).toMatchObject({ type: 'case.replied' })
    expect(story.at(-1)?.words).toMatch(new RegExp(`^您的上报 ${one.shortCode} 已安排，3月\\d+日`))
    const open = await followPage(tx, {
      caller: anonymous(districtId),
      cipher,
      now: later(40),
      shortCode: one.shortCode,
      key: undefined,
    })
    expect(JSON.stringify(open)).not.toContain('已安排')
    await saveTemplate(
      tx,
      administrator,
      { ...template, version: 1, words: '{unit}已接单' },
      later(50),
    )
    expect(await draftsOfCase(tx, await as(tx, 'chen'), one.caseId)).toMatchObject([
      { missing: ['unit'] },
    ])
    const unfilled = { ...order, id: id('many/6'), rows: await versions(tx, all) }
    expect((await runMany(tx, unfilled, await acting(tx, 'chen'))).rows[0]?.problem?.code).toBe(
      'cases.template_gap_open',
    )
  })

  inTransaction('keeps templates with their history, and lets no unknown gap in', async (tx) => {
    await foundDistrict(tx)
    const by = await as(tx, 'centre')
    const save = (over: object) => saveTemplate(tx, by, { ...template, ...over }, later(1))
    await expect(save({ words: '{name}您好' })).rejects.toMatchObject({
      code: 'cases.reply_gap_unknown',
    })
    await save({})
    await expect(save({})).rejects.toMatchObject({ code: 'cases.template_out_of_date' })
    await save({ version: 1, active: false })
    const changes = await templateChanges(tx, districtId)
    expect(changes.map((c) => [c.version, c.before?.active, c.after.active])).toEqual([
      [2, true, false],
      [1, undefined, true],
    ])
  })
})
