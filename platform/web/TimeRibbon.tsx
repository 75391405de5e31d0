import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shapeOf, type Notch, type Pause, type RibbonShape, type RibbonState } from './ribbon.ts'
import {
  millis,
  sayDuration,
  sayInstant,
  sayRemaining,
  type Instant,
  type TimeLanguage,
} from './time-words.ts'
import './TimeRibbon.css'

export interface TimeRibbonProps {
  receivedAt: Instant
  /** null: nobody has promised a time yet. */
  promisedAt: Instant | null
  /** What the time was promised for: that somebody takes it up, or that it is done. */
  promised?: 'taken-up' | 'done'
  /** The promise rests on days that are not published yet; its flag is hollow. */
  estimated?: boolean
  now: Instant
  closedAt?: Instant | null
  pauses?: readonly Pause[]
  notches?: readonly Notch[]
  size?: 'full' | 'row'
  /** Row only: the words beside the band are left to the page; they stay in its accessible name. */
  bare?: boolean
  /** Staff clocks count working time; the server knows better than the wall clock whether 80 % has gone. */
  state?: RibbonState
  language: TimeLanguage
  timeZone: string
}

const tones: Record<RibbonState, 'jade' | 'amber' | 'cinnabar' | 'slate'> = {
  unpromised: 'slate',
  'in-time': 'jade',
  soon: 'amber',
  overdue: 'cinnabar',
  paused: 'slate',
  'closed-in-time': 'jade',
  'closed-late': 'cinnabar',
  closed: 'jade',
}

/** The time ribbon (时带): from received to promised by, and what became of it. */
export function TimeRibbon(props: TimeRibbonProps) {
  const { closedAt = null, pauses = [], notches = [], size = 'full' } = props
  const shape = shapeOf({ ...props, closedAt, pauses, notches })
  const state = props.state ?? shape.state
  const words = useRibbonWords(props, state)
  const band = <Band shape={shape} size={size} estimated={props.estimated ?? false} />
  const tone = tones[state]

  if (size === 'row')
    return (
      <span className="ribbon ribbon-row" data-tone={tone} data-state={state}>
        <span role="img" aria-label={`${words.state}. ${words.promise}`} className="ribbon-band">
          {band}
        </span>
        {props.bare !== true && (
          <span className="ribbon-said" aria-hidden="true">
            {words.short}
          </span>
        )}
      </span>
    )
  return (
    <div
      role="group"
      className="ribbon ribbon-full"
      data-tone={tone}
      data-state={state}
      aria-label={words.name}
    >
      <p className="ribbon-state">
        <strong>{words.state}</strong>
        <span className="ribbon-promise">{words.promise}</span>
      </p>
      <div className="ribbon-band" aria-hidden="true">
        {band}
      </div>
      <Legend {...props} pauses={pauses} notches={notches} />
    </div>
  )
}

function useRibbonWords(props: TimeRibbonProps, state: RibbonState) {
  const { t } = useTranslation('platform')
  const { promisedAt, receivedAt, now, closedAt, language, timeZone } = props
  const said = (at: Instant) => sayInstant(at, now, language, timeZone)
  const took = closedAt ? sayDuration(millis(closedAt) - millis(receivedAt), language) : ''
  const over =
    closedAt && promisedAt ? sayDuration(millis(closedAt) - millis(promisedAt), language) : ''
  const left = promisedAt ? millis(promisedAt) - millis(now) : 0
  const sayLeft = () => (promisedAt ? sayRemaining(promisedAt, now, language) : '')
  const words: Record<RibbonState, string> = {
    unpromised: t('ribbon.unpromised'),
    'in-time': sayLeft(),
    soon: t('ribbon.soon', { left: promisedAt ? sayDuration(left, language) : '' }),
    overdue: sayLeft(),
    paused: t('ribbon.paused'),
    'closed-in-time': t('ribbon.closedInTime', { took }),
    'closed-late': t('ribbon.closedLate', { took, over }),
    closed: t('ribbon.closed', { took }),
  }
  const promise = promisedAt
    ? t(promiseKey(props), { at: said(promisedAt) })
    : t('ribbon.receivedAt', { at: said(receivedAt) })
  const short: Partial<Record<RibbonState, string>> = {
    'closed-in-time': t('ribbon.closedInTime.short'),
    'closed-late': t('ribbon.closedLate.short', { over }),
    closed: t('ribbon.closed.short'),
  }
  const name = t('ribbon.name')
  return { name, state: words[state], short: short[state] ?? words[state], promise }
}

function promiseKey({ promised = 'done', estimated = false }: TimeRibbonProps): string {
  const key = promised === 'done' ? 'ribbon.promise' : 'ribbon.promiseTakenUp'
  return estimated ? `${key}.estimated` : key
}

const percent = (part: number) => `${(part * 100).toFixed(2)}%`

const sizes = {
  full: { height: 24, top: 12, whole: 44, step: 7, fine: 5, tick: 3, notch: 9 },
  row: { height: 6, top: 4, whole: 14, step: 4, fine: 3, tick: 2, notch: 3 },
}

interface BandProps {
  shape: RibbonShape
  size: 'full' | 'row'
  estimated: boolean
}

/**
 * SVG rather than backgrounds, because browsers leave backgrounds out of print. Widths are percentages
 * and there is no viewBox, so that hatching and strokes keep their size at any width.
 */
function Band({ shape, size, estimated }: BandProps) {
  const id = useId()
  const { height, top, whole, step, fine, tick, notch } = sizes[size]
  const bottom = top + height
  const full = size === 'full'
  const open = shape.flag === null ? ' ribbon-open' : ''
  return (
    <svg className="ribbon-svg" width="100%" height={whole} focusable="false">
      <defs>
        <Hatch id={`${id}p`} step={step} angle={45} className="ribbon-hatch" />
        <Hatch id={`${id}o`} step={fine} angle={-45} className="ribbon-hatch-over" />
      </defs>
      <Span size={size} from={0} to={1} className={`ribbon-track${open}`} />
      <Span size={size} from={0} to={shape.passed} className="ribbon-passed" />
      {shape.over > 0 && (
        <Textured size={size} from={shape.passed} to={shape.tick} kind="over" hatch={`${id}o`} />
      )}
      {shape.pauses.map((p) => (
        <Textured key={p.from} size={size} {...p} kind="pause" hatch={`${id}p`} />
      ))}
      {full && <Span size={size} from={0} to={1} className={`ribbon-edge${open}`} />}
      {shape.notches.map((at) => (
        <line
          key={at}
          className="ribbon-notch"
          x1={percent(at)}
          x2={percent(at)}
          y1={bottom - notch}
          y2={bottom}
        />
      ))}
      <At part={shape.tick}>
        <path className="ribbon-tick" d={`M0 ${top - tick}V${bottom + tick}`} />
        {full && <path className="ribbon-tick-foot" d={`M0 ${bottom + 1}l-5 7h10z`} />}
      </At>
      {shape.flag !== null && <Flag part={shape.flag} full={full} estimated={estimated} />}
    </svg>
  )
}

interface SpanProps {
  size: 'full' | 'row'
  from: number
  to: number
}

const Span = ({ size, from, to, ...look }: SpanProps & { className: string; fill?: string }) => (
  <rect
    x={percent(from)}
    y={sizes[size].top}
    width={percent(to - from)}
    height={sizes[size].height}
    {...look}
  />
)

const Textured = ({ kind, hatch, ...span }: SpanProps & { kind: string; hatch: string }) => (
  <g>
    <Span {...span} className={`ribbon-${kind}`} />
    <Span {...span} className="ribbon-texture" fill={`url(#${hatch})`} />
  </g>
)

const At = ({ part, children }: { part: number; children: ReactNode }) => (
  <svg x={percent(part)} overflow="visible">
    {children}
  </svg>
)

/** Near the right edge the cloth flies to the left, so that it stays on the page. */
function Flag({ part, full, estimated }: { part: number; full: boolean; estimated: boolean }) {
  const back = part > 0.5 ? -1 : 1
  const cloth = full ? `M0 1h${15 * back}l${-4 * back} 5l${4 * back} 5H0z` : `M0 0h${6 * back}v4H0z`
  return (
    <At part={part}>
      <path className="ribbon-pole" d={full ? 'M0 1V36' : 'M0 0V12'} />
      <path className={estimated ? 'ribbon-cloth ribbon-hollow' : 'ribbon-cloth'} d={cloth} />
    </At>
  )
}

function Hatch(props: { id: string; step: number; angle: number; className: string }) {
  const { id, step, angle, className } = props
  return (
    <pattern
      id={id}
      width={step}
      height={step}
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${angle})`}
    >
      <line className={className} x1="0" y1="0" x2="0" y2={step} />
    </pattern>
  )
}

/** Direct words for what is drawn: when it came, each step, each pause with its reason. */
function Legend(props: TimeRibbonProps & { pauses: readonly Pause[]; notches: readonly Notch[] }) {
  const { t } = useTranslation('platform')
  const said = (at: Instant) => sayInstant(at, props.now, props.language, props.timeZone)
  return (
    <ul className="ribbon-legend">
      <li>
        <span className="ribbon-sign ribbon-sign-start" aria-hidden="true" />
        {t('ribbon.received', { at: said(props.receivedAt) })}
      </li>
      {props.notches.map((n) => (
        <li key={`${millis(n.at)}${n.label}`}>
          <svg className="ribbon-sign" width="12" height="12" aria-hidden="true">
            <path className="ribbon-sign-notch" d="M0 0h12v12H7V5H5v7H0z" />
          </svg>
          {n.label} {said(n.at)}
        </li>
      ))}
      {props.pauses.map((p) => (
        <li key={millis(p.from)}>
          <svg className="ribbon-sign" width="16" height="12" aria-hidden="true">
            <rect className="ribbon-pause" width="16" height="12" />
            <path className="ribbon-hatch" d="M-2 8L8-2M0 14L14 0M8 14L18 4" />
          </svg>
          {p.to === null
            ? t('ribbon.pauseOpen', { reason: p.reason, from: said(p.from) })
            : t('ribbon.pause', { reason: p.reason, from: said(p.from), to: said(p.to) })}
        </li>
      ))}
    </ul>
  )
}
