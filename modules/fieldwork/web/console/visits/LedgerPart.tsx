import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Answer } from '#platform/web/console/states.tsx'
import type { Ledger } from '../../../contract/index.ts'
import { useLedger } from './queries.ts'

/** Calls and doors apart, by kind and by grid; the records behind them are one press away. */
export function LedgerPart({ campaignId }: { campaignId: string }) {
  return <Answer of={useLedger(campaignId)}>{(ledger) => <Shown ledger={ledger} />}</Answer>
}

function Shown({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation('visits')
  const { all, reachable, troubles, promises, outside } = ledger
  const rows = [
    ...ledger.byKind.map((row) => ({ ...row, name: t(`kind.${row.kind}`) })),
    ...ledger.byGrid.map((row) => ({ ...row, name: row.gridName || t('drives.noGrid') })),
  ]
  return (
    <>
      <dl className="visits-sums">
        <div>
          <dt>{t('ledger.calls')}</dt>
          <dd>{all.calls}</dd>
        </div>
        <div>
          <dt>{t('ledger.doors')}</dt>
          <dd>
            {all.doors} <small>{t('ledger.of', { count: reachable })}</small>
          </dd>
        </div>
        <div>
          <dt>{t('ledger.met')}</dt>
          <dd>{all.met}</dd>
        </div>
        <div>
          <dt>{t('ledger.troubles')}</dt>
          <dd>{troubles}</dd>
        </div>
        <div>
          <dt>{t('ledger.promises')}</dt>
          <dd>
            {promises.made}{' '}
            <small>{t('ledger.kept', { kept: promises.kept, open: promises.open })}</small>
          </dd>
        </div>
      </dl>
      {rows.length > 0 && (
        <table className="visits-table">
          <thead>
            <tr>
              <th scope="col">{t('ledger.part')}</th>
              <th scope="col">{t('ledger.calls')}</th>
              <th scope="col">{t('ledger.doors')}</th>
              <th scope="col">{t('ledger.met')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td>{row.calls}</td>
                <td>{row.doors}</td>
                <td>{row.met}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">
        {t('ledger.how')} {outside > 0 && t('ledger.outside', { count: outside })}{' '}
        <Link to="." search={{ tab: 'visits', drive: ledger.campaign.id }}>
          {t('ledger.behind')}
        </Link>
      </p>
    </>
  )
}
