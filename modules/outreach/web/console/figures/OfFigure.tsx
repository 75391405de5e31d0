import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { useChannelName } from '../parts.tsx'
import { useAreas } from '../queries.ts'

/** 2026年11月, November 2026 */
const monthSaid = (month: string, language: string) =>
  new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-01`),
  )

/** Above a list that a figure opened: of which month, place and way it is, and the way to all others. */
export function OfFigure({ figure }: { figure: string }) {
  const { t } = useTranslation('outreach')
  const { language } = useTime()
  const [address, setAddress] = useAddress()
  const channel = useChannelName()
  const areas = useAreas().data ?? []
  const { month, under, channel: way } = address
  if (!month) return null
  const of = [
    monthSaid(month, language),
    areas.find(({ code }) => code === under)?.name,
    way && channel(way),
    t(`figures.${figure}`),
  ]
  const all = {
    month: undefined,
    under: undefined,
    channel: undefined,
    figure: undefined,
    show: undefined,
  }
  return (
    <p className="outreach-of">
      {of.filter(Boolean).join(' · ')}{' '}
      <Button type="link" size="small" onClick={() => setAddress(all)}>
        {t('records.all')}
      </Button>
      <Button
        type="link"
        size="small"
        onClick={() => setAddress({ ...all, tab: 'figures', month })}
      >
        {t('figures.back')}
      </Button>
    </p>
  )
}
