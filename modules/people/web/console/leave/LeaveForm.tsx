import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { leaveContract } from '../../../contract/index.ts'
import type { LeaveView } from '../../../contract/leave.ts'
import { DayRow, TextRow, useDraft, useForm } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'
import { StandInChooser } from './StandInChooser.tsx'

export type PostOfLeave = Pick<
  LeaveView['posts'][number],
  'postId' | 'title' | 'organisationName' | 'delegable'
>

interface LeaveFormProps {
  leave: LeaveView | undefined
  personId: string
  posts: readonly PostOfLeave[]
  today: string
  /** Whether it is the own leave: then whoever should stand in is asked first. */
  own: boolean
  onDone: () => void
}

interface Draft {
  id: string
  from: string
  until: string
  words: string
  standIns: Record<string, { personId: string; name: string }>
}

const fieldOf = {
  'people.leave_turned_round': 'until',
  'people.leave_too_long': 'until',
  'people.leave_is_over': 'until',
  'people.leave_overlaps': 'from',
}

const open = new Set(['asked', 'accepted'])

function firstDraft(leave: LeaveView | undefined, today: string): Draft {
  const standIns = (leave?.posts ?? []).flatMap(({ postId, standIn }) =>
    standIn && open.has(standIn.state)
      ? [[postId, { personId: standIn.personId, name: standIn.personName }] as const]
      : [],
  )
  return {
    id: leave?.id ?? newId(),
    from: leave?.from ?? today,
    until: leave?.until ?? today,
    words: leave?.words ?? '',
    standIns: Object.fromEntries(standIns),
  }
}

/** The days, a word on why, and for each post who stands in; nobody is a choice too, and says what follows. */
export function LeaveForm({ leave, personId, posts, today, own, onDone }: LeaveFormProps) {
  const { t } = useTranslation('access')
  const drafting = useDraft<Draft>(() => firstDraft(leave, today))
  const [draft, set] = drafting
  const saving = useSaving(
    () =>
      call(leaveContract.saveLeave, {
        body: {
          id: draft.id,
          personId,
          from: draft.from,
          until: draft.until,
          words: draft.words.trim(),
          standIns: Object.entries(draft.standIns).map(([postId, who]) => ({
            postId,
            personId: who.personId,
          })),
          baseVersion: leave?.version ?? null,
        },
      }),
    { fieldOf, renews: [keys.leaves, keys.posts, ['me']], onSaved: onDone },
  )
  const form = useForm(drafting, saving.trouble)
  const choose = (postId: string, who: Draft['standIns'][string] | null) => {
    const { [postId]: _, ...others } = draft.standIns
    set({ standIns: who ? { ...others, [postId]: who } : others })
  }
  return (
    <form
      className="appoint"
      noValidate
      aria-label={t(leave ? 'leave.change' : 'leave.enter')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) saving.save()
      }}
    >
      <TroubleStrip trouble={saving.trouble} />
      <div className="two">
        <DayRow form={form} name="from" label={t('leave.from')} />
        <DayRow form={form} name="until" label={t('leave.until')} min={draft.from} />
      </div>
      <TextRow
        form={form}
        name="words"
        label={t('leave.words')}
        hint={t('leave.wordsHint')}
        maxLength={200}
      />
      <StandIns posts={posts} standIns={draft.standIns} choose={choose} />
      <p className="quiet">{t(own ? 'leave.thenOwn' : 'leave.thenManager')}</p>
      <p className="sheet-verbs">
        <Button
          type="primary"
          htmlType="submit"
          disabled={draft.from === '' || draft.until === ''}
          loading={saving.busy}
        >
          {t(leave ? 'leave.save' : 'leave.enter')}
        </Button>
        <Button onClick={onDone}>{t('leave')}</Button>
      </p>
    </form>
  )
}

interface StandInsProps {
  posts: readonly PostOfLeave[]
  standIns: Draft['standIns']
  choose: (postId: string, who: Draft['standIns'][string] | null) => void
}

function StandIns({ posts, standIns, choose }: StandInsProps) {
  const { t } = useTranslation('access')
  return (
    <>
      {posts.map((post) => (
        <Row
          key={post.postId}
          id={`stand-in-${post.postId}`}
          wrong={null}
          label={t('leave.standIn', { post: post.title, organisation: post.organisationName })}
          {...(post.delegable ? {} : { hint: t('leave.notDelegable') })}
        >
          {post.delegable && (
            <StandInChooser
              id={`stand-in-${post.postId}`}
              postId={post.postId}
              value={standIns[post.postId] ?? null}
              onChange={(who) => choose(post.postId, who)}
            />
          )}
        </Row>
      ))}
    </>
  )
}
