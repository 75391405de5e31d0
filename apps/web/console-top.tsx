import { Button, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { listNotices } from '#modules/notices/contract/index.ts'
import { signInContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { setFace, useFace } from '#platform/web/face.ts'
import { languageOf, speak } from '#platform/web/i18n.ts'
import { useLeaving } from './use-leaving.ts'

type Me = signInContract.Me

/** Who acts in which post, what is unread, and how this device shows the pages. */
export function Top({ me }: { me: Me }) {
  return (
    <header className="shell-top">
      <PostSwitch me={me} />
      <Bell />
      <More>
        <Settings />
      </More>
    </header>
  )
}

/** In a row where there is room; on a phone behind one button. */
export function More({ children }: { children: ReactNode }) {
  const { t } = useTranslation('frame')
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useLeaving(box, () => setOpen(false))
  return (
    <div
      ref={box}
      className="shell-more"
      data-open={open}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        className="shell-more-verb"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t('shell.more')}
      </button>
      <div id={id} className="shell-more-list">
        {children}
      </div>
    </div>
  )
}

const themes = ['system', 'light', 'dark'] as const

function Settings() {
  const { t, i18n } = useTranslation('frame')
  const face = useFace()
  return (
    <>
      <Link to="/console/me" className="shell-own">
        {t('shell.own')}
      </Link>
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
        options={themes.map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
        popupMatchSelectWidth={false}
        // Within the menu, so that choosing in it does not count as leaving it.
        getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
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
    </>
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
            label: postName(p, t),
          }))}
        />
      ) : (
        <small>{me.posts[0] ? postName(me.posts[0], t) : t('shell.noPost')}</small>
      )}
    </span>
  )
}

/** A post that is held for somebody who is away says for whom. */
const postName = (
  { organisationName, title, standsInFor }: Me['posts'][number],
  t: (key: string, values: Record<string, string>) => string,
) =>
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- an older server does not tell it
  [organisationName, title, standsInFor && t('shell.standsInFor', { name: standsInFor })]
    .filter(Boolean)
    .join(' ')

function Bell() {
  const { t } = useTranslation('frame')
  const notices = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: ({ signal }) => call(listNotices, { query: { limit: 1 }, signal }),
    refetchInterval: 60_000,
  })
  const count = notices.data?.unread ?? 0
  return (
    <Link to="/console/inbox" className="shell-bell">
      {t('shell.notices')}
      {count > 0 && (
        <>
          <b aria-hidden="true">{count > 99 ? '99+' : count}</b>
          <span className="unseen">{t('shell.notices.count', { count })}</span>
        </>
      )}
    </Link>
  )
}

function SignOut() {
  const { t } = useTranslation('frame')
  const out = useMutation({
    mutationFn: () => call(signInContract.signOut, {}),
    onSettled: (ended) => location.assign(ended?.location ?? '/sign-in'),
  })
  return (
    <Button size="small" type="text" loading={out.isPending} onClick={() => out.mutate()}>
      {t('shell.signOut')}
    </Button>
  )
}
