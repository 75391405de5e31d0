import type { Page } from 'playwright-core'
import { create } from 'qrcode'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { inWorld } from './world.ts'

const community = '420704001014'
const matter = '占道经营'

const Figures = z.object({
  month: z.string(),
  rows: z.array(
    z.object({
      channel: z.string(),
      communityCode: z.string(),
      times: z.int(),
      reached: z.int(),
      questions: z.int(),
    }),
  ),
  openings: z.int(),
  events: z.int(),
  signed: z.int(),
  came: z.int(),
})

/** The dark squares of the code of an address, as a page draws them. */
function codeOf(address: string): string {
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  const all = Array.from({ length: modules.size ** 2 }, (_, n) => n)
  return all
    .map((n) => [Math.floor(n / modules.size), n % modules.size] as const)
    .filter(([row, column]) => modules.get(row, column))
    .map(([row, column]) => `M${column + 4} ${row + 4}h1v1h-1z`)
    .join('')
}

/** What one could count of open days in the community. */
const openDays = (figures: z.infer<typeof Figures>) =>
  figures.rows.find((row) => row.channel === 'open_day' && row.communityCode === community) ?? {
    times: 0,
    reached: 0,
    questions: 0,
  }

const figuresOf = async (url: string, page: Page) =>
  Figures.parse(await (await page.request.get(`${url}/api/outreach/figures`)).json())

/** From a figure of the open days to what it is made of, and back, on a small screen. */
async function openFigure(url: string, page: Page, [label, shown]: [string, string]) {
  await page.goto(`${url}/console/outreach?tab=figures`)
  const row = page.locator('.outreach-figures tbody tr').filter({ hasText: '城管开放日' })
  await row.locator(`td[data-label="${label}"] a`).click()
  await page.getByText(shown).first().waitFor()
  await page.getByRole('button', { name: '回到汇总' }).click()
  await row.first().waitFor()
  expect(
    await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
  ).toBeLessThanOrEqual(0)
}

const dialog = (page: Page) => page.getByRole('dialog')
/** Saved, and the form is gone: what stands in it is no record yet. */
async function save(page: Page): Promise<void> {
  await dialog(page)
    .getByRole('button', { name: /^保\s?存$/ })
    .click()
  await dialog(page).waitFor({ state: 'hidden' })
}

/** Chooses from a list of the console by what stands there. */
async function choose(page: Page, label: string, title: string): Promise<void> {
  const field = dialog(page).or(page.locator('form')).last().getByLabel(label, { exact: true })
  await field.click()
  if (await field.isEditable()) await field.fill(title)
  await page.locator(`.ant-select-item-option[title="${title}"]`).last().click()
}

/** As it is typed at the desk, by the clock of the district. */
const typed = (at: number) =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

async function pickMoment(page: Page, label: string, at: number): Promise<void> {
  const field = dialog(page).getByLabel(label, { exact: true })
  await field.fill(typed(at))
  await field.press('Enter')
}

inWorld('outreach', (world) => {
  it('a leaflet leads to the open day: signed up on a phone, ticked off at the desk, counted in the month', async () => {
    const stamp = String(Date.now() % 100_000)
    const desk = await world().as('鄂城区 牵头人')
    const centre = await world().as('鄂城区 区中心值班长')
    const before = await figuresOf(world().url, desk)

    // The desk opens the day for sign-up, and writes the notice that tells of it.
    const title = `城管开放日${stamp}`
    const begins = Date.now() - 10 * 60_000
    await desk.goto(`${world().url}/console/outreach?tab=events`)
    await desk.getByRole('button', { name: '办一场活动' }).click()
    await dialog(desk).getByLabel('名称', { exact: true }).fill(title)
    await dialog(desk).getByLabel('做什么').fill('当面问，当面看')
    await choose(desk, '社区或网格', '澜湖社区')
    await dialog(desk).getByLabel('地点').fill('党群服务中心')
    await pickMoment(desk, '开始', begins)
    await pickMoment(desk, '结束', begins + 2 * 3_600_000)
    await pickMoment(desk, '报名截止（不填到开始）', begins + 2 * 3_600_000)
    await save(desk)
    await desk.getByRole('link', { name: title }).waitFor()

    const notice = `请来开放日${stamp}`
    await desk.goto(`${world().url}/console/outreach?tab=leaflets`)
    await desk.getByRole('button', { name: '写一份材料' }).click()
    await desk.getByLabel('标题', { exact: true }).fill(notice)
    await desk.getByLabel('正文', { exact: true }).fill('当面问，当面看\n扫码看活动，报名')
    await choose(desk, '给哪里用', '澜湖社区')
    await desk.getByRole('button', { name: '保存，等批准' }).click()
    await desk.waitForURL(/leaflets\/[0-9a-f-]{36}/)
    await desk.getByText('新版等另一个有批准权的人看过。').waitFor()

    // Nobody approves their own words.
    await centre.goto(desk.url())
    await centre.getByRole('button', { name: '批准第 1 版' }).click()
    await centre.getByText('使用中', { exact: true }).waitFor()

    // Its paper, and the code on it.
    await desk.reload()
    const paper = await desk
      .getByRole('link', { name: '打印 A4', exact: true })
      .getAttribute('href')
    const printed = await desk.request.get(`${world().url}${paper ?? ''}`)
    expect((await printed.body()).subarray(0, 5).toString()).toBe('%PDF-')
    const path = await desk.getByRole('link', { name: '公开页面' }).getAttribute('href')
    const address = `${world().url}${path ?? ''}?via=code`
    const drawn = desk.getByRole('img', { name: '材料的二维码' }).locator('path').last()
    expect(await drawn.getAttribute('d')).toBe(codeOf(address))

    // A resident opens that address on the phone, and signs up for two.
    const context = await world().window({ phone: true })
    const resident = await context.newPage()
    await resident.goto(address)
    await resident.getByRole('heading', { name: notice }).waitFor()
    await resident.getByRole('link', { name: '社区活动' }).click()
    await resident.getByRole('link', { name: title }).click()
    await resident.getByLabel('您的姓名').fill('周玉兰')
    await resident.getByRole('textbox', { name: '电话' }).fill('13900000007')
    await resident.getByLabel('一共来几个人').selectOption('2')
    await resident.getByRole('checkbox').check()
    await resident.getByRole('button', { name: '报名', exact: true }).click()
    await resident.getByText('您已报名，2 人').waitFor()

    // The desk sees it with a masked number, and notes who came and what was said to how many.
    await desk.goto(`${world().url}/console/outreach?tab=events`)
    await desk.getByRole('link', { name: title }).click()
    const guest = desk.locator('[data-guest="signed"]').filter({ hasText: '周玉兰' })
    await guest.getByText('139****07').waitFor()
    await guest.getByLabel('到场人数').click()
    await desk.locator('.ant-select-item-option[title="到场 2 人"]').click()
    await desk.getByText('报名 2 人，名额 30 · 候补 0 人 · 到场 2 人').waitFor()
    await desk.goto(`${world().url}/console/outreach`)
    await desk.getByRole('button', { name: '记一次宣传' }).click()
    await choose(desk, '方式', '城管开放日')
    await choose(desk, '社区或网格', '澜湖社区')
    await dialog(desk).getByLabel('说了什么').fill(`讲一件事怎么办完${stamp}`)
    await choose(desk, '材料', notice)
    await dialog(desk).getByLabel('人数怎么来的').click()
    await desk.locator('.ant-select-item-option[title="签到名单"]').click()
    await dialog(desk).getByLabel('人数', { exact: true }).fill('17')
    await save(desk)
    await desk.getByText(`讲一件事怎么办完${stamp}`).waitFor()

    // The month counts all of it, and each figure opens what it is made of, on a phone as well.
    const after = await figuresOf(world().url, desk)
    expect(after).toMatchObject({
      openings: before.openings + 1,
      events: before.events + 1,
      signed: before.signed + 2,
      came: before.came + 2,
    })
    expect(openDays(after)).toMatchObject({
      times: openDays(before).times + 1,
      reached: openDays(before).reached + 17,
    })
    const small = await world().as('鄂城区 牵头人', { phone: true })
    await openFigure(world().url, small, ['人数', `讲一件事怎么办完${stamp}`])
    for (const [figure, shown] of [
      [`到场 ${after.came} 人`, title],
      [`材料打开 ${after.openings} 次`, notice],
    ] as const) {
      await small.goto(`${world().url}/console/outreach?tab=figures`)
      await small.getByRole('link', { name: figure }).click()
      await small.getByRole('link', { name: shown }).waitFor()
    }
    for (const page of [desk, centre, resident, small]) await page.context().close()
  }, 300_000)

  it('what is asked twice becomes a case that whoever asked follows', async () => {
    const stamp = String(Date.now() % 100_000)
    const desk = await world().as('鄂城区 牵头人')
    const centre = await world().as('鄂城区 区中心值班长')
    const before = await figuresOf(world().url, desk)

    // In this district two askings are enough.
    await centre.goto(`${world().url}/console/outreach?tab=channels`)
    await centre.getByLabel('问到几次算反复').fill('2')
    await centre
      .getByRole('region', { name: '规则' })
      .getByRole('button', { name: /^保\s?存$/ })
      .click()
    await expect
      .poll(async () =>
        z
          .object({ askedTimes: z.int() })
          .parse(await (await centre.request.get(`${world().url}/api/outreach/settings`)).json()),
      )
      .toEqual({ askedTimes: 2 })

    // Asked once in the street, noted on the phone without a line; once at the desk.
    const walker = await world().as('鄂城区 网格员', { phone: true })
    await walker.goto(`${world().url}/work/outreach`)
    await walker.getByRole('button', { name: '记一个提问' }).click()
    await walker.getByRole('button', { name: '城管开放日' }).waitFor()
    await walker.getByLabel('是哪类事', { exact: false }).fill('占道')
    await walker.getByRole('button', { name: matter, exact: true }).waitFor()
    await walker.context().setOffline(true)
    await walker.getByRole('button', { name: matter, exact: true }).click()
    await walker.getByLabel('问了什么', { exact: false }).fill(`菜场门口的摊子谁管${stamp}`)
    await walker.getByRole('button', { name: '城管开放日' }).click()
    await walker.getByRole('button', { name: '记下', exact: true }).click()
    await walker.getByText('1 件等信号').waitFor()
    await walker.context().setOffline(false)
    await walker.locator('.outbox').waitFor({ state: 'detached' })

    await desk.goto(`${world().url}/console/outreach?tab=questions`)
    await desk.getByText(`菜场门口的摊子谁管${stamp}`).waitFor()
    await desk.getByRole('button', { name: '记一个问题' }).click()
    await choose(desk, '方式', '城管开放日')
    await choose(desk, '社区或网格', '澜湖社区')
    await dialog(desk).getByLabel('问了什么').fill(`晚上还在摆，谁来管${stamp}`)
    await choose(desk, '关于哪个事项', matter)
    await save(desk)

    const back = desk
      .getByRole('region', { name: '反复问到的' })
      .locator('li')
      .filter({
        hasText: `晚上还在摆，谁来管${stamp}`,
      })
    await back.getByText('2 次').waitFor()
    await back.getByRole('button', { name: '转为案件' }).click()
    await dialog(desk).getByRole('button', { name: '转为案件' }).click()
    await back.waitFor({ state: 'detached' })

    // Whoever asked follows it at once, by a link that looks.
    const question = desk
      .locator('.outreach-record')
      .filter({ hasText: `晚上还在摆，谁来管${stamp}` })
    const follow = await question
      .getByRole('link', { name: /问的人可以看进展/ })
      .getAttribute('href')
    const resident = await (await world().window({ phone: true })).newPage()
    await resident.goto(`${world().url}${follow ?? ''}`)
    await resident
      .getByText(/follow\/(\w+)/.exec(follow ?? '')?.[1] ?? '?')
      .first()
      .waitFor()
    await question.getByRole('link', { name: '已转为案件' }).click()
    await desk.waitForURL(/\/console\/cases\//)
    await desk
      .getByRole('region', { name: '由这些提问转来' })
      .getByText(`菜场门口的摊子谁管${stamp}`)
      .waitFor()

    const after = await figuresOf(world().url, desk)
    expect(openDays(after).questions).toBe(openDays(before).questions + 2)
    const small = await world().as('鄂城区 牵头人', { phone: true })
    await openFigure(world().url, small, ['提问', `晚上还在摆，谁来管${stamp}`])
    for (const page of [desk, centre, walker, resident, small]) await page.context().close()
  })
})
