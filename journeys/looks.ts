import type { Page } from 'playwright-core'

/** Who looks: the title that the demonstration prints for them, or nobody in particular. */
export const roles = {
  resident: null,
  worker: '鄂城区 市政主理人',
  centre: '鄂城区 区中心值班长',
  system: '鄂城区 系统管理员',
  security: '鄂城区 安全管理员',
  audit: '鄂城区 审计管理员',
  grid: '鄂城区 网格员',
} as const

export type Role = keyof typeof roles

export interface Look {
  name: string
  role: Role
  path: string
  /** The whole page, not only what a screen shows. */
  whole?: boolean
  /** Done to the page before the picture is taken. */
  first?: (page: Page) => Promise<void>
}

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

export const looks: readonly Look[] = [
  { role: 'resident', name: 'districts', path: '/' },
  { role: 'resident', name: 'home', path: '/420704', whole: true },
  { role: 'resident', name: 'report', path: '/420704/report' },
  { role: 'resident', name: 'ledger', path: '/420704/ledger' },
  {
    role: 'resident',
    name: 'follow',
    path: '/420704/ledger',
    whole: true,
    first: follow('a[href*="/follow/"]'),
  },
  { role: 'resident', name: 'follow-absent', path: '/420704/follow/AAAAAA' },
  { role: 'resident', name: 'sign-in', path: '/sign-in' },
  { role: 'worker', name: 'tasks', path: '/work' },
  {
    role: 'worker',
    name: 'task',
    path: '/work',
    whole: true,
    first: follow('.worker-card, a[href*="/work/tasks"]'),
  },
  { role: 'grid', name: 'patrol', path: '/work/report' },
  { role: 'grid', name: 'inspect', path: '/work/inspect' },
  { role: 'centre', name: 'start', path: '/console' },
  { role: 'centre', name: 'desk', path: '/console/desk' },
  { role: 'centre', name: 'intake', path: '/console/intake' },
  { role: 'centre', name: 'inspect', path: '/console/inspect' },
  { role: 'centre', name: 'cases', path: '/console/cases' },
  {
    role: 'centre',
    name: 'case',
    path: '/console/cases',
    whole: true,
    first: follow('li a[href*="/console/cases/"]'),
  },
  { role: 'centre', name: 'catalogue', path: '/console/catalogue' },
  { role: 'centre', name: 'stations', path: '/console/stations' },
  { role: 'centre', name: 'inbox', path: '/console/inbox' },
  { role: 'system', name: 'catalogue', path: '/console/catalogue' },
  { role: 'system', name: 'routing', path: '/console/routing' },
  { role: 'system', name: 'outbox', path: '/console/outbox' },
  { role: 'security', name: 'people', path: '/console/people' },
  { role: 'audit', name: 'audit', path: '/console/people' },
]
