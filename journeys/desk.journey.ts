import { expect, it } from 'vitest'
import { inTheStreet } from './crew.ts'
import { atTheDesk } from './desk.ts'
import { reported } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorldWithMaps } from './world.ts'

const echeng = '420704'

inWorldWithMaps('at the desk', (world) => {
  it('a clerk types in a confidential call; the unit sees neither name nor words', async () => {
    const words = ofThisTry('楼下烧烤店夜里往雨水井倒油，我是三楼的王师傅')
    const clerk = await world().as('鄂城区 区中心受理员')
    await clerk.goto(`${world().url}/console/intake`)
    await clerk.getByLabel('说了什么').waitFor()
    await clerk.keyboard.type(words)
    await clerk.keyboard.press('Tab')
    await clerk.keyboard.type('丰润园小区')
    const place = clerk.getByRole('option').filter({ hasText: '丰润园小区' }).first()
    await place.waitFor()
    await clerk.keyboard.press('Enter')
    await clerk.getByText('已定位').waitFor()
    await clerk.getByLabel('姓名（可不写）').fill('王守信')
    await clerk.getByLabel('电话（可不写）').fill('13800004567')
    await clerk.getByLabel('对方要求保密').press('Space')
    await clerk.keyboard.press('Control+Enter')
    const shortCode = await clerk.locator('.sent .code').innerText()
    expect(shortCode).toMatch(/^[0-9A-Z]{6}$/)

    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    await desk.find(shortCode)
    await desk.page.locator('.message').getByText(words).first().waitFor()
    await desk.file('污水井盖异常')
    await desk.dispatch('鄂城区市政中心')
    const caseId = await desk.openCase(shortCode)
    await desk.page.getByText('为报告人保密').waitFor()

    const crew = await inTheStreet(world(), '鄂城区 市政主理人')
    await crew.page.goto(`${world().url}/work/tasks/${caseId}`)
    await crew.page.getByText(shortCode).first().waitFor()
    await crew.page.getByText('姓名和电话只有受理台能看').waitFor()
    const seen = await crew.page.content()
    for (const secret of ['王守信', '王师傅', '烧烤店', '13800004567'])
      expect(seen).not.toContain(secret)
    for (const one of [clerk, desk.page, crew.page]) await one.context().close()
  })

  it('two people take the same message; the second is told what the first did, and keeps the words', async () => {
    const resident = await reported(world(), {
      districtId: echeng,
      address: '竹林北路',
      words: '人行道上的砖松了一大片',
    })
    const first = await atTheDesk(world(), '鄂城区 区中心值班长')
    const second = await atTheDesk(world(), '鄂城区 区中心受理员')
    await first.find(resident.shortCode)
    await second.find(resident.shortCode)
    const { page } = second
    await page.keyboard.press('r')
    await page.getByRole('form', { name: '不予受理' }).waitFor()
    await page.getByRole('radio').first().focus()
    await page.keyboard.press('Space')
    await page.getByText('报告人会读到').waitFor()
    await page.getByLabel('对报告人说的话（可不写）').fill('请找物业')
    await first.file('污水井盖异常')
    await page.keyboard.press('Control+Enter')
    await page.getByText('别人先办了').waitFor()
    await page
      .getByRole('alert')
      .getByText(/程建国.*立案|立案/)
      .waitFor()
    expect(await page.getByLabel('对报告人说的话（可不写）').inputValue()).toBe('请找物业')
    for (const one of [first.page, page]) await one.context().close()
    await resident.close()
  })

  it('every act of the desk has a key, and the key sheet says which', async () => {
    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    const { page } = desk
    await page.goto(`${world().url}/console/desk`)
    await page.locator('.message h2').waitFor()
    const title = () => page.locator('.message h2').innerText()
    const before = await title()
    await page.keyboard.press('j')
    await expect.poll(title).not.toBe(before)
    await page.keyboard.press('k')
    await expect.poll(title).toBe(before)
    await page.keyboard.press('w')
    await expect.poll(title).not.toBe(before)
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('放到最后，稍后再办').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    // What has no key of its own is reached by Tab.
    const verbs = page.locator('.act-list button')
    await verbs.first().focus()
    for (let i = 1; i < (await verbs.count()); i += 1) await page.keyboard.press('Tab')
    const last = await verbs.last().innerText()
    expect(await page.evaluate('document.activeElement?.innerText')).toBe(last)
    await page.keyboard.press('Enter')
    await page.locator('form.act').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('form.act').waitFor({ state: 'detached' })
    await page.context().close()
  })
})
