import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import {
  closeWhistle,
  judgeWhistleCall,
  moveWhistleCall,
  noteWhistle,
  raiseWhistle,
  type CallView,
  type WhistleView,
} from '../../../contract/whistles.ts'
import { isAwaited } from '../../../domain/whistle.ts'
import { useWhistleChange } from './queries.ts'
import { JudgeForm, WordsForm } from './small-forms.tsx'
import { sayRefusal } from './words.ts'

type Changing = ReturnType<typeof useWhistleChange>
type Open =
  | { what: 'arrive' | 'excuse' | 'judge'; unitId: string }
  | { what: 'close' | 'raise' | 'note' }
  | null

/** A whistle: what for, by when, and each unit with where it stands. Late units stand out first. */
export function WhistleCard({ whistle, ofCase }: { whistle: WhistleView; ofCase: boolean }) {
  const { t } = useTranslation('whistles')
  const time = useTime()
  const changing = useWhistleChange(whistle)
  const [open, setOpen] = useState<Open>(null)
  const awaited = whistle.calls.filter((c) => isAwaited(c.state))
  const calls = whistle.calls.toSorted((a, b) => order[a.state] - order[b.state])
  return (
    <article className="whistle" data-state={whistle.state}>
      <header>
        <h3>
          {t(`kind.${whistle.kind}`)} <small>{t(`level.${whistle.level}`)}</small>
        </h3>
        <p className="whistle-time" data-late={whistle.calls.some((c) => c.state === 'absent')}>
          {whistle.state === 'closed'
            ? t('closedAt', { at: time.at(whistle.closedAt ?? whistle.issuedAt) })
            : awaited.length > 0
              ? t('reportIn', {
                  at: time.at(whistle.reportInBy),
                  left: time.left(whistle.reportInBy),
                })
              : t('nobodyAwaited')}
        </p>
      </header>
      {!ofCase && (
        <p>
          <Link to="/console/cases/$caseId" params={{ caseId: whistle.caseId }}>
            {whistle.caseTitle || whistle.caseShortCode}
          </Link>{' '}
          <span className="code">{whistle.caseShortCode}</span>
        </p>
      )}
      <p className="whistle-words">{whistle.words}</p>
      <p className="quiet">
        {t('issued', { by: whistle.issuedBy, at: time.at(whistle.issuedAt) })}
        {whistle.meetAt !== '' && ` · ${t('meetAt', { place: whistle.meetAt })}`}
      </p>
      <ul className="whistle-calls">
        {calls.map((line) => (
          <CallLine key={line.unitId} {...{ line, changing, open, setOpen }} />
        ))}
      </ul>
      {whistle.notes.map((note) => (
        <p key={note.id} className="whistle-note">
          <b>{t(`note.${note.kind}`)}</b> {note.words}{' '}
          <small>
            {note.by} · {time.at(note.heldAt)}
          </small>
        </p>
      ))}
      {whistle.closingWords && <p className="whistle-words">{whistle.closingWords}</p>}
      <WhistleVerbs {...{ whistle, changing, open, setOpen }} />
      {changing.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, changing.error)}
        </p>
      )}
    </article>
  )
}

/** Whoever should be here and is not comes first. */
const order: Record<CallView['state'], number> = {
  absent: 0,
  called: 1,
  acknowledged: 2,
  arrived: 3,
  excused: 4,
}

/** When, what they said, and how they were judged; nothing where there is nothing to say. */
function useSaid(line: CallView): string[] {
  const { t } = useTranslation('whistles')
  const time = useTime()
  const at = line.arrivedAt ?? line.acknowledgedAt
  return [
    at === null ? '' : time.at(at),
    line.words,
    line.excusedWords ?? '',
    line.judged === null ? '' : t(`grade.${line.judged}`),
    line.judgedWords ?? '',
  ].filter(Boolean)
}

interface LineProps {
  line: CallView
  changing: Changing
  open: Open
  setOpen: (open: Open) => void
}

function CallLine({ line, changing, open, setOpen }: LineProps) {
  const { t } = useTranslation('whistles')
  const said = useSaid(line)
  const here = open !== null && 'unitId' in open && open.unitId === line.unitId ? open.what : null
  const move = (to: 'acknowledged' | 'arrived' | 'excused', words: string) =>
    changing.mutate(
      ({ params, base }) =>
        call(moveWhistleCall, { params, body: { ...base, unitId: line.unitId, to, words } }),
      { onSuccess: () => setOpen(null) },
    )
  const verb = (what: 'arrive' | 'excuse' | 'judge') =>
    line.allowed.includes(what) && (
      <Button size="small" onClick={() => setOpen({ what, unitId: line.unitId })}>
        {t(`verb.${what}`)}
      </Button>
    )
  return (
    <li data-state={line.state}>
      <b>{line.unitName}</b>
      <span className="whistle-state">
        {t(`state.${line.state}`)}
        {line.late && ` · ${t('late')}`}
      </span>
      <small>{said.join(' · ')}</small>
      <span className="whistle-verbs">
        {line.allowed.includes('acknowledge') && (
          <Button size="small" type="primary" onClick={() => move('acknowledged', '')}>
            {t('verb.acknowledge')}
          </Button>
        )}
        {verb('arrive')}
        {verb('judge')}
        {verb('excuse')}
      </span>
      {here === 'judge' && (
        <JudgeForm
          busy={changing.isPending}
          onLeave={() => setOpen(null)}
          onSend={(grade, words) =>
            changing.mutate(
              ({ params, base }) =>
                call(judgeWhistleCall, {
                  params,
                  body: { ...base, unitId: line.unitId, grade, words },
                }),
              { onSuccess: () => setOpen(null) },
            )
          }
        />
      )}
      {(here === 'arrive' || here === 'excuse') && (
        <WordsForm
          label={t(`say.${here}`)}
          verb={t(`verb.${here}`)}
          needed={here === 'excuse'}
          busy={changing.isPending}
          onLeave={() => setOpen(null)}
          onSend={(words) => move(here === 'arrive' ? 'arrived' : 'excused', words)}
        />
      )}
    </li>
  )
}

function WhistleVerbs(props: {
  whistle: WhistleView
  changing: Changing
  open: Open
  setOpen: (open: Open) => void
}) {
  const { t } = useTranslation('whistles')
  const { whistle, changing, open, setOpen } = props
  const send = (words: string) => {
    const done = { onSuccess: () => setOpen(null) }
    if (open?.what === 'close')
      changing.mutate(
        ({ params, base }) => call(closeWhistle, { params, body: { ...base, words } }),
        done,
      )
    if (open?.what === 'raise')
      changing.mutate(
        ({ params, base }) => call(raiseWhistle, { params, body: { ...base, words } }),
        done,
      )
    if (open?.what === 'note')
      changing.mutate(
        ({ params, base }) =>
          call(noteWhistle, {
            params,
            body: {
              ...base,
              words,
              noteId: newId(),
              kind: 'meeting',
              heldAt: new Date(Date.now() - 1000).toISOString(),
            },
          }),
        done,
      )
  }
  if (whistle.allowed.length === 0) return null
  const what = open !== null && !('unitId' in open) ? open.what : null
  if (what)
    return (
      <WordsForm
        label={t(`say.${what}`)}
        verb={t(`verb.${what}`)}
        needed={what === 'note'}
        busy={changing.isPending}
        onLeave={() => setOpen(null)}
        onSend={send}
      />
    )
  return (
    <p className="act-verbs">
      {whistle.allowed.map((name) => (
        <Button
          key={name}
          type={name === 'close' ? 'primary' : 'default'}
          onClick={() => setOpen({ what: name })}
        >
          {t(`verb.${name}`)}
        </Button>
      ))}
    </p>
  )
}
