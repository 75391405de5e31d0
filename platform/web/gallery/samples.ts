import type { Hand } from '../ChainOfHands.tsx'
import type { TimeRibbonProps } from '../TimeRibbon.tsx'
import type { MapPoint, Shapes } from '../Map.tsx'

export const now = '2026-03-17T06:00:00Z'
export const timeZone = 'Asia/Shanghai'

type Sample = Omit<TimeRibbonProps, 'now' | 'language' | 'timeZone' | 'size'>
type Say = (zh: string, en: string) => string

export function ribbons(say: Say): [string, Sample][] {
  const notches = [
    { at: '2026-03-16T01:30:00Z', label: say('受理', 'Accepted') },
    { at: '2026-03-16T02:05:00Z', label: say('派遣', 'Sent on') },
    { at: '2026-03-16T06:40:00Z', label: say('接单', 'Taken on') },
  ]
  const start = { receivedAt: '2026-03-16T01:12:00Z', notches }
  return [
    ['in time', { ...start, promisedAt: '2026-03-18T10:00:00Z' }],
    ['soon', { ...start, promisedAt: '2026-03-17T08:10:00Z' }],
    ['overdue', { ...start, promisedAt: '2026-03-17T01:00:00Z' }],
    [
      'very late',
      {
        ...start,
        receivedAt: '2026-03-01T01:00:00Z',
        notches: [],
        promisedAt: '2026-03-02T01:00:00Z',
      },
    ],
    [
      'paused',
      {
        ...start,
        promisedAt: '2026-03-19T10:00:00Z',
        pauses: [
          {
            from: '2026-03-17T01:00:00Z',
            to: null,
            reason: say('等灯具配件到货', 'waiting for the lamp head'),
          },
        ],
      },
    ],
    [
      'was paused, estimated',
      {
        ...start,
        receivedAt: '2026-03-12T01:12:00Z',
        notches: [],
        promisedAt: '2026-03-19T10:00:00Z',
        estimated: true,
        pauses: [
          {
            from: '2026-03-13T01:00:00Z',
            to: '2026-03-15T09:00:00Z',
            reason: say('连续大雨，不能登高', 'heavy rain, no climbing'),
          },
        ],
      },
    ],
    ['no promise', { receivedAt: '2026-03-17T05:48:00Z', promisedAt: null }],
    [
      'closed in time',
      { ...start, promisedAt: '2026-03-18T10:00:00Z', closedAt: '2026-03-17T03:00:00Z' },
    ],
    [
      'closed late',
      { ...start, promisedAt: '2026-03-16T10:00:00Z', closedAt: '2026-03-17T03:00:00Z' },
    ],
  ]
}

export const hands = (say: Say): Hand[] => [
  {
    unit: say('梅园社区受理台', 'Plum Garden community desk'),
    person: say('陈一宁', 'Chen Yining'),
    from: '2026-03-16T01:12:00Z',
    to: '2026-03-16T02:05:00Z',
    accepted: true,
    did: say('核对照片与位置，立案', 'Checked the pictures and the place, filed it'),
  },
  {
    unit: say('园林绿化养护中心', 'Parks and trees'),
    from: '2026-03-16T02:05:00Z',
    to: '2026-03-16T03:20:00Z',
    accepted: false,
    did: say('退回：不属于绿化设施', 'Returned: not a park fixture'),
  },
  {
    unit: say('市政设施养护服务中心照明管理科', 'Municipal works, lighting'),
    person: say('王师傅', 'Mr Wang'),
    from: '2026-03-16T03:20:00Z',
    to: null,
    accepted: true,
    did: say('已到现场，更换灯头', 'On the spot, changing the lamp head'),
  },
]

export const offered = (say: Say): Hand[] => [
  ...hands(say).slice(0, 1),
  {
    unit: say('市政设施养护服务中心', 'Municipal works'),
    from: '2026-03-17T02:05:00Z',
    to: null,
    accepted: false,
  },
]

/** A lamp post in a street, dark or lit, so that no photograph of a real place is needed. */
export const lampPicture = (lit: boolean, tint = '#39434a') => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 800 600"><rect width="800" height="600" fill="${lit ? '#39506b' : '#20282f'}"/><rect y="430" width="800" height="170" fill="${tint}"/><rect x="60" y="160" width="210" height="290" fill="#2c353c"/><rect x="560" y="110" width="200" height="340" fill="#2a3138"/><g fill="${lit ? '#d9b76a' : '#3a434b'}"><rect x="90" y="200" width="40" height="50"/><rect x="180" y="200" width="40" height="50"/><rect x="600" y="160" width="40" height="50"/><rect x="680" y="260" width="40" height="50"/></g>${lit ? '<path d="M400 170L250 470H560Z" fill="#f6dd97" opacity=".55"/>' : ''}<path d="M470 470V120q0-40-40-40h-40" stroke="#11161a" stroke-width="12" fill="none"/><rect x="350" y="72" width="70" height="22" rx="8" fill="${lit ? '#fff2c4' : '#11161a'}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

const feature = (type: string, coordinates: unknown, name?: string) => ({
  type: 'Feature' as const,
  properties: name === undefined ? {} : { name },
  geometry: { type, coordinates },
})
const collection = (features: Shapes['features']): Shapes => ({
  type: 'FeatureCollection',
  features,
})

export const center = [116.05, 40.1] as const
const [x, y] = center

export const mapShapes = (say: Say) => ({
  outlines: collection([
    feature(
      'Polygon',
      [
        [
          [x - 0.012, y - 0.008],
          [x + 0.009, y - 0.01],
          [x + 0.013, y + 0.006],
          [x + 0.002, y + 0.011],
          [x - 0.011, y + 0.007],
          [x - 0.012, y - 0.008],
        ],
      ],
      say('梅园社区', 'Plum Garden'),
    ),
  ]),
  roads: collection([
    feature(
      'LineString',
      [
        [x - 0.015, y - 0.002],
        [x, y],
        [x + 0.015, y + 0.001],
      ],
      say('梅园路', 'Plum Road'),
    ),
    feature(
      'LineString',
      [
        [x - 0.004, y - 0.012],
        [x - 0.003, y],
        [x - 0.004, y + 0.012],
      ],
      say('二号街', 'Second Street'),
    ),
    feature('LineString', [
      [x + 0.006, y - 0.011],
      [x + 0.005, y + 0.01],
    ]),
    feature('LineString', [
      [x - 0.012, y + 0.0045],
      [x + 0.012, y + 0.005],
    ]),
  ]),
  water: collection([
    feature('Polygon', [
      [
        [x - 0.02, y - 0.007],
        [x + 0.02, y - 0.0055],
        [x + 0.02, y - 0.0043],
        [x - 0.02, y - 0.0058],
        [x - 0.02, y - 0.007],
      ],
    ]),
  ]),
  buildings: collection(
    Array.from({ length: 40 }, (_, i) => {
      const bx = x - 0.0095 + (i % 10) * 0.002 + (i % 10 > 2 ? 0.0006 : 0)
      const by = y + 0.0008 + Math.floor(i / 10) * 0.0009
      return feature('Polygon', [
        [
          [bx, by],
          [bx + 0.0012, by],
          [bx + 0.0012, by + 0.0004],
          [bx, by + 0.0004],
          [bx, by],
        ],
      ])
    }),
  ),
})

const toneAt = ['jade', 'jade', 'amber', 'cinnabar', 'slate'] as const

export const mapPoints = (say: Say): MapPoint[] =>
  Array.from({ length: 46 }, (_, i) => ({
    id: `p${i}`,
    at: [x + Math.sin(i * 12.9) * 0.011, y + Math.cos(i * 7.3) * 0.008] as const,
    label: say(`${i + 1} 号灯杆不亮`, `Lamp post ${i + 1} is dark`),
    tone: toneAt[i % 5] ?? 'slate',
  }))
