import type { CDPSession, Locator, Page } from 'playwright-core'

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

const seen = `(one) => {
  if (!one || one === document.body) return false
  for (let at = one; at && at !== document.body; at = at.parentElement) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
    if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return true
    if (at.matches('label, .ant-select, .ant-radio-wrapper, .ant-radio-button-wrapper')) break
  }
  return false
}`

/** What shows where the focus is: an outline or a shadow of its own, never nothing. */
export const focusIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate(`(${seen})(document.activeElement)`)

/**
 * What a mouse can press on the page and Tab never comes to, or comes to unseen: each as the beginning
 * of its HTML. Of a group that arrow keys move in (tabs, a menu, a set of radio buttons) one stop is
 * enough. Behind the way past the navigation, or in the dialog that is open.
 */
export async function outOfReach(page: Page): Promise<string[]> {
  await page.evaluate(begin)
  const keys = await page.context().newCDPSession(page)
  /* oxlint-disable no-await-in-loop -- one lot after the other */
  for (let i = 0; i < 20 && !(await page.evaluate('window.keys.ended')); i += 1)
    await pressTab(keys, 20)
  /* oxlint-enable no-await-in-loop */
  await keys.detach()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the script answers
  return (await page.evaluate('window.keys.found()')) as string[]
}

/** So often, one press behind the other, without waiting for each: the browser takes them in their order. */
async function pressTab(keys: CDPSession, times: number): Promise<void> {
  const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }
  const sent: Promise<unknown>[] = []
  for (let n = 0; n < times; n += 1)
    for (const type of ['rawKeyDown', 'keyUp'] as const)
      sent.push(keys.send('Input.dispatchKeyEvent', { type, ...tab }))
  await Promise.all(sent)
}

const begin = `(() => {
  const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]'
  const groups = '[role=tablist], [role=menu], [role=menubar], [role=radiogroup], [role=listbox], [role=grid], [role=tree]'
  // Arrows beside a number: the keys up and down do the same in the number itself.
  const spare = '.ant-input-number-action, [aria-hidden=true], [aria-disabled=true], :disabled'
  const dialog = [...document.querySelectorAll('[role=dialog]')].findLast((one) => one.checkVisibility())
  const place = dialog ?? document.querySelector('#page') ?? document.body
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0
  const pointed = (one) => getComputedStyle(one).cursor === 'pointer'
  const stopOf = (one) => {
    const around = one.closest(stops)
    return one.closest('label')?.control ?? (around?.tabIndex >= 0 ? around : undefined) ??
      [...one.querySelectorAll(stops)].find((it) => it.tabIndex >= 0)
  }
  const wanted = new Set()
  const unreached = []
  for (const one of place.querySelectorAll('*')) {
    if (!shown(one) || one.closest(spare)) continue
    if (!one.matches(stops) && !(pointed(one) && !pointed(one.parentElement))) continue
    const stop = stopOf(one)
    if (one.matches('[tabindex="-1"]') && !pointed(one)) continue
    if (stop?.matches(':disabled, input[type=radio]')) continue
    if (stop && stop.tabIndex >= 0) wanted.add(stop)
    else if (!one.closest(groups)) unreached.push(one)
  }
  if (!dialog) place.focus()
  const come = new Set()
  const unseen = []
  const say = (why) => (one) => why + ' ' + one.outerHTML.slice(0, 400)
  // Of the page before, where this one was come to by a link.
  window.keys?.stop.abort()
  const stop = new AbortController()
  window.keys = {
    stop,
    ended: false,
    found: () => [
      ...unreached.map(say('no stop:')),
      ...[...wanted].filter((one) => one.isConnected && !come.has(one)).map(say('never come to:')),
      ...unseen.map(say('unseen:')),
    ],
  }
  const isSeen = ${seen}
  addEventListener('focusin', ({ target }) => {
    // A dialog is gone round in; a page is left at its end.
    if (come.has(target) || (!place.contains(target) && !dialog)) window.keys.ended ||= come.size > 0
    else if (place.contains(target)) {
      come.add(target)
      if (!isSeen(target)) unseen.push(target)
    }
  }, { signal: stop.signal })
})()`
