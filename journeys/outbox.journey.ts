import { expect, it } from 'vitest'
import { aPicture } from './picture.ts'
import { fillFinish, inTheStreet, pagesAreKept } from './crew.ts'
import { atTheDesk } from './desk.ts'
import { reported } from './resident.ts'
import { ofThisTry } from './tries.ts'
import { inWorld } from './world.ts'

inWorld('work without a line', (world) => {
  it('arrives and finishes offline, survives a reload, is told of a change, and sends in order', async () => {
    const words = ofThisTry('公交站旁的路灯线垂下来了')
    const resident = await reported(world(), {
      districtId: '420704',
      address: '滨湖路',
      words,
    })
    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    await desk.find(resident.shortCode)
    await desk.file('路灯异常')
    await desk.dispatch('鄂城区市政中心')
    const crew = await inTheStreet(world(), '鄂城区 市政主理人')
    const { page } = crew
    await crew.accept(words)
    await crew.sent()
    await pagesAreKept(page)

    await page.context().setOffline(true)
    await crew.arrive(words)
    await page.getByText('1 件等信号').waitFor()
    await crew.card(words).getByRole('button', { name: '办完', exact: true }).click()
    await fillFinish(page, '线已重新绑好')
    await page.getByText('2 件等信号').waitFor()

    // Meanwhile the desk writes into the case.
    await desk.openCase(resident.shortCode)
    await desk.page.getByLabel('写一条记录').fill('电力公司已断电')
    await desk.page.getByRole('button', { name: '记下' }).click()
    await desk.page.locator('.story').getByText('电力公司已断电').waitFor()

    // The line is back, but the server does not answer yet.
    await page.route('**/api/**', (route) => route.abort())
    await page.context().setOffline(false)
    await page.reload()
    await page.getByText('2 件等信号').waitFor()

    await page.unroute('**/api/**')
    await page.reload()
    await page.getByText('1 件没有发成').waitFor()
    await page.getByRole('button', { name: '看看' }).first().click()
    await page.getByRole('dialog').getByText('电力公司已断电').waitFor()
    await page.getByRole('button', { name: '看过了，再发' }).click()
    await page.keyboard.press('Escape')
    await crew.sent()
    await page.locator('[data-group="done"]').getByText(words).waitFor()

    await desk.openCase(resident.shortCode)
    await desk.page.locator('.story').getByText('线已重新绑好').waitFor()
    const arrivals = await desk.page.locator('.story').getByText('到达现场').count()
    expect(arrivals).toBe(1)
    for (const one of [desk.page, page]) await one.context().close()
    await resident.close()
  })

  it('a patrol settles something on the spot, and another person passes it from the pictures', async () => {
    const words = ofThisTry('路中间有一块碎木板，已搬到路边清走')
    const grid = await world().as('鄂城区 城管队员', { phone: true })
    await grid.context().grantPermissions(['geolocation'])
    await grid.context().setGeolocation({ longitude: 114.88549, latitude: 30.39159, accuracy: 8 })
    await grid.goto(`${world().url}/work/report`)
    await grid
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'b.png', mimeType: 'image/png', buffer: await aPicture('before') })
    await grid.getByLabel('看到什么').fill(words)
    await grid.getByLabel('在哪里').fill('竹林北路路口')
    await grid.getByRole('button', { name: '记下我的位置' }).click()
    await grid.getByText('已记下您的位置').waitFor()
    await grid.getByLabel(/我当场处理好了/).check()
    await grid
      .getByRole('region', { name: '处理后的照片' })
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: await aPicture('after') })
    await grid.getByLabel('是哪类事').fill('井盖异常')
    await grid.locator('.offers button').first().click()
    await grid.getByRole('button', { name: '上报并办结' }).click()
    const code = await grid.getByText(/已上报，编号 [0-9A-Z]{6}/).innerText()
    const shortCode = /[0-9A-Z]{6}/.exec(code)?.[0] ?? ''
    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    await desk.inspect(shortCode, null)
    for (const one of [desk.page, grid]) await one.context().close()
  })
})
