import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  partnerAccept,
  partnerPage,
  type PartnerPage as Shown,
} from '#modules/cases/contract/partners.ts'
import { call, CallError, sendFile } from '#platform/web/call.ts'
import {
  Button,
  Empty,
  Failure,
  failureOf,
  PhotoView,
  Skeleton,
  Strip,
  type Upload,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import en from '../../words/partners.en.json' with { type: 'json' }
import zh from '../../words/partners.zh-CN.json' with { type: 'json' }
import { DistrictFrame } from '../phone/DistrictFrame.tsx'
import { useParam, useSearchText, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { FinishPart } from './FinishPart.tsx'
import { ReturnSheet } from './ReturnSheet.tsx'
import { PartnerTrouble } from './trouble.tsx'
import './partner.css'

/** The words of this page come with it: what residents load first knows nothing of partners. */
function useWords(): void {
  const { i18n } = useTranslation()
  useState(() => {
    i18n.addResourceBundle('zh-CN', 'partners', zh)
    i18n.addResourceBundle('en', 'partners', en)
    return true
  })
}

/** One task for whoever has no account: where, what, until when; take it, photograph it, finish it. */
export function PartnerPage() {
  useWords()
  const { t } = useTranslation('partners')
  const districtId = useParam('districtId')
  const key = useSearchText('key') ?? ''
  const asked = useQuery({
    queryKey: ['partner', districtId, key],
    queryFn: () => call(partnerPage, { params: { districtId }, query: { key } }),
    retry: (count, error) => count < 2 && !(error instanceof CallError && error.status >= 400),
    // Every opening is logged: what was fetched is not fetched again by a look at another window.
    refetchOnWindowFocus: false,
  })
  useTitle(t('page.title'))
  return (
    <DistrictFrame districtId={districtId} title={t('page.title')}>
      {asked.isPending && <Skeleton shape="card" count={2} />}
      {asked.error && <Closed error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && <Task page={asked.data} districtId={districtId} secret={key} />}
    </DistrictFrame>
  )
}

/** A link that opens nothing any more says so, and whom to ask. */
function Closed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('partners')
  if (error instanceof CallError && error.code === 'cases.partner_link_over')
    return (
      <Empty title={t(`page.over.${String(error.details['why'])}`)}>{t('page.over.words')}</Empty>
    )
  if (error instanceof CallError && error.status === 404)
    return <Empty title={t('error.cases.partner_link_not_found')}>{t('page.over.words')}</Empty>
  return <Failure kind={failureOf(error)} onRetry={onRetry} />
}

export interface PartProps {
  page: Shown
  districtId: string
  secret: string
}

/** The key goes with every picture, there and back. */
const byKey = (districtId: string, key: string, rest: string) =>
  `/api/public/${districtId}/partner${rest}?key=${encodeURIComponent(key)}`

function Task(props: PartProps) {
  const { page, districtId, secret } = props
  const { t } = useTranslation('partners')
  const { say } = useSpeech(page.timeZone)
  const upload = useMemo(
    (): Upload =>
      async (blob, { onProgress, signal }) => {
        const id = newId()
        const path = byKey(districtId, secret, `/files/${id}`)
        await sendFile(path, blob, { onProgress, signal })
        return id
      },
    [districtId, secret],
  )
  return (
    <article className="partner">
      <header>
        <h1>{page.unitName}</h1>
        <p className="quiet">
          {page.matterName}
          {!page.lead && ` · ${t('page.support')}`}
        </p>
        {page.hazard && <Strip tone="danger">{t('page.hazard')}</Strip>}
        <Due page={page} />
      </header>
      <section>
        <h2>{t('page.what')}</h2>
        <p className="as-written">{page.words}</p>
      </section>
      <Where page={page} />
      {page.photos.length > 0 && (
        <section>
          <h2>{t('page.photos')}</h2>
          <PhotoView
            photos={page.photos.map((id) => ({
              thumb: byKey(districtId, secret, `/photos/${id}/thumb`),
              full: byKey(districtId, secret, `/photos/${id}/public`),
              alt: t('page.photo'),
            }))}
          />
        </section>
      )}
      <Standing page={page} />
      <Acts {...props} upload={upload} />
      <p className="quiet partner-until">
        {t('page.until', { at: say(page.expiresAt, page.now) })}
      </p>
    </article>
  )
}

function Due({ page }: { page: Shown }) {
  const { t } = useTranslation('partners')
  const { say } = useSpeech(page.timeZone)
  if (!page.due) return null
  const at = say(page.due.at, page.now)
  if (page.due.overdue) return <Strip tone="danger">{t('page.late', { at })}</Strip>
  return (
    <p className="partner-due">
      {t(page.due.estimated ? 'page.dueEstimated' : 'page.due', { at })}
    </p>
  )
}

function Where({ page }: { page: Shown }) {
  const { t } = useTranslation('partners')
  const { lon, lat, address } = page
  return (
    <section>
      <h2>{t('page.where')}</h2>
      <p>
        <strong>{address}</strong>
      </p>
      {lon !== null && lat !== null && (
        <p>
          <a href={`geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(address)})`}>
            {t('page.navigate')}
          </a>
        </p>
      )}
    </section>
  )
}

function Standing({ page }: { page: Shown }) {
  const { t } = useTranslation('partners')
  if (page.returnAsked) return <Strip>{t('page.returnAsked')}</Strip>
  if (page.state === 'returned') return <Strip tone="done">{t('page.returned')}</Strip>
  if (page.state === 'done') return <Strip tone="done">{t('page.done')}</Strip>
  if (page.state === 'accepted') return <Strip>{t('page.accepted')}</Strip>
  return null
}

function Acts(props: PartProps & { upload: Upload }) {
  const { page, districtId, secret, upload } = props
  const { t } = useTranslation('partners')
  const client = useQueryClient()
  const show = (next: Shown) => client.setQueryData(['partner', districtId, secret], next)
  const [returning, setReturning] = useState(false)
  const accept = useMutation({
    mutationFn: () => call(partnerAccept, { params: { districtId }, body: { key: secret } }),
    onSuccess: show,
  })
  return (
    <div className="partner-acts">
      {page.allowed.includes('accept') && (
        <Button wide busy={accept.isPending} onClick={() => accept.mutate()}>
          {t('page.accept')}
        </Button>
      )}
      {accept.error && <PartnerTrouble error={accept.error} />}
      {page.allowed.includes('finish') && (
        <FinishPart {...{ districtId, secret, upload, show }} questions={page.questions} />
      )}
      {page.allowed.includes('return') && (
        <button type="button" className="text-button" onClick={() => setReturning(true)}>
          {t('page.return')}
        </button>
      )}
      {returning && (
        <ReturnSheet {...{ page, districtId, secret, show }} onClose={() => setReturning(false)} />
      )}
    </div>
  )
}
