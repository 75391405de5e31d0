import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { MonthPicker } from '#platform/web/console/DayPicker.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { FigureRow } from '../../../contract/index.ts'
import { recordFigures } from '../../../domain/counting.ts'
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
            <div className="outreach-month">
              <MonthPicker
                id={`${id}m`}
                value={month}
                onChange={(next) => setAddress({ month: next || undefined })}
              />
            </div>
            <Button href={`/api/outreach/figures/sheet?month=${month}&language=${language}`}>
              XLSX
            </Button>
          </div>
          <p className="outreach-sum">
            {(['putUp', 'takenDown', 'openings', 'events', 'signed', 'came'] as const).map(
              (name) => (
                <Behind
                  key={name}
                  count={besides[name]}
                  said={t(`figures.${name}`, { count: besides[name] })}
                  search={{ ...opens[name], month }}
                />
              ),
            )}
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

/** Where each of the figures beside the table lies open. */
const opens = {
  putUp: { tab: 'postings', figure: 'put_up' },
  takenDown: { tab: 'postings', figure: 'taken_down' },
  openings: { tab: 'leaflets' },
  events: { tab: 'events' },
  signed: { tab: 'events' },
  came: { tab: 'events' },
} as const

interface BehindProps {
  count: number
  said: string
  search: Record<string, string>
}

/** A figure that leads to what it is made of; nothing lies behind none. */
const Behind = ({ count, said, search }: BehindProps) =>
  count === 0 ? (
    <span>{said}</span>
  ) : (
    <Link to="." search={search}>
      {said}
    </Link>
  )

function Table({ rows, month }: { rows: readonly FigureRow[]; month: string }) {
  const { t } = useTranslation('outreach')
  const channel = useChannelName()
  return (
    <div className="outreach-scroll">
      <table className="outreach-openings outreach-figures">
        <thead>
          <tr>
            {['community', 'channel', ...recordFigures, 'asked'].map((name) => (
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
                {recordFigures.map((figure) => (
                  <td key={figure} data-label={t(`figures.${figure}`)}>
                    <Behind
                      count={row[figure]}
                      said={String(row[figure])}
                      search={{ ...search, figure }}
                    />
                  </td>
                ))}
                <td data-label={t('figures.asked')}>
                  <Behind
                    count={row.questions}
                    said={String(row.questions)}
                    search={{ ...search, tab: 'questions' }}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
