import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { signInContract, type signInContract as Contract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import {
  Failure,
  failureOf,
  LanguageSwitch,
  LargeLetters,
  Page,
  Skeleton,
  TopBar,
  useToast,
} from '#platform/web/kit/index.ts'
import { useGo, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { box, onArrived, openOutbox, type Sent } from './outbox/outbox.ts'
import { OutboxStrip } from '../phone/outbox/OutboxStrip.tsx'
import type { Work } from '../phone/outbox/work.ts'
import { seenNow } from './last-seen.ts'
import { useMattersAhead } from './matters.ts'
import { useMe } from './session.ts'
import { SignOut } from './SignOut.tsx'
import { afterSending, type OpenTasks } from './task-groups.ts'
import { Doors } from './WorkDoors.tsx'

type Me = Contract.Me

export interface WorkFrameProps {
  title: string
  /** Pages below the doors lead back instead of showing them, and have a heading of their own. */
  back?: string
  foot?: ReactNode
  children: (me: Me) => ReactNode
}

export function WorkFrame({ title, back, foot, children }: WorkFrameProps) {
  const { me, confirmed, error, again } = useMe()
  const { t } = useSpeech()
  const go = useGo()
  useTitle(title)
  useUnsent(me, confirmed)
  useMattersAhead(me?.verbs.includes('cases.settle') === true)
  const home = back === undefined
  return (
    <Page
      foot={foot ?? (home && me ? <Doors verbs={me.verbs} /> : undefined)}
      top={
        <TopBar title={title} {...(home ? { heading: true } : { onBack: () => go(back) })}>
          <LanguageSwitch />
        </TopBar>
      }
    >
      <OutboxStrip box={box} timeZone={me?.district.timeZone ?? 'Asia/Shanghai'} />
      {error && <Failure kind={failureOf(error)} onRetry={() => void again()} />}
      {me ? (
        <>
          {home && <Posts me={me} />}
          {children(me)}
          <footer className="phone-end">
            <LargeLetters />
            <a className="text-button" href="/console/me">
              {t('work.own')}
            </a>
            <SignOut />
          </footer>
        </>
      ) : (
        !error && <Skeleton shape="card" count={3} />
      )}
    </Page>
  )
}

/** The queue of whoever is signed in; where nobody answers who that is, of whoever was last. */
function useUnsent(me: Me | undefined, confirmed: boolean) {
  const client = useQueryClient()
  const { t } = useSpeech()
  const say = useToast()
  const personId = me?.person.id
  const districtId = me?.district.districtId
  const tell = useEffectEvent(({ page, caseId, shortCode }: Sent, work: Work) => {
    if (page) {
      // An older answer that is still on its way must not come after it.
      void client.cancelQueries({ queryKey: ['case', caseId] })
      seenNow(`case ${caseId}`, page)
      client.setQueryData(['case', caseId], page)
      client.setQueryData<OpenTasks>(['tasks', 'open'], (now) => now && afterSending(now, page))
    }
    void client.invalidateQueries({ queryKey: ['tasks'] })
    void client.invalidateQueries({ queryKey: ['case'] })
    void client.invalidateQueries({ queryKey: ['duties'] })
    say({ text: t(`queue.done.${work.step.kind}`, { code: shortCode ?? '' }) })
  })
  useEffect(() => {
    const who = personId && districtId ? { personId, districtId } : null
    void openOutbox(who, confirmed)
    return onArrived(tell)
  }, [personId, districtId, confirmed])
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
