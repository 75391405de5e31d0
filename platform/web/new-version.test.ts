import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isCalm, keepPages, takeNewVersion } from './new-version.ts'

const show = (html: string) => {
  document.body.innerHTML = html
}
const posted: unknown[] = []
const newer = { postMessage: (said: unknown) => void posted.push(said) }

/** A browser in which a second version has been fetched and waits. */
function aBrowser(waiting: unknown, installing: unknown = null) {
  const registration = Object.assign(new EventTarget(), {
    waiting,
    installing,
    update: async () => undefined,
  })
  const serviceWorker = Object.assign(new EventTarget(), {
    controller: {},
    register: async () => registration,
  })
  vi.stubGlobal('navigator', { language: navigator.language, serviceWorker })
}

beforeEach(() => {
  posted.length = 0
})
afterEach(() => vi.unstubAllGlobals())

it('is calm on a page that only shows, and not while something is written, picked or open', () => {
  show(
    '<main><p>看进展</p><input type="checkbox" checked><input type="search" value="路灯"></main>',
  )
  expect(isCalm()).toBe(true)
  for (const html of [
    '<textarea>路灯不亮</textarea>',
    '<input value="竹林北路">',
    '<ul><li class="picked"></li></ul>',
    '<dialog open></dialog>',
    '<button aria-busy="true">发出</button>',
  ]) {
    show(html)
    expect(isCalm(), html).toBe(false)
  }
})

it('leaves a form alone, and takes the new version once it is empty', async () => {
  show('<textarea>路灯不亮</textarea>')
  aBrowser(newer)
  await keepPages('/resident-offline.js', '/')
  expect(await takeNewVersion()).toBe(false)
  expect(posted).toEqual([])
  show('<main></main>')
  expect(await takeNewVersion()).toBe(true)
  expect(posted).toEqual(['take'])
})

it('brings back no old page while the new one is still being fetched', async () => {
  vi.resetModules()
  const { watchFiles, standingNow } = await import('./standing.ts')
  const fresh = await import('./new-version.ts')
  show('<textarea>路灯不亮</textarea>')
  const script = document.createElement('script')
  vi.spyOn(script, 'getAttribute').mockReturnValue('/assets/work-0000.js')
  vi.spyOn(document, 'querySelector').mockReturnValueOnce(script)
  vi.stubGlobal('fetch', async () => new Response('<script src="/assets/work-1111.js"></script>'))
  watchFiles({ alone: false })
  dispatchEvent(new Event('vite:preloadError'))
  await vi.waitFor(() => expect(standingNow()).toBe('replaced'))
  aBrowser(null, {})
  await fresh.keepPages('/work-offline.js', '/work')
  vi.useFakeTimers()
  const loading = fresh.loadNewVersion()
  await vi.advanceTimersByTimeAsync(11_000)
  vi.useRealTimers()
  expect(await loading).toBe('fetching')
})
