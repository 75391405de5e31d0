import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { inTheStreet } from './crew.ts'
import { atTheDesk, type DeskPerson } from './desk.ts'
import { enter, focusIsSeen, tabTo } from './keyboard.ts'
import { reported } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorld, seriousFindings } from './world.ts'

inWorld('everyone', (world) => {
  it('an old man without a phone: a clerk enters his visit and works it to the end without a mouse', async () => {
    const words = ofThisTry('楼门口的路灯坏了一个月，晚上摔过一跤')
    const clerk = await world().as('鄂城区 区中心值班长')
    await clerk.addInitScript('window.print = () => { window.printed = document.body.innerText }')
    await clerk.goto(`${world().url}/console`)
    await clerk.getByRole('navigation').first().waitFor()
    // The first stop of Tab leads past the navigation.
    await clerk.keyboard.press('Tab')
    expect(await clerk.evaluate('document.activeElement?.getAttribute("href")')).toBe('#page')
    const shortCode = await enterVisit(clerk, words)

    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    await desk.find(shortCode)
    await desk.file('路灯异常')
    await desk.dispatch('鄂城区市政中心')
    const crew = await inTheStreet(world(), '鄂城区 市政主理人')
    await crew.accept(words)
    await crew.arrive(words)
    await crew.finish(words, '换了灯泡')
    await crew.sent()
    await desk.inspect(shortCode, null)

    // Somebody knocks at his door and asks; what he says is taken down.
    await desk.openByKeys(shortCode)
    await takeVerdictAtTheDoor(desk.page)
    expect(await seriousFindings(desk.page)).toEqual([])
    for (const one of [clerk, desk.page, crew.page]) await one.context().close()
  })

  it('large letters: one thing a screen, everything once more before it goes, and one question at a time', async () => {
    const context = await world().window({ phone: true })
    await context.addInitScript(
      "localStorage.setItem('gongzhi.face', JSON.stringify({ theme: 'light', large: true }))",
    )
    const page = await context.newPage()
    await page.goto(`${world().url}/420704/report`)
    const next = () => page.getByRole('button', { name: /下一步/ }).click()
    await page.getByText('第 1 步，共 5 步').waitFor()
    await next()
    await page.getByLabel('地址').first().fill('凤凰路菜市场门口')
    expect(await page.locator('.report-map').count()).toBe(0)
    await next()
    await page.getByLabel('怎么回事').fill('污水井往外冒水')
    await next()
    // Of words that may mean a matter with questions, that is asked on a screen of its own.
    const about = page.getByRole('heading', { name: '是哪类事' })
    await about.waitFor()
    await next()
    await next()
    await page.getByRole('heading', { name: '看一遍，对了就发' }).waitFor()
    await page.getByText('凤凰路菜市场门口').waitFor()
    const buttons = await page.locator('.check-list button, .page-foot button').all()
    expect(buttons.length).toBe(5)
    for (const button of buttons)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(56)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: '改出了什么事' }).click()
    await page.getByLabel('怎么回事').fill('污水井往外冒水，味道很大')
    await next()
    await about.waitFor()
    await next()
    await next()
    await page.getByRole('button', { name: '发出', exact: true }).click()
    await page.getByText('收到了').first().waitFor()
    await page.getByRole('button', { name: '看进展' }).click()
    await page.getByRole('button', { name: '看详细经过' }).waitFor()
    expect(await page.locator('.hands, .chain').count()).toBe(0)
    await context.close()
  })

  it('bollards: the officer tells first, takes them away, and the homes around are asked', async () => {
    const words = ofThisTry('路边有人私设了三根阻车桩')
    const resident = await reported(world(), {
      districtId: '420902',
      address: '西郊路',
      words,
    })
    const desk = await atTheDesk(world(), '孝南区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('私设地锁')
    await desk.dispatch('孝南区城市管理执法局')
    const crew = await inTheStreet(world(), '孝南区 城管主理人')
    await crew.accept(words)
    await desk.openCase(resident.shortCode)
    await desk.page.getByLabel('写一条记录').fill('先告知社区，约好一起拆')
    await desk.page.getByRole('button', { name: '记下' }).click()
    await desk.page.locator('.story').getByText('先告知社区').waitFor()
    await crew.page.reload()
    await crew.arrive(words)
    await crew.finish(words, '与社区一起拆除三根，路面已补平')
    await crew.sent()
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.judge('修好了', '满意')
    for (const one of [desk.page, crew.page]) await one.context().close()
    await resident.close()
  })

  it('clutter at the door: talks change nothing at first; sent back once, cleared at the second visit', async () => {
    const words = ofThisTry('大东门内正街2号门口长期堆放杂物，占了半条过道')
    const resident = await reported(world(), {
      districtId: '420902',
      address: '大东门内正街',
      words,
    })
    const desk = await atTheDesk(world(), '孝南区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('乱堆杂物')
    await desk.dispatch('孝南区城市管理执法局')
    const crew = await inTheStreet(world(), '孝南区 城管主理人')
    await crew.accept(words)
    await crew.arrive(words)
    await crew.finish(words, '上门讲了规定，主人答应清走')
    await crew.sent()
    await desk.inspect(resident.shortCode, '东西还在，只挪了一半')
    await crew.open(words)
    await crew.page.getByText('东西还在，只挪了一半').first().waitFor()
    await crew.finish(words, '再次上门，当面清空，过道已通')
    await crew.sent()
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.judge('修好了', '满意')
    for (const one of [desk.page, crew.page]) await one.context().close()
    await resident.close()
  })

  it('the freezer hums at night: two complain, one talk settles it, and each is asked', async () => {
    const words = ofThisTry('建七巷小卖部的冰柜夜里嗡嗡响，睡不着')
    const report = (told: string) =>
      reported(world(), { districtId: '420902', address: '建七巷', words: told })
    const first = await report(words)
    const second = await report('隔壁小店冰柜整夜响，孩子睡不好')
    const desk = await atTheDesk(world(), '孝南区 区中心值班长')
    await desk.find(first.shortCode)
    await desk.file('噪声扰民')
    await follow(desk, second.shortCode, first.shortCode)
    await desk.find(first.shortCode)
    await desk.dispatch('孝南区城市管理执法局')
    const crew = await inTheStreet(world(), '孝南区 城管主理人')
    await crew.accept(words)
    await crew.sent()
    await crew.arrive(words)
    await crew.sent()
    await desk.openCase(first.shortCode)
    await desk.page
      .getByLabel('写一条记录')
      .fill('与网格员听了两户，再与店主调解：夜里断电，垫减震脚')
    await desk.page.getByRole('button', { name: '记下' }).click()
    await desk.page.locator('.story').getByText('再与店主调解').waitFor()
    await crew.page.reload()
    await crew.finish(words, '冰柜已移离共用墙，夜里十点后断电')
    await crew.sent()
    await desk.inspect(first.shortCode, null)
    await first.follow()
    await first.judge('修好了', '满意')
    // Whoever followed learns of it and judges alone, without reading what the other wrote.
    await second.follow()
    await second.page.getByText('冰柜已移离共用墙').first().waitFor()
    expect(await second.page.content()).not.toContain('嗡嗡响')
    await second.judge('修好了', '一般')
    for (const one of [desk.page, crew.page]) await one.context().close()
    await first.close()
    await second.close()
  })
})

/** Joins one case to another that is found by its code. */
async function follow(desk: DeskPerson, code: string, leads: string): Promise<void> {
  const { page } = desk
  await desk.find(code)
  await page.keyboard.press('m')
  const form = page.getByRole('form', { name: '并案' })
  await form.getByRole('combobox', { name: '找别的案件' }).fill(leads)
  await form.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await form.getByText(`这一件跟着${leads}一起办`).waitFor()
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
}

/** By keys alone: to the page, the way it came, what he said, where, sent, and a slip printed. */
async function enterVisit(page: Page, words: string): Promise<string> {
  await enter(page, page.getByRole('navigation').first().getByRole('link', { name: '登记来件' }))
  await page.getByLabel('说了什么').waitFor()
  await tabTo(page, page.getByRole('radio', { checked: true }))
  for (
    let i = 0;
    i < 6 && !(await page.getByRole('radio', { name: '走访', checked: true }).count());
    i += 1
  )
    await page.keyboard.press('ArrowRight') // oxlint-disable-line no-await-in-loop -- one press after the other
  expect(await focusIsSeen(page)).toBe(true)
  await tabTo(page, page.getByLabel('说了什么'))
  await page.keyboard.type(words)
  await page.keyboard.press('Tab')
  await page.keyboard.type('丰润园小区')
  await page.getByRole('option').filter({ hasText: '丰润园小区' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('已定位').waitFor()
  await page.keyboard.press('Control+Enter')
  const shortCode = await page.locator('.sent .code').innerText()
  await enter(page, page.getByRole('button', { name: '打印回执' }))
  await expect.poll(() => page.evaluate('window.printed')).toContain(shortCode)
  return shortCode
}

async function takeVerdictAtTheDoor(page: Page): Promise<void> {
  const keys = page.keyboard
  const form = page.getByRole('form', { name: '回访' })
  await enter(page, page.getByRole('button', { name: '回访' }))
  await form.waitFor()
  // Leaving it comes back to its button.
  await keys.press('Escape')
  await form.waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement?.innerText')).toContain('回访')
  await keys.press('Enter')
  await form.waitFor()
  await tabTo(page, form.getByRole('radio').first())
  await keys.press('ArrowDown')
  await tabTo(page, form.getByRole('radiogroup').nth(1).getByRole('radio').first())
  await keys.press('Space')
  await tabTo(page, form.getByRole('radiogroup').nth(2).getByRole('radio').first())
  await keys.press('Space')
  await tabTo(page, form.getByRole('textbox'))
  await keys.type('亮了，谢谢')
  await keys.press('Control+Enter')
  await page.locator('.story').getByText('亮了，谢谢').first().waitFor()
}
