import type { Page } from 'playwright-core'
import type { Look } from './looks.ts'

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

/** Hazards and campaigns, at the desk and on the phone. */
export const hazardLooks: readonly Look[] = [
  { role: 'centre', name: 'hazards-ledger', path: '/console/hazards' },
  {
    role: 'centre',
    name: 'hazards-one',
    path: '/console/hazards?show=overdue',
    whole: true,
    first: follow('.hazard-rows a'),
  },
  { role: 'centre', name: 'hazards-settings', path: '/console/hazard-settings', whole: true },
  { role: 'centre', name: 'hazards-campaigns', path: '/console/campaigns', whole: true },
  {
    role: 'centre',
    name: 'hazards-campaign',
    path: '/console/campaigns?stands=now',
    whole: true,
    first: follow('.campaign-rows a'),
  },
  { role: 'centre', name: 'hazards-behind', path: '/console/campaign-days?measure=truckloads' },
  { role: 'grid', name: 'hazards-phone', path: '/work/hazards', whole: true },
  { role: 'grid', name: 'hazards-find', path: '/work/hazards/new', whole: true },
  {
    role: 'grid',
    name: 'hazards-recheck',
    path: '/work/hazards',
    whole: true,
    first: follow('.doors a'),
  },
  { role: 'grid', name: 'hazards-drive', path: '/work/campaigns', whole: true },
]
