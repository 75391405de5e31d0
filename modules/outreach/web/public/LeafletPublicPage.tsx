import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { call } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { leafletsContract as contract, type PublicLeaflet } from '../../contract/index.ts'
import { LeafletSheet } from './LeafletSheet.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import { usePublicWords } from './words.ts'

interface Which {
  districtId: string
  code: string
}

/** Once for each time it is opened; whether it counts changes nothing for the reader. */
function useCounted(which: Which, shown: boolean): void {
  const { districtId, code } = which
  const search: Record<string, unknown> = useSearch({ strict: false })
  const via = search['via'] === 'code' ? 'code' : 'link'
  useEffect(() => {
    if (shown)
      void call(contract.openedLeaflet, { params: { districtId, code }, body: { via } }).catch(
        () => undefined,
      )
  }, [districtId, code, via, shown])
}

/** A leaflet for anyone: no account, large letters, and where to ask. */
export function LeafletPublicPage(which: Which) {
  const { t } = usePublicWords()
  const leaflet = useQuery({
    queryKey: ['public leaflet', which.districtId, which.code],
    queryFn: ({ signal }) => call(contract.readPublicLeaflet, { params: which, signal }),
  })
  useCounted(which, leaflet.data?.state === 'shown')
  const title = leaflet.data?.title ?? t('leaflet')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <PublicFrame districtId={which.districtId} title={leaflet.data?.from ?? t('leaflet')}>
      {leaflet.isPending && <Skeleton shape="card" count={3} />}
      {leaflet.error && (
        <Failure kind={failureOf(leaflet.error)} onRetry={() => void leaflet.refetch()} />
      )}
      {leaflet.data && <Shown leaflet={leaflet.data} which={which} />}
    </PublicFrame>
  )
}

/** With its year: what hangs is read for a long time. */
const daySaid = (day: string, language: 'zh-CN' | 'en') =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(day))

function Shown({ leaflet, which }: { leaflet: PublicLeaflet; which: Which }) {
  const { t, i18n } = usePublicWords()
  const { districtId, code } = which
  const facts = [
    leaflet.from,
    leaflet.validUntil === null
      ? ''
      : t('until', { day: daySaid(leaflet.validUntil, languageOf(i18n)) }),
    t('ask', { telephone: leaflet.telephone }),
  ]
  return (
    <>
      {leaflet.state !== 'shown' && <Strip tone="warn">{t(`over.${leaflet.state}`)}</Strip>}
      <LeafletSheet
        words={leaflet}
        picture={leaflet.picture ? `/api/public/${districtId}/leaflets/${code}/picture` : null}
      />
      <p className="leaflet-from">{facts.filter(Boolean).join(' · ')}</p>
    </>
  )
}
