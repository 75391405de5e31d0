import { BarChart, BoxplotChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use as drawWith } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartOption } from './options.ts'

drawWith([
  BarChart,
  BoxplotChart,
  LineChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  SVGRenderer,
])

/** As wide as an A4 sheet leaves a picture, in which letters keep their size. */
const PAPER = 640

export interface Drawing {
  show: (option: ChartOption) => void
  /** Who is told which point or bar was chosen, by its place in the data. */
  picks: (tell: (index: number) => void) => void
  end: () => void
}

/** A chart as SVG within an element, as wide as the element is, and scaled by CSS where it is printed. */
export function drawIn(element: HTMLElement): Drawing {
  const size = () => ({ width: element.clientWidth || 320, height: element.clientHeight || 120 })
  const chart = init(element, null, { renderer: 'svg', ...size() })
  const fit = () => {
    const { width, height } = size()
    if (width !== chart.getWidth() || height !== chart.getHeight()) chart.resize({ width, height })
    const box = `0 0 ${chart.getWidth()} ${chart.getHeight()}`
    element.querySelector('svg')?.setAttribute('viewBox', box)
  }
  // Wide pictures would be printed with tiny letters, so they are drawn again, before the sheet is.
  const forPaper = () => {
    if (chart.getWidth() <= PAPER) return
    chart.resize({ width: PAPER, height: chart.getHeight() })
    chart.getZr().flush()
    element.querySelector('svg')?.setAttribute('viewBox', `0 0 ${PAPER} ${chart.getHeight()}`)
  }
  const watch = new ResizeObserver(fit)
  watch.observe(element)
  window.addEventListener('beforeprint', forPaper)
  window.addEventListener('afterprint', fit)
  return {
    show: (option) => {
      chart.setOption(option, { notMerge: true })
      fit()
    },
    picks: (tell) => {
      chart.off('click')
      chart.on('click', ({ dataIndex }) => tell(dataIndex))
    },
    end: () => {
      watch.disconnect()
      window.removeEventListener('beforeprint', forPaper)
      window.removeEventListener('afterprint', fit)
      chart.dispose()
    },
  }
}
