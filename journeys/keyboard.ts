import type { Locator, Page } from 'playwright-core'

/** Presses Tab until the focus is there, as somebody without a mouse does; throws if it never comes. */
export async function tabTo(page: Page, target: Locator, most = 150): Promise<void> {
  await target.first().waitFor({ state: 'attached' })
  for (let i = 0; i < most; i += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one press after the other
    if ((await page.locator(':focus').and(target).count()) > 0) return
    // oxlint-disable-next-line no-await-in-loop -- one press after the other
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${String(target)}`)
}

/** Presses Tab to it and Enter on it. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** What shows where the focus is: an outline or a shadow of its own, never nothing. */
export const focusIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate(`(() => {
    const one = document.activeElement
    if (!one || one === document.body) return false
    for (let at = one; at && at !== document.body; at = at.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return true
      if (at.matches('label, .ant-select, .ant-radio-wrapper, .ant-radio-button-wrapper')) break
    }
    return false
  })()`)
