import { http, HttpResponse } from 'msw'

// Rows as the server sends them, for the tests of these pages.

export const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const person = (n: number, over = {}) => ({
  id: idOf(n),
  name: `人员${n}`,
  email: null,
  phone: '138****00',
  loginName: null,
  hasPassword: false,
  hasFactor: false,
  providers: [],
  language: 'zh-CN',
  active: true,
  lockedUntil: null,
  posts: [{ postId: idOf(50), title: '受理员' }],
  administrator: false,
  allowed: ['change', 'sessions', 'link'],
  version: 3,
  ...over,
})

export const post = (n: number, over = {}) => ({
  id: idOf(n),
  kind: 'officer',
  title: `城管队员${n}`,
  organisationId: idOf(70),
  organisationName: '城管局',
  stationId: null,
  stationName: null,
  seat: null,
  areas: ['420704001014'],
  active: true,
  holders: [],
  version: 1,
  ...over,
})

export const kinds = [
  { code: 'officer', name: '城管队员', nameEn: 'Officer', posts: 2, own: false },
  { code: 'security_admin', name: '安全管理员', nameEn: 'Security', posts: 1, own: true },
].map((k) =>
  Object.assign(k, { verbs: ['people.read'], reach: 'areas', secondFactor: false, version: 0 }),
)

export const organisation = {
  id: idOf(70),
  kind: 'bureau',
  name: '城市管理执法局',
  shortName: '城管局',
  parentId: null,
  areaCode: null,
  handlesCases: true,
  trade: null,
  phone: null,
  active: true,
  version: 0,
}

const area = (code: string, level: string, name: string) => ({
  code,
  level,
  name,
  parentCode: code.length > 9 ? code.slice(0, 9) : '420704',
  boundary: null,
  lon: null,
  lat: null,
  schematic: false,
  active: true,
  version: 0,
})

/** What every page of people asks beside its own. */
export const around = [
  http.get('*/api/people/post-kinds', () => HttpResponse.json({ kinds })),
  http.get('*/api/people/organisations', () =>
    HttpResponse.json({ organisations: [organisation] }),
  ),
  http.get('*/api/people/stations', () => HttpResponse.json({ stations: [], without: [] })),
  http.get('*/api/people/holdings', () => HttpResponse.json({ holdings: [] })),
  http.get('*/api/people/post-kinds/*/history', () => HttpResponse.json({ revisions: [] })),
  http.get('*/api/people/post-kinds/*/holders', () =>
    HttpResponse.json({
      people: 1,
      withoutFactor: 1,
      named: [{ name: '李明', posts: ['城管队员'] }],
    }),
  ),
  http.get('*/api/people/view-as/posts', () => HttpResponse.json({ posts: [] })),
  http.get('*/api/people/me/leave', () =>
    HttpResponse.json({ personId: idOf(1), leaves: [], posts: [], asked: [] }),
  ),
  http.get('*/api/people/me/second-factor', () =>
    HttpResponse.json({ state: 'off', since: null, codesLeft: 0, demandedBy: [], passed: false }),
  ),
  http.get('*/api/people/sessions', () => HttpResponse.json({ sessions: [] })),
  http.get('*/api/places/areas', () =>
    HttpResponse.json({
      areas: [
        area('420704001', 'street', '凤凰街道'),
        area('420704001014', 'community', '澜湖社区'),
      ],
    }),
  ),
]

export const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.9,
  lat: 30.4,
}
