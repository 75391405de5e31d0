import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { inTheStreet } from './crew.ts'
import { atTheDesk, type DeskPerson } from './desk.ts'
import { aPicture } from './picture.ts'
import { reportByHand, reported } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorld, type World } from './world.ts'

const picture = async (name: 'before' | 'after') => ({
  name: `${name}.png`,
  mimeType: 'image/png',
  buffer: await aPicture(name),
})

/** On the case page: calls a unit to support the lead, with words. */
async function callSupport(
  desk: DeskPerson,
  shortCode: string,
  of: { unit: string; words: string },
): Promise<void> {
  const { page } = desk
  await desk.openCase(shortCode)
  const part = page.getByRole('region', { name: '主办与协办' })
  await page.locator('.bring-in').getByRole('button', { name: '请单位协办' }).click()
  const form = page.getByRole('form', { name: '请单位协办' })
  await form.getByRole('combobox', { name: '请哪个单位' }).click()
  await page.keyboard.type(of.unit)
  await page.locator(`.ant-select-item-option[title="${of.unit}"]`).click()
  await form.getByLabel('要它做什么').fill(of.words)
  await form.getByRole('button', { name: '请单位协办' }).click()
  await form.waitFor({ state: 'detached' })
  await part.getByText(of.words).waitFor()
}

/** Gives a partner the link to its task, and answers where it leads. */
async function giveLink(page: Page, unit: string): Promise<string> {
  await page.getByRole('button', { name: `给 ${unit} 发链接` }).click()
  const form = page.getByRole('form', { name: `给 ${unit} 发链接` })
  await form.getByRole('checkbox').first().check()
  await form.getByRole('button', { name: '发链接' }).click()
  return page.getByLabel('链接', { exact: true }).inputValue()
}

/** The partner's contact, with a phone and the link, and without any account. */
async function byLink(world: World, link: string) {
  const context = await world.window({ phone: true })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByRole('button', { name: '接单' }).waitFor()
  return { page, close: () => context.close() }
}

inWorld('what several units have to do with each other', (world) => {
  it('concrete at a doorway: the cause is the property company’s, which mends it by a link', async () => {
    const words = ofThisTry('一楼门口被人浇了一大块水泥，出门总绊脚')
    const property = '香港城二期物业服务处'
    // With a photograph, which the partner is given.
    const resident = await reportByHand(world(), {
      districtId: '420902',
      address: '香港城二期3栋门口',
      words,
    })
    const desk = await atTheDesk(world(), '孝南区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('道路破损')
    await desk.dispatch('孝南区城市管理执法局')
    const officer = await inTheStreet(world(), '孝南区 城管主理人')
    await officer.accept(words)
    await officer.sent()
    await officer.arrive(words)
    await officer.sent()
    await callSupport(desk, resident.shortCode, {
      unit: property,
      words: '楼上空调冷凝水没接管，请接入排水管',
    })
    const link = await giveLink(desk.page, property)
    const partner = await byLink(world(), link)
    // It reads what was written for it, and nothing of what the resident wrote.
    await partner.page.getByText('楼上空调冷凝水没接管').waitFor()
    await partner.page.getByText('香港城二期3栋门口').waitFor()
    expect(await partner.page.getByText('绊脚').count()).toBe(0)
    await partner.page.getByRole('button', { name: '接单' }).click()
    const pictures = partner.page.locator('.partner-finish input[type=file]')
    await pictures.first().setInputFiles(await picture('before'))
    await pictures.last().setInputFiles(await picture('after'))
    await partner.page.getByLabel('做了什么').fill('冷凝水已接入排水管')
    await partner.page.getByRole('button', { name: '提交' }).click()
    await partner.page.getByText('已提交，谢谢').waitFor()
    // The lost link is dead as soon as the task is; the lead looks, and finishes the whole.
    await officer.page.reload()
    await officer.finish(words, '住户已自行铲除水泥，门口恢复平整')
    await officer.sent()
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.page.getByText(property).first().waitFor()
    await resident.judge('修好了', '满意')
    for (const one of [desk.page, officer.page]) await one.context().close()
    await partner.close()
    await resident.close()
  })

  it('a flooded lane, ordered from below: a helping bureau takes it over, the municipal unit helps', async () => {
    const words = ofThisTry('巷子一下雨就淹，污泥没过脚面')
    const resident = await reported(world(), {
      districtId: '421202',
      address: '永福巷12号',
      words,
    })
    const desk = await atTheDesk(world(), '咸安区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('道路破损')
    await desk.dispatch('咸安区市政中心')
    const municipal = await inTheStreet(world(), '咸安区 市政主理人')
    await municipal.accept(words)
    await municipal.sent()
    // The unit that has it asks the helping bureau; until that accepts, it stays responsible.
    await municipal.open(words)
    await municipal.page.getByRole('button', { name: '请别的单位接手' }).click()
    const sheet = municipal.page.getByRole('dialog')
    await sheet.getByLabel('请哪个单位接手').selectOption({ label: '咸安区审计局' })
    await sheet.getByLabel('为什么该它办').fill('居民点单，帮扶单位牵头组织志愿者')
    await sheet.getByRole('button', { name: '请别的单位接手' }).click()
    await municipal.page.getByText('等答复，仍由 咸安区市政中心 负责').waitFor()
    const bureau = await inTheStreet(world(), '咸安区 审计局帮扶专员')
    await bureau.card(words).getByText('请您接手').waitFor()
    await bureau.open(words)
    await bureau.page.getByRole('button', { name: '接手', exact: true }).click()
    await bureau.page.getByText('主办：咸安区审计局').waitFor()
    // The desk calls the municipal unit to help with the pipes; it has its own task and finishes it.
    await callSupport(desk, resident.shortCode, {
      unit: '咸安区市政中心',
      words: '铺设排水管，增设雨水口',
    })
    await municipal.open(words)
    const help = municipal.page.getByRole('region', { name: '主办与协办' })
    await help.getByRole('button', { name: '接单' }).click()
    await help.getByRole('button', { name: '办完' }).click()
    const done = municipal.page.getByRole('dialog')
    await done
      .locator('input[type=file]')
      .first()
      .setInputFiles(await picture('after'))
    await done.getByLabel('做了什么').fill('新铺排水管六十米')
    await done.getByRole('button', { name: '办完' }).click()
    await help.getByText('新铺排水管六十米').waitFor()
    await municipal.sent()
    await bureau.page.goto(`${world().url}/work`)
    await bureau.arrive(words)
    await bureau.sent()
    await bureau.finish(words, '志愿者清淤，路面复原')
    await bureau.sent()
    // Whoever helped has worked on it, too, and does not inspect it.
    await desk.inspect(resident.shortCode, null)
    await resident.follow()
    await resident.page.getByText('咸安区审计局').first().waitFor()
    await resident.judge('修好了', '满意')
    for (const one of [desk.page, municipal.page, bureau.page]) await one.context().close()
    await resident.close()
  })
})
