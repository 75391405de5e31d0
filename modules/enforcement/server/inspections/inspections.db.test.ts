import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { traces } from '#testing/audit.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { aPicture, clutter, days, foundOffice, refusal } from '#testing/enforcement-story.ts'
import { sendPicture, serverOn, signIn } from '#testing/http.ts'
import { textOfPdf } from '#testing/paper-text.ts'
import { as, cipher, community, districtId, id, later, type Name } from '#testing/small-district.ts'
import { aHousehold, aShop, entered } from '#testing/subjects-story.ts'
import type { Db } from '#platform/server/database.ts'
import type { InspectionInput } from '../../contract/inspections.ts'
import { dueBy } from '../../domain/inspection-plan.ts'
import { inspectionsDone } from '../done.ts'
import { checkFileChain } from '../files/chain.ts'
import { filePage } from '../files/views.ts'
import { saveAuthority } from '../powers/settings.ts'
import { capsOf, saveCap } from './caps.ts'
import { dueInspections } from './due.ts'
import { openCaseOf, openFileOf, voidInspection } from './follow.ts'
import { decidePlan, listPlans, savePlan } from './plans.ts'
import { recordInspection } from './record.ts'
import { inspectionPage, inspectionsOfSubject, listInspections } from './views.ts'

const planId = id('plan')
const itemId = id('item')
const noodles = id('subject/老味面馆')

const by = async (db: Db, name: Name, minute = 10) => ({
  caller: await as(db, name),
  now: later(minute),
  cipher,
})

const aPlan = (over: object = {}) => ({
  planId,
  bodyId: id('station'),
  title: '2026 年门前秩序检查',
  year: 2026,
  month: null,
  areaCode: community,
  items: [
    {
      id: itemId,
      matterCode: clutter,
      basis: '《城市市容和环境卫生管理条例》第十四条',
      looks: ['门前堆放', '店外经营'],
      kind: 'shop' as const,
      times: 2,
    },
  ],
  baseVersion: null,
  ...over,
})

/** The office, one shop, and a plan that the centre has approved. */
async function foundPlan(db: Db): Promise<void> {
  await foundOffice(db)
  await entered(db, aShop('老味面馆'))
  await savePlan(db, aPlan(), await by(db, 'gao', 0))
  const approve = { planId, to: 'approved' as const, words: '', baseVersion: 1 }
  await decidePlan(db, approve, await by(db, 'centre', 1))
}

const anInspection = (over: Partial<InspectionInput> = {}): InspectionInput => ({
  id: id('inspection/1'),
  subjectId: noodles,
  secondId: id('lin'),
  ground: 'plan',
  planId,
  itemId,
  certificateShown: true,
  looks: [
    { what: '门前堆放', was: 'good' },
    { what: '店外经营', was: 'good' },
  ],
  result: 'no_problem',
  signing: { state: 'signed', by: '老板王建' },
  ...over,
})
const nth = (n: number, over: Partial<InspectionInput> = {}) =>
  anInspection({ id: id(`inspection/${n}`), ...over })
const problem = (over: Partial<InspectionInput> = {}) =>
  anInspection({
    looks: [{ what: '门前堆放', was: 'bad', words: '占道半米' }],
    result: 'problem',
    words: '门前堆放桌椅',
    signing: { state: 'refused', reason: '不认可', witness: '社区李明' },
    ...over,
  })
const complaint = {
  ground: 'complaint' as const,
  planId: null,
  itemId: null,
  groundWords: '12345 投诉占道',
  approver: '高队长',
  matterCode: clutter,
  basis: '《城市市容和环境卫生管理条例》第十四条',
}

describe('administrative inspection', { timeout: 60_000 }, () => {
  useDatabase()

  inTransaction(
    'is made by an approved plan, twice a year, and beyond it on a complaint only',
    async (tx) => {
      await foundPlan(tx)
      const gao = await by(tx, 'gao')
      expect(await recordInspection(tx, gao, anInspection())).toEqual({
        id: id('inspection/1'),
        number: '凤凰综执检查字〔2026〕第1号',
      })
      // Sent again it is the same one; another body under its id is not.
      expect((await recordInspection(tx, gao, anInspection())).number).toContain('第1号')
      expect((await refusal(recordInspection(tx, gao, problem()))).code).toBe(
        'enforcement.inspection_id_taken',
      )
      await recordInspection(tx, gao, nth(2))
      const third = await refusal(recordInspection(tx, gao, nth(3)))
      expect(third).toMatchObject({
        code: 'enforcement.cap_reached',
        law: { 'zh-CN': '国办发〔2024〕54号' },
        details: { cap: { times: 2, per: 'year', matterCode: '*' } },
      })
      const silent = nth(3, { ...complaint, groundWords: '' })
      expect((await refusal(recordInspection(tx, gao, silent))).code).toBe(
        'enforcement.ground_unsaid',
      )
      // What was refused took no number.
      expect((await recordInspection(tx, gao, nth(3, complaint))).number).toContain('第3号')
      const page = await inspectionsOfSubject(tx, noodles, gao)
      expect(page).toMatchObject({
        enterprise: true,
        counts: [{ bodyName: '凤凰街道综合执法中队', per: 'year', done: 3, special: 1, times: 2 }],
      })
      expect(page.rows.map((row) => row.ground).toSorted()).toEqual(['complaint', 'plan', 'plan'])
      // A new year, a new count; the plan of the old one is over.
      const next = { ...gao, now: later(days(300)) }
      expect((await refusal(recordInspection(tx, next, nth(4)))).code).toMatch(
        /plan_other_day|certificate_ended/,
      )
    },
  )

  inTransaction('counts by the caps of the district, and not what was made void', async (tx) => {
    await foundPlan(tx)
    expect((await capsOf(tx, districtId))[0]).toMatchObject({ times: 2, per: 'year' })
    const cap = { kind: 'shop' as const, matterCode: '*', times: 1, per: 'quarter' as const }
    const kept = { ...cap, id: id('cap'), law: '', active: true, baseVersion: null }
    await saveCap(tx, kept, await by(tx, 'centre'))
    const gao = await by(tx, 'gao')
    await recordInspection(tx, gao, anInspection())
    expect((await refusal(recordInspection(tx, gao, nth(2)))).code).toBe('enforcement.cap_reached')
    const wrong = { inspectionId: id('inspection/1'), words: '记错了店', baseVersion: 1 }
    await voidInspection(tx, wrong, gao)
    await voidInspection(tx, wrong, gao)
    expect((await recordInspection(tx, gao, nth(2))).number).toContain('第2号')
    expect(await inspectionPage(tx, id('inspection/1'), gao)).toMatchObject({
      voided: true,
      voidedWords: '记错了店',
      allowed: ['print', 'original'],
    })
  })

  inTransaction(
    'is refused for whoever has not the power, the paper or the company',
    async (tx) => {
      await foundPlan(tx)
      const gao = await by(tx, 'gao')
      const code = async (over: Partial<InspectionInput>) =>
        (await refusal(recordInspection(tx, gao, anInspection(over)))).code
      expect(await code({ secondId: null })).toBe('enforcement.second_officer')
      expect(await code({ secondId: id('gao') })).toBe('enforcement.same_officer')
      expect(await code({ secondId: id('li') })).toBe('enforcement.not_an_officer')
      expect(await code({ certificateShown: false })).toBe('enforcement.certificate_not_shown')
      expect(await code({ planId: null, itemId: null, matterCode: clutter, basis: '条例' })).toBe(
        'enforcement.plan_missing',
      )
      // A household is called at, not inspected; a shop of another area is not seen.
      const home = await entered(tx, aHousehold('竹林北路 9 号'))
      expect(await code({ subjectId: home.id })).toBe('enforcement.not_an_enterprise')
      await entered(
        tx,
        aShop('邻家店', { place: { text: '邻街', areaCode: '420704001015' } }),
        'centre',
      )
      expect(await code({ subjectId: id('subject/邻家店') })).toBe('subjects.subject_not_found')
      // Fire lanes are of the fire service.
      const centre = await by(tx, 'centre', 0)
      await saveAuthority(
        tx,
        {
          id: id('authority/fire'),
          matterCode: clutter,
          power: 'inspect',
          bodyId: null,
          bodyName: '鄂城区消防救援大队',
          system: 'fire',
          from: '2026-01-01',
          until: null,
          paperTitle: '消防法',
          paperNumber: '',
          law: '',
        },
        { ...centre, baseVersion: null },
      )
      expect(await refusal(recordInspection(tx, gao, anInspection()))).toMatchObject({
        code: 'enforcement.not_yours_to_inspect',
        law: { 'zh-CN': '国办发〔2024〕54号' },
        details: { bodies: ['鄂城区消防救援大队'] },
      })
      const plan = savePlan(tx, aPlan({ planId: id('plan/2') }), await by(tx, 'gao'))
      expect((await refusal(plan)).code).toBe('enforcement.not_yours_to_inspect')
    },
  )

  inTransaction('has plans that another approves, and none are changed after', async (tx) => {
    await foundOffice(tx)
    await entered(tx, aShop('老味面馆'))
    const gao = await by(tx, 'gao')
    await savePlan(tx, aPlan(), gao)
    const approve = { planId, to: 'approved' as const, words: '', baseVersion: 1 }
    // Not approved, it asks for nothing and lets nothing through.
    expect((await dueInspections(tx, gao, { within: 366, limit: 9 })).due).toEqual([])
    expect((await refusal(recordInspection(tx, gao, anInspection()))).code).toBe(
      'enforcement.plan_not_approved',
    )
    const centre = await by(tx, 'centre')
    await savePlan(tx, aPlan({ planId: id('own'), baseVersion: null }), centre)
    expect((await refusal(decidePlan(tx, { ...approve, planId: id('own') }, centre))).code).toBe(
      'enforcement.own_plan',
    )
    await decidePlan(tx, approve, centre)
    await decidePlan(tx, approve, centre)
    expect((await refusal(savePlan(tx, aPlan({ baseVersion: 2 }), gao))).code).toBe(
      'enforcement.plan_decided',
    )
    const shown = (await listPlans(tx, gao)).plans.find((plan) => plan.id === planId)
    expect(shown).toMatchObject({ state: 'approved', items: [{ enterprises: 1, done: 0 }] })
    const withdraw = { planId, to: 'withdrawn' as const, words: '与街道重复', baseVersion: 2 }
    await decidePlan(tx, withdraw, centre)
    expect((await refusal(recordInspection(tx, gao, anInspection()))).code).toBe(
      'enforcement.plan_not_approved',
    )
    // Whoever walks the neighbouring community has no plan of this one.
    expect((await listPlans(tx, await by(tx, 'qian'))).plans).toEqual([])
  })

  inTransaction('is due by the spread of its plan, until it is done', async (tx) => {
    await foundPlan(tx)
    const due = async (within: number, minute = 10) =>
      (await dueInspections(tx, await by(tx, 'gao', minute), { within, limit: 9 })).due
    expect(await due(30)).toEqual([])
    expect(await due(120)).toMatchObject([
      {
        subjectName: '老味面馆',
        done: 0,
        times: 2,
        dueBy: dueBy({ year: 2026, month: null }, 2, 0),
      },
    ])
    await recordInspection(tx, await by(tx, 'gao'), anInspection())
    expect(await due(120)).toEqual([])
    expect(await due(366)).toMatchObject([{ done: 1, dueBy: '2026-12-31' }])
    expect((await dueInspections(tx, await by(tx, 'qian'), { within: 366, limit: 9 })).due).toEqual(
      [],
    )
  })

  inTransaction(
    'keeps both times of a phone, and believes none that is too long ago',
    async (tx) => {
      await foundPlan(tx)
      const said = { doneAt: '2031-05-01T01:00:00.000Z', sentAt: '2031-05-03T01:00:00.000Z' }
      await recordInspection(tx, await by(tx, 'gao', days(3)), anInspection({ said }))
      const page = await inspectionPage(tx, id('inspection/1'), await by(tx, 'gao', days(3)))
      expect(page).toMatchObject({
        day: '2026-03-17',
        phone: said,
        bodyName: '凤凰街道综合执法中队',
      })
      const old = { doneAt: '2021-05-01T01:00:00.000Z', sentAt: '2031-05-03T01:00:00.000Z' }
      await recordInspection(tx, await by(tx, 'gao', days(3)), nth(2, { said: old }))
      const second = await inspectionPage(tx, id('inspection/2'), await by(tx, 'gao', days(3)))
      expect(second.day).toBe('2026-02-17')
      const span = { districtId, personIds: [id('lin')], from: later(0), until: later(days(2)) }
      expect(await inspectionsDone(tx, span)).toMatchObject([{ label: '老味面馆' }])
    },
  )

  inTransaction('leads to a file and a case, each naming the other', async (tx) => {
    await foundPlan(tx)
    const gao = await by(tx, 'gao')
    const pictureId = await aPicture(tx)
    const pictures = [{ id: id('picture'), pictureId, sha256: null, takenAt: null, caption: '' }]
    await recordInspection(tx, gao, problem({ pictures }))
    const fileId = id('file/inspected')
    const wish = { inspectionId: id('inspection/1'), fileId, partyId: id('p'), title: '门前堆放' }
    await openFileOf(tx, wish, gao)
    await openFileOf(tx, wish, gao)
    const other = { ...wish, fileId: id('file/other') }
    expect((await refusal(openFileOf(tx, other, gao))).code).toBe('enforcement.inspection_followed')
    const file = await filePage(tx, fileId, gao)
    expect(file).toMatchObject({
      parties: ['老味面馆'],
      inspections: [{ id: id('inspection/1'), number: '凤凰综执检查字〔2026〕第1号' }],
    })
    expect((await checkFileChain(tx, districtId, fileId)).intact).toBe(true)
    await openCaseOf(tx, { inspectionId: id('inspection/1'), words: '门前堆放桌椅' }, gao)
    const page = await inspectionPage(tx, id('inspection/1'), gao)
    expect(page).toMatchObject({
      fileId,
      signing: 'refused',
      refusedWhy: '不认可',
      pictures: [{ pictureId, sameness: 'not_said' }],
      allowed: ['print', 'original'],
    })
    const ofCase = await listInspections(tx, { caseId: page.caseId ?? '', limit: 9 }, gao)
    expect(ofCase.rows.map((row) => row.id)).toEqual([page.id])
    const back = { inspectionId: page.id, words: '错', baseVersion: page.version }
    expect((await refusal(voidInspection(tx, back, gao))).code).toBe('enforcement.inspection_stays')
    // What was said and who signed is for whoever may know names.
    expect(await inspectionPage(tx, page.id, await by(tx, 'li'))).toMatchObject({
      words: null,
      refusedWhy: null,
      pictures: [{ caption: '' }],
      allowed: [],
    })
    await expect(inspectionPage(tx, page.id, await by(tx, 'qian'))).rejects.toMatchObject({
      code: 'enforcement.inspection_not_found',
    })
  })

  inTransaction('prints its record, and shows its pictures to whoever sees it', async (tx) => {
    await foundPlan(tx)
    const app = await serverOn(tx)
    const officer = await signIn(app, tx, 'gao')
    const pictureId = await sendPicture(app, officer)
    const pictures = [{ id: id('picture'), pictureId, sha256: null, takenAt: null, caption: '' }]
    const post = await app.inject({
      method: 'POST',
      url: '/api/enforcement/inspections',
      headers: { cookie: officer, 'x-gongzhi': '1' },
      payload: problem({ pictures }),
    })
    expect(post.statusCode).toBe(200)
    const path = `/api/enforcement/inspections/${id('inspection/1')}`
    const get = (cookie: string, url: string) =>
      app.inject({ method: 'GET', url, headers: { cookie } })
    const printed = await get(officer, `${path}/print`)
    const [page = '', ...more] = textOfPdf(printed.rawPayload)
    expect(more).toEqual([])
    for (const word of [
      '凤凰综执检查字〔2026〕第1号',
      '老味面馆',
      '占道半米',
      '拒绝签字，原因：不认可',
    ])
      expect(page.replaceAll('\n', '')).toContain(word)
    const grid = await signIn(app, tx, 'li')
    expect((await get(grid, `${path}/print`)).statusCode).toBe(403)
    expect((await get(grid, `/api/files/${pictureId}/public`)).statusCode).toBe(200)
    expect(await traces(tx, 'enforcement.inspection_printed')).toMatchObject([
      { by: id('gao'), of: id('inspection/1'), details: { number: '凤凰综执检查字〔2026〕第1号' } },
    ])
    const neighbour = await signIn(app, tx, 'qian')
    expect((await get(neighbour, `/api/files/${pictureId}/public`)).statusCode).toBe(404)
    const original = `${path}/pictures/${id('picture')}/original?reason=${encodeURIComponent('核对')}`
    expect((await get(officer, original)).statusCode).toBe(200)
    expect((await get(grid, original)).statusCode).toBe(403)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from people.audit
      where act = 'enforcement.inspection_original_seen'`.execute(tx)
    expect(rows[0]?.n).toBe(1)
  })

  onDatabase('lets no two at once go beyond the cap, and skips no number', async (db) => {
    await foundPlan(db)
    const gao = await by(db, 'gao')
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) => recordInspection(db, gao, nth(n))),
    )
    const made = all.flatMap((one) => (one.status === 'fulfilled' ? one.value.number : []))
    expect(new Set(made.map((number) => /第(\d)号/.exec(number)?.[1]))).toEqual(new Set(['1', '2']))
    expect(made).toHaveLength(2)
  })
})
