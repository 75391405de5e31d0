import { render, screen } from '@testing-library/react'
import type { RouterHistory } from '@tanstack/react-router'
import { I18nextProvider } from 'react-i18next'
import { afterEach, expect, it, vi } from 'vitest'
import { openI18n } from './i18n.ts'
import { stayWithWords } from './staying.ts'
import { watchFiles } from './standing.ts'
import { NewVersion } from './kit/NewVersion.tsx'
import zh from './words/zh-CN.json' with { type: 'json' }

const i18n = await openI18n({ 'zh-CN': {}, en: {} }, 'zh-CN')

afterEach(() => vi.unstubAllGlobals())

type Blocker = Parameters<RouterHistory['block']>[0]
type Location = Parameters<Blocker['blockerFn']>[0]['nextLocation']

const at = (path: string): Location => ({
  href: path,
  pathname: path,
  search: '',
  hash: '',
  state: { __TSR_index: 0, key: '', __TSR_key: '' },
})

/** A router whose pages come by `preload`; answers whether a press on a link is held back. */
function aRouter(preload: () => Promise<void>) {
  let blocker: Blocker | undefined
  stayWithWords({
    history: {
      block: (given) => {
        blocker = given
        return () => undefined
      },
    },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a route only its page is asked
    getMatchedRoutes: () =>
      [[{ options: { component: Object.assign(() => null, { preload }) } }]] as never,
  })
  return async () =>
    blocker?.blockerFn({
      currentLocation: at('/console/intake'),
      nextLocation: at('/console/cases'),
      action: 'PUSH',
    })
}

/** What the bundler's loader does when a file is not there. */
const missing = async () => {
  window.dispatchEvent(new Event('vite:preloadError', { cancelable: true }))
}

const shown = () =>
  render(
    <I18nextProvider i18n={i18n}>
      <NewVersion />
    </I18nextProvider>,
  )

watchFiles({ alone: true })

it('leads on where the page can be had, and at once where nothing is written', async () => {
  document.body.innerHTML = '<textarea>路灯不亮</textarea>'
  const fetched = vi.fn<() => Promise<void>>(async () => undefined)
  expect(await aRouter(fetched)()).toBe(false)
  expect(fetched).toHaveBeenCalledOnce()
  document.body.innerHTML = '<main></main>'
  expect(await aRouter(missing)()).toBe(false)
})

it('stays with what is written when no line brings the page, and says so', async () => {
  document.body.innerHTML = '<textarea>路灯不亮</textarea>'
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no line')))
  expect(await aRouter(missing)()).toBe(true)
  shown()
  expect(await screen.findByText(zh['version.missed'])).toBeDefined()
})

it('knows a new version by the script that the server’s page begins with, and offers to load it', async () => {
  document.body.innerHTML = '<textarea>路灯不亮</textarea>'
  const script = document.createElement('script')
  // Only its name is asked for; there is nothing to run.
  vi.spyOn(script, 'getAttribute').mockReturnValue('/assets/console-old.js')
  vi.spyOn(document, 'querySelector').mockReturnValue(script)
  vi.stubGlobal(
    'fetch',
    async () => new Response('<script type="module" src="/assets/console-new.js"></script>'),
  )
  expect(await aRouter(missing)()).toBe(true)
  vi.restoreAllMocks()
  shown()
  expect(await screen.findByText(zh['version.replaced'])).toBeDefined()
  expect(screen.getByRole('button', { name: zh['version.take'] })).toBeDefined()
})
