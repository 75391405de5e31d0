import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { FigureRow } from '../../../contract/index.ts'
import { useChannelName } from '../parts.tsx'
import { useFigures } from '../queries.ts'

/** A month by channel and community; each number leads to the records that it is made of. */
export function FiguresPart() {
  const { t } = useTranslation('outreach')
  const id = useId()
  const { language } = useTime()
  const [address, setAddress] = useAddress()
  const figures = useFigures(address['month'])
  return (
    <Answer of={figures}>
      {({ month, rows, ...besides }) => (
        <>
          <div className="outreach-filters">
            <label htmlFor={`${id}m`}>{t('figures.month')}</label>
            <Input
              id={`${id}m`}
              className="outreach-search"
              type="month"
              value={month}
              onChange={(e) => setAddress({ month: e.target.value || undefined })}
            />
            <Button href={`/api/outreach/figures/sheet?month=${month}&language=${language}`}>
              XLSX
            </Button>
          </div>
          <p className="outreach-sum">
            {(['putUp', 'takenDown', 'openings', 'events', 'signed', 'came'] as const)
              .map((name) => t(`figures.${name}`, { count: besides[name] }))
              .join(' · ')}
          </p>
          {rows.length === 0 ? (
            <Empty title={t('figures.none')} words={t('figures.noneWords')} />
          ) : (
            <Table rows={rows} month={month} />
          )}
          <p className="quiet">{t('figures.how')}</p>
        </>
      )}
    </Answer>
  )
}

function Table({ rows, month }: { rows: readonly FigureRow[]; month: string }) {
  const { t } = useTranslation('outreach')
  const channel = useChannelName()
  return (
    <div className="outreach-scroll">
      <table className="outreach-openings outreach-figures">
        <thead>
          <tr>
            {(
              [
                'community',
                'channel',
                'times',
                'reached',
                'estimated',
                'uncounted',
                'asked',
              ] as const
            ).map((name) => (
              <th key={name} scope="col">
                {t(`figures.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const search = { channel: row.channel, under: row.communityCode, month }
            return (
              <tr key={`${row.channel} ${row.communityCode}`}>
                <th scope="row">{row.communityName}</th>
                <td>{channel(row.channel)}</td>
                <td>
                  <Link to="." search={search}>
                    {row.times}
                  </Link>
                </td>
                <td>{row.reached}</td>
                <td>{row.estimated}</td>
                <td>{row.uncounted}</td>
                <td>
                  <Link to="." search={{ ...search, tab: 'questions' }}>
                    {row.questions}
                  </Link>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
