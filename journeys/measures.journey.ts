import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { inWorld } from './world.ts'

interface Box {
  x: number
  y: number
}

/** The middle of what is drawn in the colour of figures, as the browser has laid it out; the tallest first. */
async function drawnIn(page: Page, chart: string): Promise<Box[]> {
  await page.locator(`${chart} svg path`).first().waitFor()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own question
  return (await page.evaluate(`(() => {
    const box = document.querySelector(${JSON.stringify(chart)})
    box.scrollIntoView({ block: 'center' })
    return Array.from(box.querySelectorAll('svg path'))
      .filter((path) => /--(jade|cinnabar|slate)/.test(path.getAttribute('fill') ?? ''))
      .map((path) => path.getBoundingClientRect())
      .filter((r) => r.width > 3 && r.height > 3)
      .sort((a, b) => b.height - a.height)
      .map((r) => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 }))
  })()`)) as Box[]
}

async function click(page: Page, chart: string): Promise<void> {
  const [first] = await drawnIn(page, chart)
  expect(first, `nothing to click in ${chart}`).toBeDefined()
  await page.mouse.click(first?.x ?? 0, first?.y ?? 0)
}

const behind = /\/console\/measures\/cases\?/

inWorld('figures', (world) => {
  it('a bar, a point and a figure each open the cases behind them', async () => {
    const page = await world().as('鄂城区 区中心值班长')
    const measures = `${world().url}/console/measures`
    for (const [address, chart] of [
      ['?step=week', '.measures-part:has(h2) .chart'],
      ['?step=week&multiple=reported', '.multiples .chart'],
      ['?step=week&multiple=onTime', '.multiples .chart'],
    ] as const) {
      await page.goto(`${measures}${address}`)
      await click(page, chart)
      await page.waitForURL(behind)
      await page.locator('main a[href*="/console/cases/"]').first().waitFor()
    }
    await page.context().close()
  })
})
