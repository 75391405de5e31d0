import { expect, it } from 'vitest'
import { bothThemes, findings } from './axe.ts'
import { inWorldWithMaps } from './world.ts'

const publicPages = [
  '/',
  '/420704',
  '/420704/report',
  '/420704/ledger',
  '/420704/services',
  '/420704/services/decoration_waste',
  '/420704/signs',
  '/420704/events',
  '/sign-in',
]
const workPages = ['/work', '/work/shifts']
const officerPages = [
  '/work/outreach',
  '/work/words',
  '/work/visits',
  '/work/report',
  '/work/inspect',
]

inWorldWithMaps('axe has no serious finding', (world) => {
  it('on the public pages', async () => {
    const context = await world().window({ phone: true })
    const page = await context.newPage()
    expect(await findings(page, world().url, publicPages)).toEqual([])
    await context.close()
  })

  it('on the files of an officer, at the desk and in the street', async () => {
    const desk = await world().as('鄂城区 城管队员')
    const found = await findings(desk, world().url, ['/console/enforcement'])
    await desk.locator('.file-rows a').first().click()
    await desk.locator('.rungs').waitFor()
    found.push(...(await bothThemes(desk, 'file')))
    await desk.context().close()
    const phone = await world().as('鄂城区 城管队员', { phone: true })
    found.push(...(await findings(phone, world().url, officerPages)))
    const more = phone.getByRole('button', { name: '更多', exact: true })
    if (await more.isVisible()) {
      await more.click()
      await phone.getByRole('dialog').getByRole('link').first().waitFor()
      found.push(...(await bothThemes(phone, 'doors')))
    }
    expect(found).toEqual([])
    await phone.context().close()
  })

  it("on the worker's phone", async () => {
    const page = await world().as('鄂城区 市政主理人', { phone: true })
    const found = await findings(page, world().url, workPages)
    await page.goto(`${world().url}/work`)
    const task = page.locator('.task a, .done-list a').first()
    if (await task.isVisible()) {
      await task.click()
      await page.locator('.task-history li').first().waitFor()
      found.push(...(await bothThemes(page, 'task')))
    }
    expect(found).toEqual([])
    await page.context().close()
  })
})
