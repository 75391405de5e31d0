import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { buildServer } from '#apps/server/app.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import { servicesJobs } from '#modules/services/server/index.ts'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { startEmbedded } from '#platform/server/embedded/index.ts'
import { migrate } from '#platform/server/migrate.ts'
import { repositoryRoot } from '#platform/server/root.ts'
import { cipher, districtId, foundDistrict, monday } from '#testing/small-district.ts'
import { inTheStreet } from './crew.ts'
import { atTheDesk } from './desk.ts'
import { aPlace } from './program.ts'
import { judged } from './resident.ts'
import { inWorld } from './world.ts'

const days = (n: number) => new Date(monday.getTime() + n * 24 * 3_600_000)

inWorld('services and shop signs', (world) => {
  it('renovation waste: an hour chosen on the phone, a crew with a picture, a verdict', async () => {
    const words = `竹林北路 ${Date.now() % 100_000} 号`
    const context = await world().window({ phone: true })
    const page = await context.newPage()
    await page.goto(`${world().url}/420704`)
    await page.getByRole('link', { name: /预约服务/ }).click()
    await page.getByRole('link', { name: /装修垃圾清运/ }).click()
    await page.getByText('请先把装修垃圾装袋').waitFor()
    await lastDay(page)
    await page.locator('.slots .chips button:enabled').first().click()
    await page.getByLabel('大约多少袋').fill('12')
    await page.getByLabel('地址').first().fill(words)
    await page.getByLabel('手机号码').fill('13900000009')
    await page.getByRole('button', { name: '预约', exact: true }).click()
    await page.getByText('约好了').waitFor()
    await page.getByRole('button', { name: '查看预约' }).click()
    await page.locator('.appointment-hour').waitFor()

    // Another hour, by whoever booked.
    const before = await page.locator('.appointment-hour').innerText()
    await page.getByRole('button', { name: '改时间' }).click()
    await page.locator('dialog .slots .chips button:enabled').last().click()
    await page.getByRole('button', { name: '改到这个时间' }).click()
    await expect.poll(() => page.locator('.appointment-hour').innerText()).not.toBe(before)
    const code = /follow\/(\w+)/.exec(page.url())?.[1] ?? ''

    const desk = await atTheDesk(world(), '鄂城区 区中心值班长')
    const caseId = await desk.openCase(code)
    await desk.page.getByRole('region', { name: '预约' }).getByText('大约多少袋 12').waitFor()

    const crew = await inTheStreet(world(), '鄂城区 环卫主理人')
    await crew.accept(words)
    await crew.arrive(words)
    await crew.page.goto(`${world().url}/work/tasks/${caseId}`)
    await crew.page.locator('.appointment-hour').waitFor()
    await crew.page.goto(`${world().url}/work`)
    await crew.finish(words, '十二袋已运走，地面扫净')
    await crew.sent()
    await desk.inspect(code, null)
    await page.reload()
    await page.getByRole('button', { name: '修好了', exact: true }).click()
    await page.getByRole('button', { name: '满意', exact: true }).click()
    await page.getByRole('button', { name: '提交评价' }).click()
    await judged(page, '您的评价：修好了，满意')
    for (const one of [context, desk.page.context(), crew.page.context()]) await one.close()
  })

  it('a shop sign that nobody answers is filed by silence, and its receipt is printed', async () => {
    const own = await ownProgram()
    const context = await world().window({ phone: true })
    try {
      const page = await context.newPage()
      await page.goto(`${own.url}/${districtId}/services`)
      await page.getByRole('link', { name: /店招备案/ }).click()
      await page.getByText('下沿离地不低于 2.5 米').waitFor()
      await page.getByLabel('店名').fill('江边鱼馆')
      await page.getByLabel('地址').first().fill('竹林北路 20 号')
      await page.getByLabel('招牌上的文字').fill('江边鱼馆')
      for (const size of ['长', '高', '厚']) await page.getByLabel(`${size}（厘米）`).fill('80')
      await page.getByLabel('下沿离地（厘米）').fill('280')
      await page.getByLabel('装在哪里').fill('门楣上方')
      await page.getByLabel('材料').fill('铝塑板')
      for (const box of await page.getByRole('checkbox').all()) await box.check()
      await page.getByLabel('手机号码').fill('13900000008')
      await page.getByRole('button', { name: '提交备案' }).click()
      await page.getByRole('heading', { name: '已提交，正在核对' }).waitFor()
      await page.getByText('就视为已备案', { exact: false }).waitFor()

      // Ten working days are two weeks, and the last of them is not over yet.
      await own.at(days(14))
      await page.reload()
      await page.getByRole('heading', { name: '已提交，正在核对' }).waitFor()
      await own.at(days(15))
      await page.reload()
      await page.getByRole('heading', { name: '已备案' }).waitFor()
      await page.getByText('招备〔2026〕1号 · 到期未提出修改，视为已备案').waitFor()
      expect(await page.locator('body').innerText()).not.toMatch(/许可|批准/)
      const receipt = await page.getByRole('link', { name: /备案回执/ }).getAttribute('href')
      const paper = await page.request.get(`${own.url}${receipt ?? ''}`)
      expect(paper.status()).toBe(200)
      expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')
    } finally {
      await context.close()
      await own.stop()
    }
  })
})

/** The last day that is offered: nobody else books there meanwhile. */
async function lastDay(page: Page): Promise<void> {
  await page.locator('.slot-days button').last().click()
}

/** The same program on a clock that can be moved, with a small district of its own. */
async function ownProgram() {
  const place = await aPlace()
  const database = await startEmbedded({ folder: place.folder, log: () => undefined })
  const db: Db = openDatabase(database.url, { max: 6 })
  await migrate(db)
  await foundDistrict(db)
  let now = monday
  const app = await buildServer({
    db,
    clock: () => now,
    cipher,
    store: diskStore(join(place.folder, 'pictures')),
    webFolder: join(repositoryRoot, 'dist/web'),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    /** As if it were then, with what the clock starts. */
    at: async (then: Date) => {
      now = then
      await servicesJobs(listDistricts)['services.silence']?.({}, { db, clock: () => now })
    },
    stop: async () => {
      await app.close()
      await db.destroy()
      await database.stop()
      await place.remove()
    },
  }
}
