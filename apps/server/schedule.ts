import type { CronItem } from 'graphile-worker'

/** One that failed is replaced by the next, not tried beside it. */
const renewed = (match: string, ...tasks: string[]): CronItem[] =>
  tasks.map((task) => ({ task, match, options: { maxAttempts: 1, jobKey: task } }))

/** What runs by the clock, in UTC. */
export const schedule: CronItem[] = [
  ...renewed(
    '* * * * *',
    'cases.alarms',
    'cases.whistles',
    'cases.supervision',
    'cases.pools',
    'cases.suspensions',
    'exchange.fetch_pictures',
  ),
  ...renewed('*/15 * * * *', 'cases.parked'),
  ...renewed('4,19,34,49 * * * *', 'enforcement.ring'),
  ...renewed('7,22,37,52 * * * *', 'cases.plans'),
  ...renewed('11,26,41,56 * * * *', 'services.silence'),
  { task: 'notices.deliver', match: '* * * * *' },
  { task: 'exchange.deliver', match: '* * * * *' },
  // 08:10, 08:20 and 17:20 by the clocks of China: before the day's work and at its end.
  { task: 'fieldwork.promises', match: '10 0 * * *' },
  { task: 'outreach.remind', match: '15 0 * * *' },
  { task: 'fieldwork.hazards', match: '15 0 * * *', options: { maxAttempts: 1 } },
  { task: 'cases.followed_places', match: '20 0,9 * * *', options: { maxAttempts: 1 } },
  // The first after midnight, whichever zone a district keeps; one that was missed is made up an hour later.
  {
    task: 'fieldwork.rounds',
    match: '2 * * * *',
    options: { maxAttempts: 1, jobKey: 'fieldwork.rounds' },
  },
  // At night there.
  { task: 'cases.daily_root', match: '10 16 * * *' },
  { task: 'insight.freeze_month', match: '30 17 * * *' },
  { task: 'exchange.sweep', match: '20 18 * * *' },
  { task: 'files.sweep_orphans', match: '40 18 * * *' },
  { task: 'cases.personal_retention', match: '50 18 * * *' },
  { task: 'fieldwork.tracks', match: '55 18 * * *' },
  { task: 'outreach.forget', match: '57 18 * * *' },
  { task: 'reading.catch_up_issues', match: '30 19 * * *', options: { maxAttempts: 1 } },
  { task: 'reading.train_all', match: '40 19 1 * *' },
]
