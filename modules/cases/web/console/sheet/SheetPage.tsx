import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress, usePart } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { useCasePage } from '../queries.ts'
import { CaseSheet } from './CaseSheet.tsx'
import './sheet.css'

const MOST = 100

/** The sheet of one case. */
export function SheetPage() {
  const caseId = usePart('caseId')
  return <Sheets ids={[caseId]} />
}

/** One sheet after the other, for those that a list has chosen. */
export function SheetsPage() {
  const [address] = useAddress()
  const ids = (address['ids'] ?? '').split(',').filter((id) => /^[0-9a-f-]{36}$/.test(id))
  return <Sheets ids={[...new Set(ids)].slice(0, MOST)} />
}

function Sheets({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('sheet')
  if (ids.length === 0) return <Empty title={t('empty')} words={t('emptyWords')} />
  return (
    <div className="sheets">
      <p className="no-print sheets-verbs">
        <Button type="primary" onClick={() => print()}>
          {t('print', { count: ids.length })}
        </Button>
        <small>{t('printHint')}</small>
      </p>
      {ids.map((id) => (
        <One key={id} id={id} />
      ))}
    </div>
  )
}

function One({ id }: { id: string }) {
  const one = useCasePage(id)
  return (
    <Answer of={one} rows={12}>
      {(page) => <CaseSheet page={page} />}
    </Answer>
  )
}
