import type { Page } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import { fillFinish, inTheStreet, pagesAreKept } from './crew.ts'
import { atTheDesk } from './desk.ts'
import { aProfile, openPhone } from './killable.ts'
import { aPicture } from './picture.ts'
import { reported } from './resident.ts'
import { sessionOf } from './sessions.ts'
import { ofThisTry } from './tries.ts'
import { inWorld } from './world.ts'

const aMonth = 30 * 24 * 3600

inWorld('a phone without signal', (world) => {
  it('a worker opens the tasks with no signal, finishes one, loses the browser, and all arrives', async () => {
    const words = ofThisTry('巷子口的路灯闪个不停')
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
    await crew.accept(words)
    await crew.sent()
    await crew.page.context().close()

    const program = inject('program')
    if (!program) throw new Error('no program')
    const profile = await aProfile()
    const first = await openPhone(profile.folder)
    const session = (await sessionOf(program, '鄂城区 市政主理人')).map((cookie) => ({
      ...cookie,
      expires: Date.now() / 1000 + aMonth,
    }))
    await first.context.addCookies(session)
    const page = await first.context.newPage()
    await page.goto(`${world().url}/work`)
    await page.locator('.task').filter({ hasText: words }).waitFor()
    await pagesAreKept(page)
    // The pages of what lies ahead are fetched one after the other.
    await page.waitForLoadState('networkidle')

    await first.context.setOffline(true)
    await page.goto(`${world().url}/work`)
    await page.getByText(/没有信号，这是 .* 看到的/).waitFor()
    const card = page.locator('.task').filter({ hasText: words })
    await card.getByRole('button', { name: '到场', exact: true }).click()
    await page.getByText('1 件等信号').waitFor()
    await card.getByRole('button', { name: '办完', exact: true }).click()
    await fillFinish(page, '换了镇流器')
    await page.getByText('2 件等信号').waitFor()
    await first.kill()

    const second = await openPhone(profile.folder)
    // A browser writes its cookies down every half minute; this one did not live that long.
    await second.context.addCookies(session)
    await second.context.setOffline(true)
    const again = await second.context.newPage()
    await again.goto(`${world().url}/work`)
    await again.getByText('2 件等信号').waitFor()
    await second.context.setOffline(false)
    await again.locator('.outbox').waitFor({ state: 'detached', timeout: 60_000 })
    await desk.openCase(resident.shortCode)
    await desk.page.locator('.story').getByText('换了镇流器').waitFor()
    await second.kill()
    await profile.remove()
    await desk.page.context().close()
    await resident.close()
  })

  it('a resident writes two reports with no signal; the browser is killed, and both arrive in order', async () => {
    const profile = await aProfile()
    const first = await openPhone(profile.folder)
    const page = await first.context.newPage()
    await page.goto(`${world().url}/420704`)
    await page.getByText('反映问题').first().waitFor()
    await pagesAreKept(page)
    await first.context.setOffline(true)
    await write(page, `${world().url}/420704/report`, '垃圾桶满了三天没人收')
    await page.getByRole('heading', { name: '等信号' }).waitFor()
    await page.getByRole('button', { name: '再反映一件' }).click()
    await write(page, null, '井盖翘起来一角')
    await page.getByRole('heading', { name: '等信号' }).waitFor()
    // A third is only half written when the phone gives up.
    await page.goto(`${world().url}/420704/report`)
    await page.getByRole('button', { name: '不拍照，下一步' }).click()
    await page.getByLabel('地址').first().fill('凤凰路菜市场门口')
    await page.waitForTimeout(1000)
    await first.kill()

    const second = await openPhone(profile.folder)
    await second.context.setOffline(true)
    const again = await second.context.newPage()
    await again.goto(`${world().url}/420704`)
    await again.getByText('2 件等信号').waitFor()
    await second.context.setOffline(false)
    await again.locator('.outbox').waitFor({ state: 'detached', timeout: 60_000 })
    const own = again.locator('.door-list').filter({ hasText: '垃圾桶满了三天没人收' })
    await own.waitFor()
    await own.getByText('井盖翘起来一角').click()
    // What is added later waits for a signal as well.
    await again.getByRole('button', { name: '补充或者问一句' }).waitFor()
    await second.context.setOffline(true)
    await again.getByRole('button', { name: '补充或者问一句' }).click()
    await again.getByLabel('想补充什么，或想问什么').fill('晚上看不见，有人绊倒')
    await again.getByRole('button', { name: '发给经办人' }).click()
    await again.getByText('1 件等信号').waitFor()
    await second.context.setOffline(false)
    await again.locator('.outbox').waitFor({ state: 'detached', timeout: 60_000 })
    await again.goto(`${world().url}/420704/report`)
    await expect.poll(() => again.getByLabel('地址').first().inputValue()).toBe('凤凰路菜市场门口')
    await second.kill()
    await profile.remove()
  })
})

async function write(page: Page, address: string | null, words: string): Promise<void> {
  if (address !== null) await page.goto(address)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: await aPicture('before') })
  await page.getByText('已存好').first().waitFor()
  await page.getByRole('button', { name: '下一步', exact: true }).click()
  await page.getByRole('button', { name: '下一步', exact: true }).click()
  await page.getByLabel('怎么回事').fill(words)
  await page.getByRole('button', { name: '发出', exact: true }).click()
}
