import type { Look } from './looks.ts'

/** Services and shop signs, on a resident's phone, at the desk and in the street. */
export const servicesLooks: readonly Look[] = [
  { role: 'resident', name: 'services-list', path: '/420704/services', whole: true },
  {
    role: 'resident',
    name: 'services-book',
    path: '/420704/services/decoration_waste',
    whole: true,
  },
  { role: 'resident', name: 'services-sign', path: '/420704/signs', whole: true },
  {
    role: 'resident',
    name: 'services-missing',
    path: '/420704/services/decoration_waste',
    whole: true,
    first: async (page) => {
      await page.locator('.slots .chips button:enabled').first().click()
      await page
        .getByRole('button', { name: /^(预约|Book)$/ })
        .last()
        .click()
    },
  },
  { role: 'centre', name: 'services-bookings', path: '/console/services?span=week' },
  { role: 'centre', name: 'services-signs', path: '/console/services?tab=signs&state=mending' },
  { role: 'system', name: 'services-settings', path: '/console/services?tab=services' },
  {
    role: 'system',
    name: 'services-service',
    path: '/console/services?tab=services',
    whole: true,
    first: async (page) => {
      await page.locator('.service-row button').nth(4).click()
      await page.locator('.ant-modal .question-line').first().waitFor()
    },
  },
]
