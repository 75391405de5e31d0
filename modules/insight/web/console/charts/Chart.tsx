import { useTranslation } from 'react-i18next'
import { Chart as Drawn, type ChartProps } from '#platform/web/charts/Chart.tsx'
import './charts.css'

/** A chart of figures, with the words of this module where it could not be loaded. */
export function Chart(props: Omit<ChartProps, 'failed'>) {
  const { t } = useTranslation('insight')
  return <Drawn {...props} failed={t('chart.failed')} />
}
