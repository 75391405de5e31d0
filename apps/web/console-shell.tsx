import { Link, Outlet } from '@tanstack/react-router'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDistrictLabels } from '#modules/catalogue/web/district-labels.ts'
import { signInContract } from '#modules/people/contract/index.ts'
import { ViewingStrip } from '#modules/people/web/viewing/ViewingStrip.tsx'
import { call, CallError } from '#platform/web/call.ts'
import { ConsoleSettingContext, type ConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Failed } from '#platform/web/console/states.tsx'
import { languageOf } from '#platform/web/i18n.ts'
import { NewVersion } from '#platform/web/kit/NewVersion.tsx'
import { useLive } from '#platform/web/live.ts'
import { ClosedPosts } from './closed-posts.tsx'
import { SideFrame } from './console-side.tsx'
import { Top } from './console-top.tsx'

type Me = signInContract.Me

/** The navigation is made of verbs: a page is offered to whoever may do there what it is for. */
interface Offer {
  name: string
  to: string
  verbs: readonly string[]
  /** Whoever may do one of these has the page under another name. */
  unless?: readonly string[]
}

const keepPeople = ['people.edit', 'people.grant', 'people.sessions']

const groups: { name: string; pages: Offer[] }[] = [
  {
    name: 'work',
    pages: [
      { name: 'start', to: '/console', verbs: ['cases.read'] },
      {
        name: 'desk',
        to: '/console/desk',
        verbs: ['cases.receive', 'cases.file', 'cases.dispatch'],
      },
      { name: 'intake', to: '/console/intake', verbs: ['cases.report'] },
      { name: 'inspect', to: '/console/inspect', verbs: ['cases.inspect'] },
      { name: 'cases', to: '/console/cases', verbs: ['cases.read'] },
      { name: 'measures', to: '/console/measures', verbs: ['cases.read'] },
    ],
  },
  {
    name: 'drive',
    pages: [
      { name: 'issues', to: '/console/issues', verbs: ['cases.merge', 'cases.supervise'] },
      { name: 'whistles', to: '/console/whistles', verbs: ['cases.whistle', 'cases.accept'] },
      {
        name: 'supervisions',
        to: '/console/supervisions',
        verbs: ['cases.supervise', 'cases.accept'],
      },
      { name: 'appeals', to: '/console/appeals', verbs: ['cases.assess', 'cases.ask'] },
      { name: 'parked', to: '/console/parked', verbs: ['cases.suspend', 'cases.designate'] },
      { name: 'orders', to: '/console/orders', verbs: ['exchange.orders'] },
      { name: 'followed', to: '/console/followed', verbs: ['cases.read'] },
      { name: 'plans', to: '/console/plans', verbs: ['cases.plan', 'cases.finish'] },
      {
        name: 'pools',
        to: '/console/pools',
        verbs: ['cases.dispatch', 'cases.accept', 'settings.edit'],
      },
    ],
  },
  {
    name: 'field',
    pages: [
      { name: 'patrols', to: '/console/patrols', verbs: ['fieldwork.patrol'] },
      { name: 'checks', to: '/console/checks', verbs: ['fieldwork.check'] },
      { name: 'visits', to: '/console/visits', verbs: ['fieldwork.visit'] },
      { name: 'services', to: '/console/services', verbs: ['services.read'] },
      { name: 'hazards', to: '/console/hazards', verbs: ['fieldwork.hazard'] },
      { name: 'campaigns', to: '/console/campaigns', verbs: ['fieldwork.hazard'] },
      { name: 'enforcement', to: '/console/enforcement', verbs: ['enforcement.read'] },
      { name: 'outreach', to: '/console/outreach', verbs: ['outreach.read'] },
      { name: 'inspections', to: '/console/inspections', verbs: ['enforcement.read'] },
      { name: 'rosters', to: '/console/rosters', verbs: ['people.roster', 'people.read'] },
      { name: 'logs', to: '/console/logs', verbs: ['fieldwork.log'] },
    ],
  },
  {
    name: 'know',
    pages: [
      { name: 'subjects', to: '/console/subjects', verbs: ['subjects.read'] },
      { name: 'catalogue', to: '/console/catalogue', verbs: ['catalogue.read'] },
      { name: 'stations', to: '/console/stations', verbs: ['people.read'] },
      { name: 'leave', to: '/console/leave', verbs: ['people.leave'] },
      { name: 'partners', to: '/console/partners', verbs: ['cases.partner'] },
    ],
  },
  {
    name: 'keep',
    pages: [
      { name: 'people', to: '/console/people', verbs: keepPeople },
      { name: 'audit', to: '/console/people', verbs: ['audit.read'], unless: keepPeople },
      { name: 'places', to: '/console/places', verbs: ['places.edit'] },
      { name: 'district', to: '/console/district', verbs: ['settings.edit'] },
      { name: 'routing', to: '/console/routing', verbs: ['settings.edit', 'cases.dispatch'] },
      { name: 'replies', to: '/console/replies', verbs: ['settings.edit'] },
      { name: 'dutyList', to: '/console/duty-list', verbs: ['settings.edit', 'cases.dispatch'] },
      { name: 'case-settings', to: '/console/case-settings', verbs: ['settings.edit'] },
      {
        name: 'enforcementSettings',
        to: '/console/enforcement-settings',
        verbs: ['enforcement.settings'],
      },
      { name: 'reading', to: '/console/reading', verbs: ['reading.train'] },
      { name: 'personal', to: '/console/personal', verbs: ['cases.personal', 'settings.edit'] },
      { name: 'outbox', to: '/console/outbox', verbs: ['notices.read_outbox'] },
      { name: 'links', to: '/console/links', verbs: ['settings.edit'] },
      { name: 'webhooks', to: '/console/webhooks', verbs: ['settings.edit'] },
    ],
  },
]

const useMe = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => call(signInContract.me, { signal }),
    staleTime: 60_000,
  })

export function Shell() {
  const me = useMe()
  return <Answer of={me}>{(who) => <Signed me={who} />}</Answer>
}

/** A page that fills its screen, as whoever is signed in: no side, no top, but alive as all others. */
export function WallShell() {
  const me = useMe()
  return <Answer of={me}>{(who) => <OnWall me={who} />}</Answer>
}

function OnWall({ me }: { me: Me }) {
  useFreshCases()
  const setting = useSetting(me)
  return (
    <ConsoleSettingContext value={setting}>
      <main id="page" tabIndex={-1}>
        <Outlet />
      </main>
    </ConsoleSettingContext>
  )
}

export const NotHere = () => <Failed error={new CallError(404, 'page.not_found')} />

/** What others do shows at once: lists and counts ask anew, and of single cases those that changed. */
function useFreshCases(): void {
  const client = useQueryClient()
  const changed = useCallback(
    (ids: readonly string[] | null) =>
      void client.invalidateQueries({
        queryKey: ['cases'],
        predicate: ({ queryKey: [, what, id] }) =>
          ids === null || what !== 'one' || (typeof id === 'string' && ids.includes(id)),
      }),
    [client],
  )
  useLive(changed)
}

function useSetting(me: Me): ConsoleSetting {
  const { i18n } = useTranslation()
  useDistrictLabels(me.district.districtId, 'console')
  return useMemo<ConsoleSetting>(
    () => ({
      districtId: me.district.districtId,
      demo: me.district.demo,
      districtName: languageOf(i18n) === 'en' ? me.district.nameEn : me.district.name,
      timeZone: me.district.timeZone,
      lon: me.district.lon,
      lat: me.district.lat,
      verbs: new Set(me.verbs),
    }),
    [me, i18n],
  )
}

function Signed({ me }: { me: Me }) {
  const { t } = useTranslation('frame')
  useFreshCases()
  const setting = useSetting(me)
  return (
    <ConsoleSettingContext value={setting}>
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <div className="shell">
        <Side setting={setting} />
        <div>
          {me.viewing && <ViewingStrip viewing={me.viewing} timeZone={me.district.timeZone} />}
          <Top me={me} />
          <ClosedPosts me={me} />
          <NewVersion />
          {me.district.demo && <p className="shell-demo">{t('shell.demo')}</p>}
          <main id="page" className="shell-main" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
    </ConsoleSettingContext>
  )
}

function Side({ setting }: { setting: ConsoleSetting }) {
  const { t } = useTranslation('frame')
  const may = (verbs: readonly string[]) => verbs.some((v) => setting.verbs.has(v))
  return (
    <SideFrame district={setting.districtName}>
      {groups.map(({ name, pages }) => {
        const shown = pages.filter((p) => may(p.verbs) && !may(p.unless ?? []))
        if (shown.length === 0) return null
        return (
          <div key={name} className="shell-group">
            <h2>{t(`nav.group.${name}`)}</h2>
            {shown.map((p) => (
              <Link
                key={p.name}
                to={p.to}
                activeOptions={{ exact: p.to === '/console', includeSearch: false }}
              >
                {t(`nav.${p.name}`)}
              </Link>
            ))}
          </div>
        )
      })}
    </SideFrame>
  )
}
