import type { CronItem } from 'graphile-worker'

/** What runs by the clock. One that failed is replaced by the next, not tried beside it. */
export const schedule: CronItem[] = [
  {
    task: 'cases.alarms',
    match: '* * * * *',
    options: { maxAttempts: 1, jobKey: 'cases.alarms' },
  },
  {
    task: 'cases.whistles',
    match: '* * * * *',
    options: { maxAttempts: 1, jobKey: 'cases.whistles' },
  },
  {
    task: 'cases.supervision',
    match: '* * * * *',
    options: { maxAttempts: 1, jobKey: 'cases.supervision' },
  },
  {
    task: 'cases.parked',
    match: '*/15 * * * *',
    options: { maxAttempts: 1, jobKey: 'cases.parked' },
  },
  {
    task: 'cases.plans',
    match: '7,22,37,52 * * * *',
    options: { maxAttempts: 1, jobKey: 'cases.plans' },
  },
  {
    task: 'cases.pools',
    match: '* * * * *',
    options: { maxAttempts: 1, jobKey: 'cases.pools' },
  },
  {
    task: 'cases.suspensions',
    match: '* * * * *',
    options: { maxAttempts: 1, jobKey: 'cases.suspensions' },
  },
  {
    task: 'enforcement.ring',
    match: '4,19,34,49 * * * *',
    options: { maxAttempts: 1, jobKey: 'enforcement.ring' },
  },
  // 08:20 and 17:20 by the clocks of China: before the day's work and at its end.
  { task: 'cases.followed_places', match: '20 0,9 * * *', options: { maxAttempts: 1 } },
  { task: 'cases.daily_root', match: '10 16 * * *' },
  { task: 'cases.personal_retention', match: '50 18 * * *' },
  // 08:10 by the clocks of China.
  { task: 'fieldwork.promises', match: '10 0 * * *' },
  { task: 'fieldwork.tracks', match: '55 18 * * *' },
  { task: 'reading.train_all', match: '40 19 1 * *' },
  { task: 'reading.catch_up_issues', match: '30 19 * * *', options: { maxAttempts: 1 } },
  { task: 'insight.freeze_month', match: '30 17 * * *' },
  { task: 'files.sweep_orphans', match: '40 18 * * *' },
  { task: 'notices.deliver', match: '* * * * *' },
  { task: 'exchange.deliver', match: '* * * * *' },
  {
    task: 'exchange.fetch_pictures',
    match: '* * * * *',
    options: { maxAttempts: 1, jobKey: 'exchange.fetch_pictures' },
  },
  { task: 'exchange.sweep', match: '20 18 * * *' },
]
