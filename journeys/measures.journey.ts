import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { inWorld } from './world.ts'

interface Drawn {
  x: number
  y: number
}

/** The tallest thing drawn in these charts: the middle of a bar, or a point, where the browser has put it. */
async function tallest(page: Page, charts: string): Promise<Drawn | null> {
  const filled = `${charts} svg path[fill^="var(--"]`
  await page.locator(filled).first().waitFor({ state: 'attached' })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own question
  return (await page.evaluate(`(() => {
    const [first] = Array.from(document.querySelectorAll(${JSON.stringify(filled)}))
      .filter((one) => one.getBoundingClientRect().width > 3)
      .sort((a, b) => b.getBoundingClientRect().height - a.getBoundingClientRect().height)
    if (!first) return null
    first.scrollIntoView({ block: 'center' })
    const r = first.getBoundingClientRect()
    return { x: r.x + r.width / 2, y: r.y + r.height / 2 }
  })()`)) as Drawn | null
}

inWorld('figures', (world) => {
  it('a point, a bar, a box and a figure of the table each open the cases behind them', async () => {
    const page = await world().as('鄂城区 区中心值班长')
    const opens = async () => {
      await page.waitForURL(/\/console\/measures\/cases\?/)
      const rows = page.locator('main a[href*="/console/cases/"]')
      await rows.first().waitFor()
      return rows.count()
    }
    for (const [asked, charts] of [
      ['step=week', 'section[aria-label="随时间变化"] .chart'],
      ['step=week&multiple=reported', '.multiples .chart'],
      ['step=week', 'section[aria-label="结案用时的分布"] .chart'],
    ] as const) {
      await page.goto(`${world().url}/console/measures?${asked}`)
      const drawn = await tallest(page, charts)
      if (!drawn) throw new Error(`nothing is drawn in ${charts}`)
      await page.mouse.click(drawn.x, drawn.y)
      expect(await opens()).toBeGreaterThan(0)
    }
    await page.goto(`${world().url}/console/measures?step=week&multiple=reported`)
    const part = page.getByRole('region', { name: '各社区并排' })
    await part.getByText('看数据表').click()
    const figure = part.getByRole('link', { name: /东升社区 \d{4}-\d{2}-\d{2} [1-9]\d*$/ }).first()
    const said = Number((await figure.innerText()).trim())
    await figure.click()
    expect(await opens()).toBe(said)
    await page.context().close()
  })

  it('the month that was frozen stands beside what its days amount to now', async () => {
    const page = await world().as('鄂城区 区中心值班长')
    await page.goto(`${world().url}/console/measures`)
    await page.getByRole('combobox', { name: '对照定版月报' }).click()
    await page
      .getByText(/^\d{4}-\d{2} 定版$/)
      .last()
      .click()
    await page.waitForURL(/statement=/)
    const frozen = page.getByRole('region', { name: /^\d{4}-\d{2} 定版，旁边是现在的数$/ })
    await frozen.getByText(/校验码 [0-9a-f]+/).waitFor()
    for (const head of ['定版', '现在'])
      await frozen.getByRole('columnheader', { name: head, exact: true }).waitFor()
    expect(await frozen.getByRole('row').count()).toBeGreaterThan(5)
    await page.context().close()
  })

  it('the wall of a centre fills its screen, and follows what comes in', async () => {
    const wall = await world().as('鄂城区 区中心值班长')
    await wall.goto(`${world().url}/console/screen`)
    const reported = wall.locator('.wall-facts [data-of="reported"] dd')
    await reported.waitFor()
    const before = Number(await reported.innerText())
    const made = await fetch(`${world().url}/api/public/420704/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gongzhi': '1' },
      body: JSON.stringify({ clientId: crypto.randomUUID(), words: '路口的灯不亮' }),
    })
    expect(made.status).toBe(200)
    await expect
      .poll(async () => Number(await reported.innerText()), { timeout: 20_000 })
      .toBeGreaterThan(before)
    expect(await wall.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true)
    await wall.context().close()
  })
})
