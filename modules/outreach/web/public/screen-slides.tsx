import { useQuery } from '@tanstack/react-query'
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

/** How many more turns the lobby's screen has. */
export const useSlides = (station: Station): number => useScreenLeaflets(station).length

/** One of them, with the code that leads to its page. */
export function Slide({ at, ...station }: Station & { at: number }) {
  const { t } = usePublicWords()
  const leaflet = useScreenLeaflets(station)[at]
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
