import { Button, Select } from 'antd'
import { Link, Outlet } from '@tanstack/react-router'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDistrictLabels } from '#modules/catalogue/web/district-labels.ts'
import { listNotices } from '#modules/notices/contract/index.ts'
import { signInContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { ConsoleSettingContext, type ConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Failed } from '#platform/web/console/states.tsx'
import { setFace, useFace } from '#platform/web/face.ts'
import { languageOf, speak } from '#platform/web/i18n.ts'
import { useLive } from '#platform/web/live.ts'

type Me = signInContract.Me

/** The navigation is made of verbs: a page is offered to whoever may do there what it is for. */
const groups: { name: string; pages: { name: string; to: string; verbs: string[] }[] }[] = [
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
      { name: 'whistles', to: '/console/whistles', verbs: ['cases.whistle', 'cases.accept'] },
      { name: 'measures', to: '/console/measures', verbs: ['cases.read'] },
    ],
  },
  {
    name: 'know',
    pages: [
      { name: 'catalogue', to: '/console/catalogue', verbs: ['catalogue.read'] },
      { name: 'stations', to: '/console/stations', verbs: ['people.read'] },
    ],
  },
  {
    name: 'keep',
    pages: [
      {
        name: 'people',
        to: '/console/people',
        verbs: ['people.edit', 'people.grant', 'people.sessions', 'audit.read'],
      },
      { name: 'places', to: '/console/places', verbs: ['places.edit'] },
      { name: 'district', to: '/console/district', verbs: ['settings.edit'] },
      { name: 'routing', to: '/console/routing', verbs: ['settings.edit', 'cases.dispatch'] },
      { name: 'outbox', to: '/console/outbox', verbs: ['notices.read_outbox'] },
    ],
  },
]

export function Shell() {
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => call(signInContract.me, { signal }),
    staleTime: 60_000,
  })
  return <Answer of={me}>{(who) => <Signed me={who} />}</Answer>
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

function Signed({ me }: { me: Me }) {
  const { t, i18n } = useTranslation('frame')
  useFreshCases()
  useDistrictLabels(me.district.districtId, 'console')
  const setting = useMemo<ConsoleSetting>(
    () => ({
      districtId: me.district.districtId,
      districtName: languageOf(i18n) === 'en' ? me.district.nameEn : me.district.name,
      timeZone: me.district.timeZone,
      lon: me.district.lon,
      lat: me.district.lat,
      verbs: new Set(me.verbs),
    }),
    [me, i18n],
  )
  return (
    <ConsoleSettingContext value={setting}>
      <a className="skip" href="#page">
        {t('shell.skip')}
      </a>
      <div className="shell">
        <Side setting={setting} />
        <div>
          <Top me={me} />
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
  const may = (verbs: string[]) => verbs.some((v) => setting.verbs.has(v))
  return (
    <nav className="shell-side" aria-label={t('shell.nav')}>
      <Link to="/console" className="shell-brand" activeOptions={{ exact: true }}>
        {t('shell.brand')}
        <small>{setting.districtName}</small>
      </Link>
      {groups.map(({ name, pages }) => {
        const shown = pages.filter((p) => may(p.verbs))
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
    </nav>
  )
}

function Top({ me }: { me: Me }) {
  const { t, i18n } = useTranslation('frame')
  const face = useFace()
  return (
    <header className="shell-top">
      <PostSwitch me={me} />
      <Bell />
      <Button
        size="small"
        type="text"
        onClick={() => void speak(i18n, languageOf(i18n) === 'en' ? 'zh-CN' : 'en')}
      >
        {t('shell.language')}
      </Button>
      <Select
        size="small"
        aria-label={t('shell.theme')}
        value={face.theme}
        onChange={(theme) => setFace({ theme })}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`shell.theme.${value}`),
        }))}
        popupMatchSelectWidth={false}
      />
      <Button
        size="small"
        type="text"
        aria-pressed={face.large}
        onClick={() => setFace({ large: !face.large })}
      >
        {t('shell.large')}
      </Button>
      <SignOut />
    </header>
  )
}

/** Changing the post changes what may be seen: everything is asked anew. */
function PostSwitch({ me }: { me: Me }) {
  const { t } = useTranslation('frame')
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (postId: string) => call(signInContract.actIn, { body: { postId } }),
    onSuccess: (now) => {
      client.clear()
      client.setQueryData(['me'], now)
    },
  })
  return (
    <span className="shell-post">
      <Link to="/console/me">{me.person.name}</Link>
      {me.posts.length > 1 ? (
        <Select
          size="small"
          aria-label={t('shell.post')}
          value={me.actingPostId}
          loading={act.isPending}
          onChange={(postId: string | null) => postId && act.mutate(postId)}
          popupMatchSelectWidth={false}
          options={me.posts.map((p) => ({
            value: p.postId,
            label: `${p.organisationName} ${p.title}`,
          }))}
        />
      ) : (
        <small>
          {me.posts[0] ? `${me.posts[0].organisationName} ${me.posts[0].title}` : t('shell.noPost')}
        </small>
      )}
    </span>
  )
}

function Bell() {
  const { t } = useTranslation('frame')
  const notices = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: ({ signal }) => call(listNotices, { query: { limit: 1 }, signal }),
    refetchInterval: 60_000,
  })
  const count = notices.data?.unread ?? 0
  return (
    <Link
      to="/console/inbox"
      className="shell-bell"
      aria-label={count > 0 ? t('shell.notices.count', { count }) : t('shell.notices')}
    >
      {t('shell.notices')}
      {count > 0 && <b aria-hidden="true">{count > 99 ? '99+' : count}</b>}
    </Link>
  )
}

function SignOut() {
  const { t } = useTranslation('frame')
  const out = useMutation({
    mutationFn: () => call(signInContract.signOut, {}),
    onSettled: () => location.assign('/sign-in'),
  })
  return (
    <Button size="small" type="text" loading={out.isPending} onClick={() => out.mutate()}>
      {t('shell.signOut')}
    </Button>
  )
}
