import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** The table of a chart, a step away from it; it is made when it is opened, because it may be long. */
export function TableBehind({ children }: { children: () => ReactNode }) {
  const { t } = useTranslation('insight')
  const [open, setOpen] = useState(false)
  return (
    <details
      className="chart-table no-print"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('chart.table')}</summary>
      {open && <div className="measures-wide">{children()}</div>}
    </details>
  )
}
