import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '#platform/web/call.ts'
import { QrCode } from '#platform/web/QrCode.tsx'
import { leafletsContract as contract } from '../../contract/index.ts'
import { LeafletSheet } from './LeafletSheet.tsx'
import { usePublicWords } from './words.ts'

interface Station {
  districtId: string
  communityCode: string
}

const MINUTE = 60_000

/** The leaflets that run on the screens of a community today; asked again by itself. */
const useScreenLeaflets = (station: Station) =>
  useQuery({
    queryKey: ['screen leaflets', station.districtId, station.communityCode],
    queryFn: ({ signal }) => call(contract.screenLeaflets, { params: station, signal }),
    refetchInterval: 5 * MINUTE,
  }).data?.leaflets ?? []

/** The leaflets that run in a lobby, one a turn, each with the code that leads to its page. */
export function ScreenSlides(props: Station & { at: number; onCount: (count: number) => void }) {
  const { at, onCount, ...station } = props
  const { t } = usePublicWords()
  const leaflets = useScreenLeaflets(station)
  const count = leaflets.length
  useEffect(() => onCount(count), [count, onCount])
  const leaflet = leaflets[at]
  if (!leaflet) return null
  const path = `/${station.districtId}/leaflets/${leaflet.code}`
  return (
    <section className="leaflet-slide">
      <LeafletSheet
        words={leaflet}
        picture={leaflet.picture ? `/api/public${path}/picture` : null}
      />
      <figure>
        <QrCode text={`${location.origin}${path}?via=code`} label={t('scan')} />
        <figcaption>{t('scan')}</figcaption>
      </figure>
    </section>
  )
}
