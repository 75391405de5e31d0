import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { inTheStreet } from './crew.ts'
import { atTheDesk } from './desk.ts'
import { reported } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorld } from './world.ts'

const bureau = '鄂城区城市管理执法局'
const households = ['3 栋 201 室', '3 栋 301 室']

/** Buttons of two characters may be drawn with a space between them. */
const named = (verb: string) => new RegExp(`^${Array.from(verb).join('\\s?')}$`)

async function choose(page: Page, label: string, unit: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label })
  await field.click()
  await field.fill(unit)
  await page.locator('.ant-select-item-option').filter({ hasText: unit }).first().click()
  await page.keyboard.press('Escape')
}

/** Two bureaus are called to the case; the one that answers reports in from its own page. */
async function whistle(page: Page): Promise<void> {
  await page.getByRole('button', { name: '吹哨请单位来' }).click()
  await choose(page, '请哪些单位', bureau)
  await choose(page, '请哪些单位', '鄂城区市政中心')
  await page.getByLabel('什么事，要他们做什么').fill('没有烟道，请到场定走向')
  await page
    .getByRole('form', { name: '吹哨' })
    .getByRole('button', { name: named('吹哨') })
    .click()
  await page.locator('.whistle').first().waitFor()
}

async function plan(page: Page): Promise<void> {
  await page.getByRole('button', { name: '定一事一策方案' }).click()
  await page.getByLabel('目标').fill('沿外墙装烟道，油烟不再进楼道')
  await page.getByLabel('做什么', { exact: true }).fill('安装外墙烟道')
  await choose(page, '哪家单位', bureau)
  await page.getByLabel(/要谁同意/).fill(households.join('\n'))
  await page.getByRole('button', { name: named('定方案') }).click()
  await page.getByText('还有 1 步没做完，2 户没同意。').waitFor()
}

/** One after the other: a press opens the form of that name, a second one sends it. */
async function visit(page: Page, round: number, said: string): Promise<void> {
  await page.getByRole('button', { name: named('记入户') }).click()
  const form = page.getByRole('form', { name: '记入户' })
  await form.getByLabel('走访了谁，说了什么').fill(said)
  await form.getByRole('button', { name: named('记入户') }).click()
  await page.getByText(`第 ${round} 轮`).first().waitFor()
  await form.waitFor({ state: 'detached' })
}

async function agree(page: Page, household: string): Promise<void> {
  const line = page.locator('.plan-consents li').filter({ hasText: household })
  await line.getByRole('button', { name: named('记答复') }).click()
  await line
    .getByRole('form')
    .getByRole('button', { name: named('记答复') })
    .click()
  // Once nobody is waited for, the list folds.
  await line.locator('.beside-state[data-tone="good"]').waitFor({ state: 'attached' })
}

inWorld('one problem, one plan', (world) => {
  it('smoke without a flue: a whistle, three rounds of visits, consent, a new flue', async () => {
    const words = ofThisTry('楼下饭店油烟从墙缝钻进来，窗户不敢开')
    const resident = await reported(world(), {
      districtId: '420704',
      address: '竹林北路路口',
      words,
    })
    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('油烟污染')
    await desk.dispatch(bureau)
    const crew = await inTheStreet(world(), '鄂城区 城管主理人')
    await crew.accept(words)
    await crew.sent()
    await desk.openCase(resident.shortCode)
    await whistle(desk.page)
    await crew.page.goto(`${world().url}/console/whistles`)
    const called = crew.page.locator('.whistle').filter({ hasText: resident.shortCode })
    await called.getByRole('button', { name: named('应答') }).click()
    await called.getByText('已应答').waitFor()
    await desk.openCase(resident.shortCode)
    await plan(desk.page)
    await visit(desk.page, 1, '一户同意，一户担心渗水')
    await visit(desk.page, 2, '施工单位上门答疑')
    await visit(desk.page, 3, '看过样板，都同意了')
    for (const household of households) await agree(desk.page, household)
    const step = desk.page.locator('.plan-steps li').first()
    await step.getByRole('button', { name: named('完成') }).click()
    await step
      .getByRole('form')
      .getByRole('button', { name: named('完成') })
      .click()
    await desk.page.getByRole('button', { name: named('方案办完') }).click()
    await desk.page.getByLabel('结果怎样').fill('烟道装好，楼道没有油烟')
    await desk.page
      .getByRole('form')
      .getByRole('button', { name: named('方案办完') })
      .click()
    await desk.page.getByText('已办完', { exact: true }).waitFor()
    await crew.page.goto(`${world().url}/work`)
    await crew.arrive(words)
    await crew.finish(words, '外墙烟道装好')
    await crew.sent()
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.judge('修好了', '满意')
    expect(await resident.page.getByText('您的评价：修好了，满意').count()).toBe(1)
    for (const one of [desk.page, crew.page]) await one.context().close()
    await resident.close()
  })
})
