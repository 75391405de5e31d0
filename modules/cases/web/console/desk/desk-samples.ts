import type { CasePage, CaseRow } from '../../../contract/index.ts'

/** Made-up messages for the tests of the desk. */
export const idOf = (n: number): string => `6f3b1c1e-2f1d-4a53-9a32-${String(n).padStart(12, '0')}`
export const unitId = idOf(900)

const past = '2026-03-16T01:00:00.000Z'

export const aRow = (n: number, over: Partial<CaseRow> = {}): CaseRow => ({
  id: idOf(n),
  number: `42120220260316000${String(n).padStart(2, '0')}`,
  shortCode: `K7M${n}PQ`,
  title: `第 ${n} 件`,
  status: 'reported',
  urgency: 'routine',
  hazard: false,
  rings: false,
  channel: 'qr',
  matter: null,
  class: null,
  address: '麻纺厂西八栋',
  communityCode: '421202001001',
  communityName: '银桂社区',
  gridCode: '421202001001001',
  lon: null,
  lat: null,
  unitId: null,
  unitName: null,
  owner: 'desk',
  reportedAt: past,
  dueAt: null,
  overdue: false,
  paused: false,
  ribbon: {
    receivedAt: past,
    promisedAt: null,
    estimated: false,
    closedAt: null,
    pauses: [],
    notches: [],
  },
  thumb: null,
  version: 3,
  ...over,
})

export const aCase = (n: number, over: Partial<CasePage> = {}): CasePage => ({
  ...aRow(n),
  words: '路灯不亮',
  originalText: null,
  confidential: false,
  public: false,
  publicWords: null,
  guideItemCode: null,
  settledOnSpot: false,
  events: [],
  photos: [],
  tasks: [],
  requests: [],
  clocks: [],
  hands: [],
  routing: null,
  standard: null,
  guide: null,
  reporter: { hasContact: false, masked: null },
  verdicts: [],
  allowed: ['receive', 'refuse', 'file', 'note'],
  ...over,
})

export const matter = {
  kind: 'component',
  code: '01010',
  name: '路灯',
  major: '01',
  majorName: '公用设施',
  guideItemCode: null,
  class: null,
  filingStandard: '路灯不亮即可立案。',
  closingStandard: '恢复照明。',
  hint: '',
  lead: '',
  urgency: 'routine',
  hazard: false,
  origin: 'preset',
  active: true,
  version: 0,
}

export const reason = {
  kind: 'refusal',
  code: 'private',
  name: '业主之间的民事纠纷',
  nameEn: 'A civil dispute',
  door: '可以到社区人民调解委员会。',
  doorEn: 'The mediation committee.',
  active: true,
  version: 0,
}
