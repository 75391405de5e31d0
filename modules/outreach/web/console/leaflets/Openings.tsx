import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { LeafletPage } from '../../../contract/index.ts'

/** How often it was opened, day by day and by which way; nobody is told apart. */
export function Openings({
  openings,
  total,
}: {
  openings: LeafletPage['openings']
  total: number
}) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const most = Math.max(1, ...openings.map(({ code, link }) => code + link))
  if (total === 0) return <p className="quiet">{t('leaflet.notOpened')}</p>
  return (
    <>
      <p>{t('leaflet.opened', { count: total })}</p>
      <table className="outreach-openings">
        <thead>
          <tr>
            <th scope="col">{t('leaflet.day')}</th>
            <th scope="col">{t('leaflet.byCode')}</th>
            <th scope="col">{t('leaflet.byLink')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {openings.map(({ day, code, link }) => (
            <tr key={day}>
              <th scope="row">{time.date(day)}</th>
              <td>{code}</td>
              <td>{link}</td>
              <td>
                <span
                  className="outreach-bar"
                  style={{ width: `${Math.round((100 * (code + link)) / most)}%` }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <small className="quiet">{t('leaflet.openedHow')}</small>
    </>
  )
}
