import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where a Chromium is: CHROMIUM, or where Debian puts it; null when there is none. */
export function findChromium(): string | null {
  const given = process.env['CHROMIUM']
  if (given) return given
  return candidates.find((path) => existsSync(path)) ?? null
}

/**
 * Whether browser journeys can run here. Without a Chromium they are left out and say so; where CI
 * is set that is a failure, since a green run would claim what nobody saw.
 */
export function browserIsHere(): boolean {
  if (findChromium()) return true
  if (process.env['CI']) throw new Error('no Chromium: apt-get install chromium')
  process.stderr.write(
    'journeys not run: no Chromium found (apt-get install chromium, or set CHROMIUM)\n',
  )
  return false
}

/**
 * Two pages of the browser's own below its address bar, which nobody sees here, cost each new window
 * more of the processor than a page of ours. Of several lists the last one counts, so that of
 * playwright-core stands here as well.
 */
const disabledFeatures: readonly string[] = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  `--disable-features=${disabledFeatures.join(',')}`,
]

/** Without maps it is one that cannot draw them, as on some old machines: each map costs a second of the processor. */
export async function openBrowser({ maps = true }: { maps?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...browserArguments, ...(maps ? [] : ['--disable-3d-apis'])],
  })
}
