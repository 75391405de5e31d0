import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { followCase, publicPhotoPath, type FollowPage as Followed } from '../../contract/report.ts'
import { BeforeAfter } from '#platform/web/BeforeAfter.tsx'
import { call, CallError } from '#platform/web/call.ts'
import { ChainOfHands } from '#platform/web/ChainOfHands.tsx'
import { useFace } from '#platform/web/face.ts'
import {
  Button,
  Failure,
  failureOf,
  Later,
  PhotoView,
  Skeleton,
  Strip,
} from '#platform/web/kit/index.ts'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { BesideFollow } from './BesideFollow.tsx'
import { DistrictFrame } from '../phone/DistrictFrame.tsx'
import { readSuspensionReasons } from '../phone/reach.ts'
import { useGo, useParam, useSearchText, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { AddPart, WithdrawPart } from './AddPart.tsx'
import { keepReport, useOwnReport } from './own-reports.ts'
import { statusSentence } from './status-sentence.ts'
import { followedOr, useArrivals } from './unsent/own.ts'
import { UnsentReports } from './unsent/UnsentReports.tsx'
import { ReopenPart, VerdictPart } from './VerdictPart.tsx'

export interface Following {
  districtId: string
  shortCode: string
  ownKey: string
  page: Followed
  show: (page: Followed) => void
}

/** Asked for by few: it comes with the page of those who may, not with everybody's first screen. */
const OwnDataPart = lazy(async () => ({
  default: (await import('./OwnDataPart.tsx')).OwnDataPart,
}))

function useFollowed(districtId: string, shortCode: string) {
  const own = useOwnReport(districtId, shortCode)
  const given = useSearchText('key')
  // The link's own key goes first: the one kept here may be of an older phone of the same person.
  const key = given ?? own?.ownKey
  const client = useQueryClient()
  const queryKey = ['follow', districtId, shortCode, key]
  const ask = (withKey: string | undefined) =>
    call(followCase, {
      params: { districtId, shortCode },
      query: withKey === undefined ? {} : { key: withKey },
    })
  const asked = useQuery({
    queryKey,
    queryFn: () =>
      followedOr({ districtId, shortCode }, key !== undefined, async () => {
        const page = await ask(key)
        // A neighbour's link opened on the reporter's own phone.
        if (page.level === 'look' && own && own.ownKey !== key) return await ask(own.ownKey)
        return page
      }),
    refetchInterval: 20_000,
    retry: (count, error) => count < 2 && !(error instanceof CallError && error.status >= 400),
  })
  const page = asked.data?.page
  const keep = useEffectEvent((seen: Followed) => {
    if (seen.level !== 'own' || own || key === undefined) return
    const { number, words } = seen
    const at = seen.ribbon.receivedAt
    keepReport({
      districtId,
      shortCode,
      number,
      ownKey: key,
      lookKey: null,
      words: words ?? '',
      at,
    })
  })
  useEffect(() => {
    if (page) keep(page)
  }, [page])
  const ownKey = page?.level === 'own' ? (own?.ownKey ?? key ?? '') : ''
  useArrivals({ districtId, shortCode }, ownKey !== '')
  const show = (next: Followed) => client.setQueryData(queryKey, { page: next, seen: false })
  const stale = asked.error !== null || asked.data?.seen === true
  return { asked, page, stale, key, ownKey, show }
}

export function FollowPage() {
  const districtId = useParam('districtId')
  const shortCode = useParam('shortCode').toUpperCase()
  const { t } = useSpeech()
  const go = useGo()
  const { asked, page, stale, key, ownKey, show } = useFollowed(districtId, shortCode)
  useTitle(page ? `${shortCode} ${page.title}` : shortCode)
  return (
    <DistrictFrame
      districtId={districtId}
      title={`${t('follow.title')} ${shortCode}`}
      onBack={() => go(`/${districtId}`)}
    >
      {asked.isPending && <Skeleton shape="card" count={2} />}
      {asked.error && !page && (
        <NotFollowed error={asked.error} again={() => void asked.refetch()} />
      )}
      {page && (
        <>
          {stale && <Stale page={page} />}
          {ownKey !== '' && <UnsentReports districtId={districtId} writing={false} />}
          <Story
            {...{ districtId, shortCode, ownKey, page, show }}
            photoKey={ownKey || key}
            again={() => void asked.refetch()}
          />
        </>
      )}
    </DistrictFrame>
  )
}

function NotFollowed({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useSpeech()
  const go = useGo()
  const districtId = useParam('districtId')
  const code = useParam('shortCode')
  const kind = failureOf(error)
  const title = kind === 'missing' ? t('follow.notFound', { code }) : null
  return (
    <Failure kind={kind} onRetry={again} {...(title === null ? {} : { title })}>
      <Button look="quiet" onClick={() => go(`/${districtId}`)}>
        {t('receipt.home')}
      </Button>
    </Failure>
  )
}

function Stale({ page }: { page: Followed }) {
  const { t, say } = useSpeech(page.timeZone)
  return <Strip tone="warn">{t('follow.stale', { at: say(page.now) })}</Strip>
}

function Story(props: Following & { photoKey: string | undefined; again: () => void }) {
  const { page } = props
  const speech = useSpeech(page.timeZone)
  const { t, language } = speech
  const next = page.nextStep?.[language === 'en' ? 'en' : 'zh'] ?? null
  return (
    <article className="follow">
      <header className="follow-head">
        <p className="quiet">{[page.title, page.address].filter(Boolean).join(' · ')}</p>
        <h1>{statusSentence(page, speech)}</h1>
        {page.joinedAt && (
          <p className="quiet">{t('follow.joined', { at: speech.say(page.joinedAt, page.now) })}</p>
        )}
        {page.promise?.estimated === true && <p className="quiet">{t('follow.estimated')}</p>}
      </header>
      <BesideFollow {...props} />
      <BeforeAfterPart {...props} />
      <RefusalPart page={page} />
      <TransferPart page={page} />
      {page.pausedReason !== null && (
        <section className="card">
          <h2>{t('follow.pausedWhy')}</h2>
          <p>{page.pausedReason}</p>
          <p className="quiet">{t('follow.pausedNote')}</p>
        </section>
      )}
      <VerdictPart {...props} />
      <ReopenPart {...props} />
      {next !== null && (
        <section>
          <h2>{t('follow.next')}</h2>
          <p>{next}</p>
        </section>
      )}
      <Details>
        <RibbonPart districtId={props.districtId} page={page} />
        <HandsPart page={page} />
        <WordsAndPictures {...props} />
        <AddPart {...props} />
        <StoryPart page={page} />
        <WithdrawPart {...props} />
        {page.level === 'own' && (
          <Later>
            <OwnDataPart {...props} />
          </Later>
        )}
      </Details>
      {page.level === 'look' && <p className="quiet">{t('follow.look')}</p>}
      <p className="quiet">{t('receipt.long', { number: page.number })}</p>
    </article>
  )
}

/** In large letters the answer stands alone, with what is asked; the rest opens by a press. */
function Details({ children }: { children: ReactNode }) {
  const { t } = useSpeech()
  const { large } = useFace()
  const [open, setOpen] = useState(false)
  if (!large) return children
  return (
    <>
      <Button wide look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'follow.less' : 'follow.more')}
      </Button>
      {open && children}
    </>
  )
}

interface PictureProps {
  districtId: string
  page: Followed
  photoKey: string | undefined
}

function BeforeAfterPart({ districtId, page, photoKey }: PictureProps) {
  const { t } = useSpeech()
  if (page.status !== 'closed') return null
  const before =
    page.photos.find((p) => p.role === 'before') ?? page.photos.find((p) => p.role === 'report')
  const after = page.photos.findLast((p) => p.role === 'after')
  const src = (fileId: string) => publicPhotoPath(districtId, fileId, 'public', photoKey)
  return (
    <>
      {before && after && (
        <BeforeAfter
          before={{ src: src(before.fileId), alt: t('photo.before') }}
          after={{ src: src(after.fileId), alt: t('photo.after') }}
        />
      )}
      {page.done !== null && (
        <section>
          <h2>{t('follow.done')}</h2>
          <p>{page.done}</p>
        </section>
      )}
    </>
  )
}

function RefusalPart({ page }: { page: Followed }) {
  const { t } = useSpeech()
  if (!page.refusal) return null
  return (
    <section className="card refusal">
      <h2>{t('follow.why')}</h2>
      <p>{page.refusal.reason}</p>
      {page.refusal.words !== null && <p>{page.refusal.words}</p>}
      <h2>{t('follow.door')}</h2>
      <p>{page.refusal.door}</p>
    </section>
  )
}

/** Who has it now, under which number, and what that means for the reporter. */
function TransferPart({ page }: { page: Followed }) {
  const { t, language } = useSpeech()
  const { transfer } = page
  if (!transfer) return null
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <section className="card refusal">
      <h2>{t('follow.transfer')}</h2>
      <p>{transfer.receiver}</p>
      <p className="quiet">
        {t('follow.transferLetter', {
          reference: transfer.reference,
          day: day.format(new Date(`${transfer.transferredOn}T00:00:00Z`)),
        })}
      </p>
      <p>{transfer.words}</p>
    </section>
  )
}

/** Nothing is promised any more, so there is no time to draw. */
const endedOtherwise: ReadonlySet<string> = new Set([
  'refused',
  'withdrawn',
  'void',
  'merged',
  'transferred',
])

/** Pauses carry the code of their reason; the district says what it is called. */
function usePauses(districtId: string, { ribbon, pausedReason }: Followed) {
  const { language } = useSpeech()
  const asked = useQuery({
    queryKey: ['suspensions', districtId],
    queryFn: () => readSuspensionReasons(districtId),
    enabled: ribbon.pauses.length > 0,
    staleTime: Infinity,
  })
  const nameOf = (code: string) => {
    const reason = asked.data?.rows.find((one) => one.code === code)
    return reason ? (language === 'en' ? reason.nameEn : reason.name) : code
  }
  return ribbon.pauses.map(({ from, to, reason }) => ({
    from,
    to,
    reason: to === null && pausedReason !== null ? pausedReason : nameOf(reason),
  }))
}

function RibbonPart({ districtId, page }: { districtId: string; page: Followed }) {
  const pauses = usePauses(districtId, page)
  const { language, known, t } = useSpeech(page.timeZone)
  if (endedOtherwise.has(page.status)) return null
  const { receivedAt, promisedAt, estimated, closedAt, notches } = page.ribbon
  const { now, timeZone } = page
  return (
    <TimeRibbon
      {...{ receivedAt, promisedAt, estimated, closedAt, pauses, now, timeZone, language }}
      promised={page.status === 'reported' ? 'taken-up' : 'done'}
      notches={notches.map((n) => ({
        at: n.at,
        label: known(`event.${n.type}`, t('event.other')),
      }))}
    />
  )
}

function HandsPart({ page }: { page: Followed }) {
  const { t, language } = useSpeech()
  if (page.hands.length === 0 && endedOtherwise.has(page.status)) return null
  return (
    <section>
      <h2>{t(page.transfer ? 'follow.handsBefore' : 'follow.hands')}</h2>
      {page.hands.length === 0 ? (
        <p className="quiet">{t('follow.noHands')}</p>
      ) : (
        <ChainOfHands
          {...{ now: page.now, timeZone: page.timeZone, language }}
          hands={page.hands.map(({ person: _person, did, ...hand }) => ({
            ...hand,
            ...(did === null ? {} : { did }),
          }))}
        />
      )}
    </section>
  )
}

function WordsAndPictures({ districtId, page, photoKey }: PictureProps) {
  const { t, say } = useSpeech(page.timeZone)
  return (
    <>
      {page.words !== null && page.words !== '' && (
        <section>
          <h2>{t('follow.yours')}</h2>
          <p className="as-written">{page.words}</p>
        </section>
      )}
      {page.photos.length > 0 && (
        <section>
          <h2>{t('follow.photos')}</h2>
          <PhotoView
            photos={page.photos.map((photo) => ({
              thumb: publicPhotoPath(districtId, photo.fileId, 'thumb', photoKey),
              full: publicPhotoPath(districtId, photo.fileId, 'public', photoKey),
              alt: t(`photo.${photo.role}`),
              caption: `${t(`photo.${photo.role}`)} · ${say(photo.at, page.now)}`,
            }))}
          />
        </section>
      )}
    </>
  )
}

function StoryPart({ page }: { page: Followed }) {
  const { t, say, known } = useSpeech(page.timeZone)
  if (page.story.length === 0) return null
  return (
    <details className="story">
      <summary>{t('follow.story')}</summary>
      <ol>
        {page.story.map((event) => (
          <li key={`${event.at}${event.type}`}>
            <p>
              <strong>{known(`event.${event.type}`, t('event.other'))}</strong>
              {event.unit !== null && ` · ${event.unit}`}
            </p>
            {event.words !== null && <p>{event.words}</p>}
            <p className="quiet">{say(event.at, page.now)}</p>
          </li>
        ))}
      </ol>
    </details>
  )
}
