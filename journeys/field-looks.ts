import type { Page } from 'playwright-core'
import type { Look } from './looks.ts'

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

/** The register of subjects and the visits at their doors, at the desk and on the phone. */
export const fieldLooks: readonly Look[] = [
  { role: 'centre', name: 'field-subjects', path: '/console/subjects?kind=shop' },
  {
    role: 'centre',
    name: 'field-subject',
    path: '/console/subjects?kind=household&need=alone',
    whole: true,
    first: follow('.subject-rows a'),
  },
  {
    role: 'centre',
    name: 'field-subject-entry',
    path: '/console/subjects?kind=shop',
    first: follow('.subject-verbs .ant-btn-primary'),
  },
  {
    role: 'centre',
    name: 'field-checks',
    path: '/console/checks',
    first: follow('.checks-rows .ant-btn'),
  },
  { role: 'centre', name: 'field-check-lists', path: '/console/checks?tab=lists' },
  {
    role: 'centre',
    name: 'field-check-list',
    path: '/console/checks?tab=lists',
    first: follow('.checks-rows .ant-btn'),
  },
  { role: 'grid', name: 'field-checks-phone', path: '/work/checks' },
  {
    role: 'grid',
    name: 'field-check-phone',
    path: '/work/checks',
    whole: true,
    first: follow('.doors a'),
  },
  { role: 'centre', name: 'field-due', path: '/console/visits?within=30' },
  { role: 'centre', name: 'field-visits', path: '/console/visits?tab=visits' },
  { role: 'centre', name: 'field-promises', path: '/console/visits?tab=promises' },
  {
    role: 'centre',
    name: 'field-drive',
    path: '/console/visits?tab=drives',
    first: follow('.visits-rows .ant-btn'),
  },
  { role: 'centre', name: 'field-plans', path: '/console/visits?tab=plans' },
  { role: 'centre', name: 'field-rounds', path: '/console/patrols', whole: true },
  {
    role: 'centre',
    name: 'field-round-edit',
    path: '/console/patrols',
    first: follow('.patrols .page-head .ant-btn'),
  },
  {
    role: 'centre',
    name: 'field-drive-edit',
    path: '/console/visits?tab=drives',
    first: follow('.visits .ant-btn-primary'),
  },
  { role: 'grid', name: 'field-first', path: '/work' },
  { role: 'officer', name: 'field-today', path: '/work/today', whole: true },
  { role: 'grid', name: 'field-doors', path: '/work/visits', whole: true },
  { role: 'grid', name: 'field-round', path: '/work/patrol', whole: true },
  { role: 'grid', name: 'log-phone', path: '/work/log', whole: true },
  { role: 'centre', name: 'logs', path: '/console/logs' },
  {
    role: 'grid',
    name: 'field-door',
    path: '/work/visits',
    whole: true,
    first: follow('.doors a'),
  },
]
