import { expect, it } from 'vitest'
import { aPicture } from './picture.ts'
import { inWorld } from './world.ts'

inWorld('from words to a cleared door', (world) => {
  it('clutter at 大东门内正街2号: talks on the phone, one without a line, an order, a cleared door', async () => {
    const name = `黄志${'强刚勇'.charAt(Date.now() % 3)}${Date.now() % 100_000}`
    const phone = await world().as('孝南区 城管队员', { phone: true })
    const sent = () => phone.locator('.outbox').waitFor({ state: 'detached' })
    await phone.goto(`${world().url}/work/words`)
    await phone.getByRole('heading', { name: '对谁' }).waitFor()

    // The first words are said in a cellar: picture, whom, send.
    await phone.context().setOffline(true)
    await phone
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'door.png',
        mimeType: 'image/png',
        buffer: await aPicture('before'),
      })
    await phone.getByText('已存好').first().waitFor()
    await phone.getByRole('radio', { name: '新的对象' }).check()
    await phone.getByLabel('当事人或店名').fill(name)
    await phone.getByLabel('地点').fill('大东门内正街2号')
    await phone.getByRole('button', { name: '记下劝导' }).click()
    await phone.getByText('1 件等信号').waitFor()
    await phone.context().setOffline(false)
    await sent()

    for (const time of ['第二次', '第三次']) {
      await phone.goto(`${world().url}/work/words`)
      await phone.getByRole('radio', { name: new RegExp(name) }).check()
      await phone.getByLabel(/说了什么/).fill(`${time}上门`)
      await phone.getByRole('button', { name: '记下劝导' }).click()
      await phone.getByText('已记下').waitFor()
      await sent()
    }

    const desk = await world().as('孝南区 城管队员')
    await desk.goto(`${world().url}/console/enforcement`)
    await desk.getByText('在办', { exact: true }).click()
    await desk.locator('.file-rows li', { hasText: name }).getByRole('link').click()
    await desk.getByText('共 3 次', { exact: false }).waitFor()
    // A step out of order is said with its article before anybody presses it.
    await desk.getByText('《行政处罚法》第二十八条', { exact: false }).first().waitFor()
    await desk.getByText('与拍摄时一致').waitFor()
    await desk.getByRole('button', { name: '责令限期改正' }).click()
    await desk.getByLabel('违法事实').fill('门前堆放杂物约三立方米，三次劝导未清理')
    await desk.getByLabel('违反的条款').fill('《城市市容和环境卫生管理条例》第十四条')
    await desk.getByLabel('改正要求').fill('清走全部杂物')
    await desk.getByRole('form').getByRole('button', { name: '责令限期改正' }).click()
    await desk
      .getByText(/责改字〔\d+〕第\d+号/)
      .first()
      .waitFor()
    const print = await desk.getByRole('link', { name: '打印（PDF）' }).first().getAttribute('href')
    const paper = await desk.request.get(`${world().url}${print ?? ''}`)
    expect(paper.status()).toBe(200)
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')

    const fileId = /enforcement\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? ''
    const onSite = async (verb: string, fill: () => Promise<void>) => {
      await phone.goto(`${world().url}/work/words/${fileId}`)
      await phone.getByRole('button', { name: verb, exact: true }).click()
      await fill()
      await phone.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click()
      await phone.getByText('已记下').waitFor()
      await sent()
    }
    await onSite('送达', () => phone.getByRole('dialog').getByLabel('签收人').fill(name))
    await onSite('复查', () => phone.getByRole('dialog').getByLabel('说明').fill('门前已清空'))
    await desk.reload()
    await desk.locator('.file-facts').getByText('已改正').waitFor()
    for (const page of [phone, desk]) await page.context().close()
  })
})
