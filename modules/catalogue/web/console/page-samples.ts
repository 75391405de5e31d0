import type {
  CalendarPage,
  MatterPage,
  MatterView,
  PolicySummary,
  PolicyView,
} from '../../contract/index.ts'

const hours = (value: number) => ({ value, unit: 'WORK_HOUR' as const })
const row = (value: number) => ({
  routine: hours(value),
  urgent: hours(value),
  emergency: hours(value),
})

export const limits: PolicyView['limits'] = {
  desk: { receive: row(1), verify: row(2), dispatch: row(3), accept: row(4), inspect: row(5) },
  handling: {
    outreach: row(16),
    service: row(17),
    management: row(18),
    enforcement: row(19),
    other: row(20),
  },
  own: { 'matter/01002': { handle: hours(2) } },
}

const summary: PolicySummary = {
  version: 1,
  madeAt: '2026-11-01T00:00:00.000Z',
  madeBy: null,
  by: null,
  reason: '',
  startsAt: null,
  withdrawnAt: null,
}

export const policies = {
  current: { ...summary, limits },
  versions: [summary],
  planned: null,
  allowed: ['edit'],
}

export const matter: MatterView = {
  kind: 'matter',
  code: '09005',
  name: '店外经营',
  major: '09',
  majorName: '街面秩序',
  guideItemCode: null,
  class: null,
  filingStandard: '占道摆放',
  closingStandard: '恢复原状',
  hint: '',
  lead: '城管大队',
  urgency: 'routine',
  hazard: false,
  origin: 'district',
  active: true,
  version: 2,
}

export const matterPage: MatterPage = {
  matter,
  limit: null,
  limits: row(18),
  standard: {
    standard: 'GB/T 47678.5-2026',
    name: '店外经营',
    majorName: '街面秩序',
    componentCode: null,
  },
  guide: null,
  legacyCodes: [{ code: '0405', name: '店外经营', confidence: 'certain' }],
  history: [
    {
      version: 2,
      before: { ...matter, lead: '社区', version: 1 },
      after: matter,
      byPerson: null,
      byPost: null,
      by: '王敏',
      at: '2026-11-20T02:00:00.000Z',
      reason: '改由大队负责',
    },
    {
      version: 1,
      before: { ...matter, lead: '', version: 0 },
      after: { ...matter, lead: '社区', version: 1 },
      byPerson: null,
      byPost: null,
      by: '李强',
      at: '2026-11-10T02:00:00.000Z',
      reason: '补上主办单位',
    },
  ],
  allowed: ['edit'],
}

const reason = (code: string, name: string, position: number) => ({
  kind: 'refusal',
  code,
  name,
  nameEn: code,
  door: '',
  doorEn: '',
  active: true,
  position,
  version: 0,
})
export const reasons = [reason('a', '不在本区', 1), reason('b', '不属城管', 2)]

export const calendar: CalendarPage = {
  version: 1,
  hours: [{ from: '08:00', to: '12:00' }],
  weekdays: [1, 2, 3, 4, 5],
  overrides: {},
  timeZone: 'Asia/Shanghai',
  knownUntil: '2026-12-31',
  horizon: 'ending',
  months: [
    {
      month: '2026-10',
      days: [
        {
          day: '2026-10-08',
          weekday: 4,
          working: true,
          name: null,
          source: 'week',
          state: null,
          estimated: false,
        },
        {
          day: '2026-10-10',
          weekday: 6,
          working: false,
          name: '国庆节',
          source: 'state',
          state: { off: false, name: '国庆节' },
          estimated: false,
        },
      ],
    },
  ],
  versions: [
    { version: 1, madeAt: '2026-11-01T00:00:00.000Z', madeBy: null, by: null, reason: '' },
  ],
  allowed: ['edit'],
}
