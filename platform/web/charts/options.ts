import type {
  BarSeriesOption,
  BoxplotSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from 'echarts/charts'
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | BoxplotSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | TooltipComponentOption
>

/** The letters of the page, which the chart measures before it draws. */
export interface Letters {
  family: string
  size: number
}

/** SVG takes the colours of the page as they are, so that theme and paper change them without a redraw. */
export const colours = {
  jade: 'var(--jade)',
  slate: 'var(--slate)',
  amber: 'var(--amber)',
  cinnabar: 'var(--cinnabar)',
} as const
export type Colour = keyof typeof colours

const ink2 = 'var(--ink-2)'
const line = 'var(--line)'

const textOf = ({ family, size }: Letters) => ({
  color: ink2,
  fontFamily: family,
  fontSize: size,
})

const hint = (letters: Letters): TooltipComponentOption => ({
  confine: true,
  transitionDuration: 0,
  backgroundColor: 'var(--surface)',
  borderColor: 'var(--line-strong)',
  extraCssText: 'box-shadow: var(--shadow)',
  textStyle: { ...textOf(letters), color: 'var(--ink)' },
})

export interface Line {
  name: string
  colour: Colour
  values: readonly (number | null)[]
  /** Beside its last point, instead of a legend. */
  label: string
}

export interface TrendDrawing {
  kind: 'line' | 'bar'
  steps: readonly string[]
  lines: readonly Line[]
  /** The top of the scale, and how a value on it is said. */
  max: number
  say: (value: number) => string
  /** The whole of one step in words. */
  sayStep: (index: number) => string
}

/** Lines or bars over time from zero; the last value stands beside its point. */
export const trendOption =
  ({ kind, steps, lines, max, say, sayStep }: TrendDrawing) =>
  (letters: Letters): ChartOption => ({
    animation: false,
    grid: {
      left: 4,
      right: rightOf(lines, letters),
      top: letters.size,
      bottom: 2,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      ...hint(letters),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: 'var(--line-strong)' } },
      formatter: (points) => {
        const first = Array.isArray(points) ? points[0] : points
        return plain(sayStep(first?.dataIndex ?? 0))
      },
    },
    xAxis: {
      type: 'category',
      data: [...steps],
      boundaryGap: kind === 'bar',
      axisTick: { show: false },
      axisLine: { lineStyle: { color: 'var(--line-strong)' } },
      axisLabel: {
        ...textOf(letters),
        interval: (index: number) => index === 0 || index === steps.length - 1,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max,
      interval: max / 2,
      splitLine: { lineStyle: { color: line } },
      axisLabel: { ...textOf(letters), formatter: (value: number) => say(value) },
    },
    series: lines.map((own) => seriesOf(kind, own, { letters, down: downOf(own, lines, max) })),
  })

const lastOf = ({ values }: Line) => values.findLast((value) => value !== null) ?? null

/** Labels of lines that end close together stand under one another: by how much of a line each moves down. */
function downOf(own: Line, lines: readonly Line[], max: number): number {
  const at = lastOf(own)
  const close = lines.filter((other) => {
    const end = lastOf(other)
    return at !== null && end !== null && Math.abs(end - at) < max / 8
  })
  const place = close
    .toSorted((one, other) => (lastOf(other) ?? 0) - (lastOf(one) ?? 0))
    .indexOf(own)
  return place < 0 ? 0 : place - (close.length - 1) / 2
}

/** Room for the labels: a Chinese character is as wide as it is high, others about half. */
function rightOf(lines: readonly Line[], { size }: Letters): number {
  const widths = lines.map(({ label }) =>
    Array.from(label).reduce((sum, sign) => sum + (sign > '\u2e80' ? 1 : 0.7), 0),
  )
  return Math.ceil(Math.max(0, ...widths) * size) + 14
}

function seriesOf(
  kind: 'line' | 'bar',
  { name, colour, values, label }: Line,
  { letters, down }: { letters: Letters; down: number },
): LineSeriesOption | BarSeriesOption {
  const color = colours[colour]
  const last = values.findLastIndex((value) => value !== null)
  const data = values.map((value, index) => ({
    value: value ?? '-',
    label: { show: index === last && label !== '' },
  }))
  const shared = {
    name,
    data,
    itemStyle: { color },
    emphasis: { disabled: true },
    cursor: 'pointer',
    label: { ...textOf(letters), color, fontWeight: 600, formatter: () => label },
  } as const
  return kind === 'bar'
    ? { ...shared, type: 'bar', barMaxWidth: 28, label: { ...shared.label, position: 'top' } }
    : {
        ...shared,
        type: 'line',
        symbol: 'circle',
        symbolSize: 7,
        showAllSymbol: true,
        lineStyle: { color, width: 2 },
        label: { ...shared.label, position: 'right', offset: [0, down * letters.size * 1.2] },
      }
}

export interface Spread {
  name: string
  /** Fastest tenth, first quarter, half, third quarter, slowest tenth. */
  five: readonly [number, number, number, number, number]
  mean: number
  /** What stands at the right end of the row. */
  right: string
  words: string
}

/** Lying boxes on one scale from zero, one for each group, the mean as a diamond. */
export const spreadOption =
  (rows: readonly Spread[], say: (value: number) => string) =>
  (letters: Letters): ChartOption => {
    const axis = {
      type: 'category' as const,
      inverse: true,
      axisTick: { show: false },
      axisLabel: { ...textOf(letters), width: letters.size * 9, overflow: 'truncate' as const },
    }
    return {
      animation: false,
      grid: {
        left: 4,
        right: 4,
        top: 4,
        bottom: 4,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      tooltip: {
        ...hint(letters),
        trigger: 'item',
        formatter: (point) => plain(rows[Array.isArray(point) ? 0 : point.dataIndex]?.words ?? ''),
      },
      xAxis: {
        type: 'value',
        min: 0,
        ...daysUpTo(Math.max(0, ...rows.map((r) => Math.max(r.five[4], r.mean)))),
        splitLine: { lineStyle: { color: line } },
        axisLabel: {
          ...textOf(letters),
          hideOverlap: true,
          formatter: (value: number) => say(value),
        },
      },
      yAxis: [
        { ...axis, data: rows.map((r) => r.name), axisLine: { lineStyle: { color: line } } },
        {
          ...axis,
          data: rows.map((r) => r.right),
          axisLine: { show: false },
          axisLabel: { ...textOf(letters), margin: 16 },
        },
      ],
      series: [
        {
          type: 'boxplot',
          data: rows.map((r) => [...r.five]),
          boxWidth: [8, 16],
          itemStyle: { color: 'var(--jade-tint)', borderColor: colours.jade, borderWidth: 1.5 },
          emphasis: { disabled: true },
          cursor: 'pointer',
        },
        {
          type: 'scatter',
          symbol: 'diamond',
          symbolSize: 9,
          data: rows.map((r, index) => [r.mean, index]),
          itemStyle: { color: 'var(--surface)', borderColor: colours.slate, borderWidth: 1.5 },
          emphasis: { disabled: true },
          cursor: 'pointer',
        },
      ],
    }
  }

/** Names are data, and the hint is HTML. */
export const plain = (words: string): string =>
  words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>')

/** A scale in minutes that ends with whole hours or days, and four steps at most that are the same. */
export function daysUpTo(minutes: number): { max: number; interval: number } {
  const unit = minutes > 4 * 1440 ? 1440 : minutes > 1440 ? 720 : 60
  const interval = Math.max(1, Math.ceil(minutes / unit / 4)) * unit
  return { interval, max: Math.max(1, Math.ceil(minutes / interval)) * interval }
}

/** A round number to end a scale with that a half of can be said: 2, 4, 10, 20, 40, 100, … */
export function roundUp(value: number): number {
  if (value <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 4, 6, 8, 10].find((n) => value <= n * power) ?? 10
  return step * power
}
