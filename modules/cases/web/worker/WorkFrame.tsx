import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { signInContract, type signInContract as Contract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import {
  Button,
  Failure,
  failureOf,
  LanguageSwitch,
  LargeLetters,
  Page,
  Skeleton,
  Strip,
  TopBar,
} from '#platform/web/kit/index.ts'
import { useGo, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { dropSending, onSent, sendAgain, useOutbox, type Sending } from './outbox.ts'
import { useMe } from './session.ts'

type Me = Contract.Me

export interface WorkFrameProps {
  title: string
  /** Pages below the three doors lead back instead of showing them. */
  back?: string
  foot?: ReactNode
  children: (me: Me) => ReactNode
}

const doors = [
  { to: '/work', word: 'work.tasks', verb: null },
  { to: '/work/report', word: 'work.report', verb: 'cases.report' },
  { to: '/work/inspect', word: 'work.inspect', verb: 'cases.inspect' },
] as const

export function WorkFrame({ title, back, foot, children }: WorkFrameProps) {
  const { me, error, again } = useMe()
  const go = useGo()
  const client = useQueryClient()
  useTitle(title)
  useEffect(
    () =>
      onSent(() => {
        void client.invalidateQueries({ queryKey: ['tasks'] })
        void client.invalidateQueries({ queryKey: ['case'] })
      }),
    [client],
  )
  return (
    <Page
      foot={foot ?? (back === undefined && me ? <Doors me={me} /> : undefined)}
      top={
        <TopBar title={title} {...(back === undefined ? {} : { onBack: () => go(back) })}>
          <LanguageSwitch />
        </TopBar>
      }
    >
      <Outbox />
      {error && <Failure kind={failureOf(error)} onRetry={() => void again()} />}
      {!me && !error && <Skeleton shape="card" count={3} />}
      {me && back === undefined && <Posts me={me} />}
      {me && children(me)}
      <footer className="phone-end">
        <LargeLetters />
      </footer>
    </Page>
  )
}

function Doors({ me }: { me: Me }) {
  const { t } = useSpeech()
  const open = doors.filter((door) => door.verb === null || me.verbs.includes(door.verb))
  return (
    <nav className="work-doors" aria-label={t('work.title')}>
      {open.map((door) => (
        <a
          key={door.to}
          href={door.to}
          aria-current={location.pathname === door.to ? 'page' : undefined}
        >
          {t(door.word)}
        </a>
      ))}
    </nav>
  )
}

/** Who I am and in which post; whoever holds several changes here. */
function Posts({ me }: { me: Me }) {
  const client = useQueryClient()
  const acting = useMutation({
    mutationFn: (postId: string) => call(signInContract.actIn, { body: { postId } }),
    onSuccess: async (next) => {
      client.setQueryData(['me'], next)
      await client.invalidateQueries()
    },
  })
  const only = me.posts[0]
  return (
    <p className="work-who">
      <span>{me.person.name}</span>
      {me.posts.length > 1 ? (
        <select
          aria-label={me.person.name}
          value={me.actingPostId ?? ''}
          onChange={(event) => acting.mutate(event.target.value)}
        >
          {me.posts.map((post) => (
            <option key={post.postId} value={post.postId}>
              {post.title} · {post.organisationName}
            </option>
          ))}
        </select>
      ) : (
        only && (
          <span className="quiet">
            {only.title} · {only.organisationName}
          </span>
        )
      )}
    </p>
  )
}

const overtaken = new Set(['cases.out_of_date', 'cases.wrong_status', 'cases.no_open_task'])

function Outbox() {
  const { t } = useSpeech()
  const jobs = useOutbox()
  const count = (state: Sending['state']) => jobs.filter((job) => job.state === state).length
  const refused = jobs.filter((job) => job.state === 'refused')
  if (jobs.length === 0) return null
  return (
    <div className="outbox">
      {count('sending') > 0 && <Strip>{t('queue.sending', { count: count('sending') })}</Strip>}
      {count('waiting') > 0 && (
        <Strip tone="warn">{t('queue.waiting', { count: count('waiting') })}</Strip>
      )}
      {refused.map((job) => (
        <Strip key={job.id} tone="danger" action={<Refused job={job} />}>
          {t('queue.refused', {
            title: job.title,
            why: overtaken.has(job.code ?? '') ? t('queue.late') : (job.code ?? ''),
          })}
        </Strip>
      ))}
    </div>
  )
}

function Refused({ job }: { job: Sending }) {
  const { t } = useSpeech()
  return (
    <div className="pair">
      <Button look="quiet" onClick={() => void sendAgain(job)}>
        {t('queue.again')}
      </Button>
      <Button look="quiet" onClick={() => dropSending(job.id)}>
        {t('queue.drop')}
      </Button>
    </div>
  )
}
