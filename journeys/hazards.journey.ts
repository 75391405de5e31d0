import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { aPicture } from './picture.ts'
import { inWorld } from './world.ts'

const teams = [
  ['城管队员', '城管队员组', '4'],
  ['志愿者', '红马甲', '12'],
  ['物业保安', '物业保安队', '3'],
  ['商户', '商户互查组', '5'],
  ['居民', '楼栋长', '20'],
] as const

const Areas = z.object({ areas: z.array(z.object({ code: z.string() })) })

const dialog = (page: Page) => page.getByRole('dialog')

inWorld('a hazard drive by five kinds of people', (world) => {
  it('is begun at the desk, worked in the street without a line, re-checked by another, and counted', async () => {
    const stamp = String(Date.now() % 100_000)
    const name = `飞线整治${stamp}`
    const address = `丰润园小区${stamp}栋`
    const desk = await world().as('鄂城区 牵头人')
    const officer = await world().as('鄂城区 城管队员', { phone: true })
    const walker = await world().as('鄂城区 网格员', { phone: true })
    const ahead = await walker.request.get(`${world().url}/api/fieldwork/hazards/ahead`)
    const { areas } = Areas.parse(await ahead.json())
    const grid = areas.find(({ code }) => code.length === 15)?.code ?? ''

    const option = (title: string) => desk.locator(`.ant-select-item-option[title="${title}"]`)
    await desk.goto(`${world().url}/console/campaigns`)
    await desk.getByRole('button', { name: '新建专项整治' }).click()
    await dialog(desk).getByLabel('名称').fill(name)
    await dialog(desk).getByLabel('在哪些社区、街道').click()
    await option('澜湖社区').click()
    await dialog(desk).getByLabel('名称').click()
    await dialog(desk).getByRole('button', { name: '加一个目标' }).click()
    await dialog(desk).getByLabel('目标 1').click()
    await option('电线、飞线销号').click()
    await dialog(desk)
      .getByRole('button', { name: /保\s?存/ })
      .click()
    await desk.getByRole('link', { name }).click()
    for (const [kind, team, heads] of teams) {
      await desk.getByRole('button', { name: '加一支队伍' }).click()
      await dialog(desk).getByLabel('哪类人').click()
      await option(kind).click()
      await dialog(desk).getByLabel('队名').fill(team)
      await dialog(desk).getByLabel('人数', { exact: true }).fill(heads)
      await dialog(desk)
        .getByRole('button', { name: /保\s?存/ })
        .click()
      await desk.getByRole('button', { name: `修改 ${team}`, exact: true }).waitFor()
      await dialog(desk).waitFor({ state: 'hidden' })
    }

    // Found in a cellar: picture, whom one told, by when; and what the five kinds of people did that day.
    await officer.goto(`${world().url}/work/campaigns`)
    const card = officer.getByRole('region', { name })
    await card.getByRole('button', { name: '记一个隐患' }).click()
    await officer.getByLabel('在哪里').waitFor()
    await officer.context().setOffline(true)
    await officer
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'wire.png', mimeType: 'image/png', buffer: await aPicture('before') })
    await officer.getByText('已存好').first().waitFor()
    await officer.getByLabel('是什么').selectOption({ label: '电线、飞线' })
    await officer.getByRole('button', { name: '较大' }).click()
    await officer.getByLabel('在哪里').fill(address)
    await officer.getByLabel('社区或网格').selectOption(grid)
    await officer.getByRole('checkbox', { name: /已经通知对方整改/ }).check()
    await officer.getByRole('textbox', { name: '通知了谁' }).fill('面馆')
    expect(
      await officer.getByLabel('属于哪个专项整治').locator('option:checked').textContent(),
    ).toBe(name)
    await officer.getByRole('button', { name: '记下隐患' }).click()
    await officer.getByText('1 件等信号').waitFor()
    await officer.context().setOffline(false)
    await officer.locator('.outbox').waitFor({ state: 'detached' })

    await officer.goto(`${world().url}/work/campaigns`)
    await card.getByRole('button', { name: '记今天的行动' }).click()
    for (const [kind, , heads] of teams) await dialog(officer).getByLabel(kind).fill(heads)
    await dialog(officer).getByLabel('清运杂物（车）').fill('2.5')
    await dialog(officer).getByRole('button', { name: '记今天的行动' }).click()
    await card.getByText('已记下', { exact: false }).waitFor()
    await officer.locator('.outbox').waitFor({ state: 'detached' })

    // The fix is said at the desk; whoever said so does not re-check it.
    await desk.goto(`${world().url}/console/hazards`)
    await desk.getByRole('link', { name: address }).click()
    await desk.getByRole('button', { name: '记整改完成' }).click()
    await dialog(desk).getByLabel('谁改好的').fill('物业电工')
    await dialog(desk).getByRole('button', { name: '记整改完成' }).click()
    await desk.getByText('整改是您记的，请另一个人来复查。').waitFor()
    expect(await desk.getByRole('button', { name: '复查通过' }).count()).toBe(0)
    const hazardId = /hazards\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? ''
    const notice = await desk.request.get(
      `${world().url}/api/fieldwork/hazards/${hazardId}/paper?format=docx`,
    )
    expect(notice.status()).toBe(200)

    // It stands in the walker's day, at its building.
    await walker.goto(`${world().url}/work/today`)
    await walker
      .getByRole('link', { name: new RegExp(address) })
      .first()
      .click()
    await walker.getByRole('button', { name: '复查通过' }).click()
    await dialog(walker).getByRole('button', { name: '复查通过' }).click()
    await walker.getByText('已记下', { exact: false }).waitFor()
    await walker.locator('.outbox').waitFor({ state: 'detached' })

    await desk.goto(`${world().url}/console/campaigns`)
    await desk.getByRole('link', { name }).click()
    const board = desk.getByRole('region', { name: '合计' })
    const figure = (term: string) =>
      board.locator('dl > div', { has: desk.getByText(term, { exact: true }) }).getByRole('link')
    expect(await figure('发现隐患').textContent()).toBe('1')
    expect(await figure('整改销号').textContent()).toBe('1')
    expect(await figure('清运杂物').textContent()).toBe('2.5')
    expect(await figure('参加').textContent()).toBe('44')
    const campaignId = /campaigns\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? ''
    for (const [part, type] of [
      ['paper?format=pdf', 'application/pdf'],
      ['sheet?language=zh-CN', 'spreadsheetml'],
    ] as const) {
      const file = await desk.request.get(
        `${world().url}/api/fieldwork/campaigns/${campaignId}/${part}`,
      )
      expect(file.status()).toBe(200)
      expect(file.headers()['content-type']).toContain(type)
    }
    await figure('整改销号').click()
    await desk.getByRole('link', { name: address }).waitFor()
    await desk.goBack()
    await figure('清运杂物').click()
    await desk.getByText('清运杂物 2.5 车').waitFor()
    for (const page of [desk, officer, walker]) await page.context().close()
  })
})
