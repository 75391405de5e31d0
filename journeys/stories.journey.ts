import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserIsHere, openBrowser } from './browser.ts'
import { aPlace, startProgram, type Place, type Program } from './program.ts'
import { reportAsResident } from './resident.ts'
import { signIn } from './staff.ts'

let place: Place
let program: Program
let browser: Browser

const here = browserIsHere()

describe.skipIf(!here)('stories from a report to the verdict', () => {
  beforeAll(async () => {
    place = await aPlace()
    program = await startProgram(place)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await program.stop()
    await place.remove()
  })

  it('four street lamps are dead in 银桂; they are lit, and the resident says so', async () => {
    const [xianan, words] = ['421202', '四盏路灯都不亮，晚上走路看不见']
    const resident = await reportAsResident(browser, program, {
      districtId: xianan,
      address: '麻纺厂西八栋',
      words,
    })
    const { shortCode, page } = resident
    const desk = await signIn(program, xianan, '咸安区 区中心值班长')
    const crew = await signIn(program, xianan, '咸安区 市政主理人')
    await desk.do(shortCode, 'file', { matter: { kind: 'matter', code: '01037' } })
    await resident.follow()
    await page.getByText('前', { exact: false }).first().waitFor()
    const dispatched = await desk.do(shortCode, 'dispatch')
    expect(dispatched.unitName).toContain('市政')
    await crew.do(shortCode, 'accept')
    await resident.follow()
    await page.getByText('市政', { exact: false }).first().waitFor()
    await crew.do(shortCode, 'arrive')
    await crew.do(shortCode, 'finish', { words: '四盏灯都换好了', after: [await crew.photo()] })
    expect(await crew.refusedFor(shortCode, 'inspect', { passed: true })).toBe('request.forbidden')
    await desk.do(shortCode, 'inspect', { passed: true })
    await resident.follow()
    await resident.judge('修好了', '满意')
    expect((await desk.find(shortCode)).status).toBe('closed')
    await resident.close()
  })

  it('the green of 幸福社区 is overgrown; a first cut fails inspection and is done again', async () => {
    const xiaonan = '420902'
    const resident = await reportAsResident(browser, program, {
      districtId: xiaonan,
      address: '幸福社区绿地',
      words: '草长得比人高，挡住了路',
    })
    const { shortCode } = resident
    const desk = await signIn(program, xiaonan, '孝南区 区中心值班长')
    const crew = await signIn(program, xiaonan, '孝南区 园林主理人')
    await desk.do(shortCode, 'file', { matter: { kind: 'matter', code: '06010' } })
    await desk.do(shortCode, 'dispatch', { unitId: await crew.unitId() })
    await crew.do(shortCode, 'accept')
    await crew.do(shortCode, 'finish', { words: '剪了一遍', after: [await crew.photo()] })
    expect(
      (await desk.do(shortCode, 'inspect', { passed: false, words: '只剪了一半' })).status,
    ).toBe('handling')
    await crew.do(shortCode, 'finish', { words: '全部清理并补植', after: [await crew.photo()] })
    await desk.do(shortCode, 'inspect', { passed: true })
    await resident.follow()
    await resident.judge('修好了', '一般')
    await resident.close()
  })

  it('a rider reports a manhole; the wrong unit gives it back once, the right one covers it', async () => {
    const echeng = '420704'
    const resident = await reportAsResident(browser, program, {
      districtId: echeng,
      address: '竹林北路路口',
      words: '污水井盖缺了一半，骑车很危险',
    })
    const { shortCode } = resident
    const desk = await signIn(program, echeng, '鄂城区 区中心值班长')
    const wrong = await signIn(program, echeng, '鄂城区 园林主理人')
    const right = await signIn(program, echeng, '鄂城区 市政主理人')
    await desk.do(shortCode, 'file', { matter: { kind: 'matter', code: '01002' } })
    await desk.do(shortCode, 'dispatch', { unitId: await wrong.unitId() })
    const { rows: reasons } = await desk.get<{ rows: { kind: string; code: string }[] }>(
      `/api/public/${echeng}/reasons`,
    )
    const reasonCode = reasons.find((r) => r.kind === 'return')?.code
    const asked = await wrong.do(shortCode, 'requests', {
      kind: 'return',
      reasonCode,
      words: '井盖归市政',
    })
    expect(asked.status).toBe('dispatched')
    const requestId = asked.requests.find((r) => r.state === 'asked')?.id
    const back = await desk.do(shortCode, 'decide', { requestId, grant: true })
    expect(back).toMatchObject({ status: 'filed', unitId: null })
    await desk.do(shortCode, 'dispatch', { unitId: await right.unitId() })
    await right.do(shortCode, 'accept')
    await right.do(shortCode, 'finish', { words: '井盖已补齐', after: [await right.photo()] })
    await desk.do(shortCode, 'inspect', { passed: true })
    await resident.follow()
    await resident.judge('修好了', '满意')
    await resident.close()
  })

  it('has no serious finding of axe on the faces that residents and staff open first', async () => {
    const context = await browser.newContext({
      bypassCSP: true,
      locale: 'zh-CN',
      viewport: { width: 390, height: 844 },
    })
    const page = await context.newPage()
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
    const findings: string[] = []
    for (const path of ['/', '/420704', '/420704/report', '/420704/ledger', '/sign-in']) {
      await page.goto(`${program.url}${path}`)
      await page.waitForLoadState('networkidle')
      await page.locator('button').first().waitFor()
      await page.addScriptTag({ path: axe })
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: { id: string; impact: string; nodes: { html: string }[] }[]
      }
      for (const v of violations.filter((x) => x.impact === 'serious' || x.impact === 'critical'))
        findings.push(`${path} ${v.id}: ${v.nodes[0]?.html ?? ''}`)
    }
    expect(findings).toEqual([])
    await context.close()
  })
})
