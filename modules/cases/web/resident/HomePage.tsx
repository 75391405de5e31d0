import { useQuery } from '@tanstack/react-query'
import { lazy, useEffect, useEffectEvent, useState, type FormEvent } from 'react'
import { publicLedger } from '../../contract/report.ts'
import { call } from '#platform/web/call.ts'
import {
  Button,
  Empty,
  Failure,
  failureOf,
  Later,
  Field,
  Glyph,
  LanguageSwitch,
  LargeLetters,
  Page,
  Skeleton,
  Strip,
  TopBar,
} from '#platform/web/kit/index.ts'
import { doorsAtHome } from '../phone/beside.ts'
import {
  DistrictFrame,
  lastDistrict,
  useDistrict,
  useDistrictName,
} from '../phone/DistrictFrame.tsx'
import { readDistricts } from '../phone/reach.ts'
import { useGo, useParam, useSearchText, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { useMayBeKept } from './unsent/kept-here.ts'
import { LedgerList } from './LedgerList.tsx'
import { useOwnReports } from './own-reports.ts'

export function PickDistrictPage() {
  const { t } = useSpeech()
  const nameOf = useDistrictName()
  const go = useGo()
  useTitle(t('brand'))
  const installed = useSearchText('installed') !== undefined
  const open = useEffectEvent(() => go(`/${lastDistrict.get()}`, true))
  useEffect(() => {
    if (installed && lastDistrict.get() !== '') open()
  }, [installed])
  const asked = useQuery({ queryKey: ['districts'], queryFn: readDistricts })
  return (
    <Page
      top={
        <TopBar title={t('brand')}>
          <LanguageSwitch />
        </TopBar>
      }
    >
      <div className="step">
        <h1>{t('pick.title')}</h1>
        <p className="quiet">{t('pick.hint')}</p>
        {asked.isPending && <Skeleton shape="row" count={3} />}
        {asked.error && (
          <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
        )}
        {asked.data?.districts.length === 0 && <Empty title={t('pick.none')} />}
        <ul className="door-list">
          {asked.data?.districts.map((district) => (
            <li key={district.districtId}>
              <a href={`/${district.districtId}`}>
                <span>{nameOf(district)}</span>
                <Glyph name="forward" size={20} />
              </a>
            </li>
          ))}
        </ul>
      </div>
      <footer className="phone-end">
        <LargeLetters />
      </footer>
    </Page>
  )
}

export function HomePage() {
  const districtId = useParam('districtId')
  const { t } = useSpeech()
  const go = useGo()
  const district = useDistrict(districtId)
  const nameOf = useDistrictName()
  useTitle(district.data ? `${t('brand')} · ${nameOf(district.data)}` : t('brand'))
  if (district.error && failureOf(district.error) === 'missing')
    return (
      <Page>
        <Failure kind="missing">
          <Button look="quiet" onClick={() => go('/')}>
            {t('home.other')}
          </Button>
        </Failure>
      </Page>
    )
  return (
    <DistrictFrame districtId={districtId}>
      <div className="home">
        <p className="home-what">{t('home.what')}</p>
        <Unsent districtId={districtId} />
        <a className="home-report" href={`/${districtId}/report`}>
          <Glyph name="camera" size={32} />
          <span>
            <strong>{t('home.report')}</strong>
            <small>{t('home.reportHint')}</small>
          </span>
        </a>
        <Doors districtId={districtId} />
        <OwnReports districtId={districtId} />
        <FindReport districtId={districtId} />
        <NearHere districtId={districtId} />
        <p className="home-doors">
          {district.data && district.data.telephone !== '' && (
            <a href={`tel:${district.data.telephone}`}>
              {t('home.phone', { phone: district.data.telephone })}
            </a>
          )}
          <a href="/">{t('home.other')}</a>
        </p>
      </div>
    </DistrictFrame>
  )
}

/** What modules above offer residents besides. */
function Doors({ districtId }: { districtId: string }) {
  const { t } = useSpeech()
  const doors = doorsAtHome()
  if (doors.length === 0) return null
  return (
    <ul className="door-list">
      {doors.map(({ path, word }) => (
        <li key={path}>
          <a href={`/${districtId}/${path}`}>
            <span>
              <strong>{t(word)}</strong>
              <small>{t(`${word}Hint`)}</small>
            </span>
            <Glyph name="forward" size={20} />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Fetched only where something lies on this phone. */
const UnsentReports = lazy(async () => ({
  default: (await import('./unsent/UnsentReports.tsx')).UnsentReports,
}))

function Unsent({ districtId }: { districtId: string }) {
  if (!useMayBeKept()) return null
  return (
    <Later>
      <UnsentReports districtId={districtId} writing={false} />
    </Later>
  )
}

function OwnReports({ districtId }: { districtId: string }) {
  const { data: district } = useDistrict(districtId)
  const { t, say } = useSpeech(district?.timeZone)
  const own = useOwnReports(districtId)
  if (own.length === 0) return null
  return (
    <section>
      <h2>{t('home.mine')}</h2>
      <ul className="door-list">
        {own.slice(0, 5).map((report) => (
          <li key={report.shortCode}>
            <a href={`/${districtId}/follow/${report.shortCode}`}>
              <span>
                <strong>{report.shortCode}</strong>
                <small className="one-line">{report.words}</small>
                <small>{t('ledger.reported', { at: say(report.at) })}</small>
              </span>
              <Glyph name="forward" size={20} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** People copy codes by hand: small letters, spaces and dashes are all the same. */
const codeOf = (typed: string) => typed.toUpperCase().replace(/[\s-]/g, '')

function FindReport({ districtId }: { districtId: string }) {
  const { t } = useSpeech()
  const go = useGo()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const look = (event: FormEvent) => {
    event.preventDefault()
    const code = codeOf(typed)
    if (/^[0-9A-Z]{4,12}$/.test(code)) go(`/${districtId}/follow/${code}`)
    else setWrong(true)
  }
  return (
    <section>
      <h2>{t('home.find')}</h2>
      <form className="find" onSubmit={look} noValidate>
        <Field
          label={t('home.code')}
          value={typed}
          maxLength={16}
          autoCapitalize="characters"
          autoComplete="off"
          error={wrong ? t('home.codeWrong') : undefined}
          onChange={(event) => {
            setTyped(event.target.value)
            setWrong(false)
          }}
        />
        <Button type="submit" look="quiet">
          {t('home.look')}
        </Button>
      </form>
    </section>
  )
}

function NearHere({ districtId }: { districtId: string }) {
  const { t } = useSpeech()
  const asked = useQuery({
    queryKey: ['ledger', districtId, 'lately'],
    queryFn: () => call(publicLedger, { params: { districtId }, query: { limit: 4 } }),
  })
  return (
    <section>
      <h2>{t('home.near')}</h2>
      {asked.isPending && <Skeleton shape="row" count={3} />}
      {asked.error && (
        <Strip
          tone="warn"
          action={<button onClick={() => void asked.refetch()}>{t('platform:retry')}</button>}
        >
          {t(`platform:failure.${failureOf(asked.error)}.what`)}
        </Strip>
      )}
      {asked.data?.rows.length === 0 && <p className="quiet">{t('ledger.noneYet')}</p>}
      {asked.data && <LedgerList districtId={districtId} {...asked.data} />}
      <p>
        <a href={`/${districtId}/ledger`}>{t('home.all')}</a>
      </p>
    </section>
  )
}
