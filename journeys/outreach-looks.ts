import type { Page } from 'playwright-core'
import type { Look } from './looks.ts'

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

/** The leaflet as anyone may open it, at the address that the console tells. */
const publicLeaflet = async (page: Page) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own server's answer
  const path = (await page.evaluate(
    `(async () => {
      const { rows } = await (await fetch('/api/outreach/leaflets')).json()
      const one = await (await fetch('/api/outreach/leaflets/' + rows.at(-1).id)).json()
      return one.path
    })()`,
  )) as string
  await page.goto(new URL(path, page.url()).href)
  await page.locator('.leaflet').waitFor()
}

/** What was said where, the library of leaflets and the open days, at the desk, in the street and for anyone. */
export const outreachLooks: readonly Look[] = [
  { role: 'centre', name: 'outreach-records', path: '/console/outreach', whole: true },
  {
    role: 'centre',
    name: 'outreach-record',
    path: '/console/outreach',
    first: async (page) => {
      await page.locator('.outreach-filters > .ant-btn-primary').click()
      await page.locator('.ant-modal-body').waitFor()
    },
  },
  { role: 'centre', name: 'outreach-plans', path: '/console/outreach?tab=plans' },
  { role: 'centre', name: 'outreach-postings', path: '/console/outreach?tab=postings' },
  { role: 'centre', name: 'outreach-leaflets', path: '/console/outreach?tab=leaflets' },
  {
    role: 'centre',
    name: 'outreach-leaflet',
    path: '/console/outreach?tab=leaflets',
    whole: true,
    first: follow('.outreach-library li:last-child a'),
  },
  {
    role: 'centre',
    name: 'outreach-editor',
    path: '/console/outreach?tab=leaflets',
    whole: true,
    first: async (page) => {
      await follow('.outreach-library li:last-child a')(page)
      await page.locator('.outreach-verbs button').first().click()
      await page.locator('form').first().waitFor()
    },
  },
  { role: 'centre', name: 'outreach-events', path: '/console/outreach?tab=events' },
  {
    role: 'centre',
    name: 'outreach-event',
    path: '/console/outreach?tab=events',
    whole: true,
    first: follow('.outreach-rows a'),
  },
  { role: 'centre', name: 'outreach-questions', path: '/console/outreach?tab=questions' },
  { role: 'centre', name: 'outreach-figures', path: '/console/outreach?tab=figures', whole: true },
  { role: 'centre', name: 'outreach-channels', path: '/console/outreach?tab=channels' },
  { role: 'grid', name: 'outreach-phone', path: '/work/outreach', whole: true },
  { role: 'resident', name: 'outreach-public-events', path: '/420704/events', whole: true },
  {
    role: 'resident',
    name: 'outreach-public-event',
    path: '/420704/events',
    whole: true,
    first: follow('a[href*="/events/"]'),
  },
  {
    role: 'centre',
    name: 'outreach-public-leaflet',
    path: '/console/outreach',
    whole: true,
    first: publicLeaflet,
  },
]
