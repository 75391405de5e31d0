import { Button, Input, Radio, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import {
  parkCase,
  parkedOfCase,
  reviewParked,
  type Keeper,
  type ParkedView,
} from '../../../contract/parked.ts'
import { noPartyReason, parkedActs, type ParkedAct } from '../../../domain/parked.ts'
import { Begin } from '../beside/BringIn.tsx'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'
import { useReasons } from '../others.ts'
import { casesKey } from '../queries.ts'
import { DayField, inDays } from './DayField.tsx'

/** Whether a case is parked, on its page: why, until when, who keeps it, and the verbs. */
export function ParkedPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('parked')
  const [open, setOpen] = useState(false)
  const { data } = useQuery({
    queryKey: [...casesKey, 'parked', caseId],
    queryFn: ({ signal }) => call(parkedOfCase, { params: { caseId }, signal }),
  })
  if (!data) return null
  const { kept } = data
  if (data.parked.length === 0 && data.mayPark === null) return kept && <Kept entry={kept.entry} />
  const begin = data.mayPark !== null && !open && (
    <Begin of="parked">
      <Button onClick={() => setOpen(true)}>{t(verbs[data.mayPark])}</Button>
    </Begin>
  )
  if (data.parked.length === 0 && !open) return begin
  return (
    <section className="beside" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.parked.map((parked) => (
        <ParkedCard key={parked.id} parked={parked} keepers={data.keepers} />
      ))}
      {begin}
      {data.mayPark !== null && open && (
        <ParkForm
          at={{ caseId, baseVersion: data.version }}
          how={data.mayPark}
          kept={kept}
          mostDays={data.mostDays}
          keepers={data.keepers}
          onDone={() => setOpen(false)}
        />
      )}
    </section>
  )
}

const verbs = { in_place: 'park', last_resort: 'parkLastResort', take_on: 'takeOn' } as const

/** Why a problem that nobody is responsible for does not simply fall to the community. */
function Kept({ entry }: { entry: string }) {
  const { t } = useTranslation('parked')
  return <p className="quiet">{t('keptTheirs', { entry })}</p>
}

interface ParkProps {
  at: { caseId: string; baseVersion: number }
  how: keyof typeof verbs
  kept: { entry: string; basis: string } | null
  mostDays: number
  keepers: readonly Keeper[]
  onDone: () => void
}

function ParkForm({ at, how, kept, mostDays, keepers, onDone }: ParkProps) {
  const { t } = useTranslation('parked')
  const time = useTime()
  const send = useSend(onDone)
  const [id] = useState(newId)
  const [form, setForm] = useState({
    reasonCode: how === 'in_place' ? '' : noPartyReason,
    plan: '',
    reviewOn: inDays(30),
    keeper: keepers[0]?.postId ?? '',
  })
  const set = (to: Partial<typeof form>) => setForm((now) => ({ ...now, ...to }))
  const reasons = useReasons('suspension')
  const [taking, setTaking] = useState({ words: '', means: '' })
  const said = how === 'take_on' ? { ...form, ...taking } : form
  const ready = Object.values(said).every((value) => value.trim() !== '')
  return (
    <Small
      verb={t(verbs[how])}
      leave={t('leave')}
      ready={ready}
      busy={send.isPending}
      follows={t(how === 'in_place' ? 'follows' : 'followsLastResort', {
        day: time.day(form.reviewOn),
        most: mostDays,
      })}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() =>
        send.mutate(() =>
          call(parkCase, {
            params: { caseId: at.caseId },
            body: {
              baseVersion: at.baseVersion,
              id,
              reasonCode: form.reasonCode,
              plan: form.plan.trim(),
              reviewOn: form.reviewOn,
              keeperPostId: form.keeper,
              takingOn: how === 'take_on' ? taking : null,
            },
          }),
        )
      }
    >
      {how === 'take_on' && kept && (
        <TakeOnFields kept={kept} value={taking} onChange={setTaking} />
      )}
      <Field label={t('field.reason')}>
        {(fieldId) => (
          <Select
            id={fieldId}
            disabled={how !== 'in_place'}
            value={form.reasonCode || null}
            onChange={(reasonCode: string) => set({ reasonCode })}
            options={(reasons.data ?? []).map((r) => ({ value: r.code, label: r.name }))}
          />
        )}
      </Field>
      <Words
        label={t('field.plan')}
        hint={t('field.planHint')}
        value={form.plan}
        onChange={(plan) => set({ plan })}
      />
      <DayField
        label={t('field.review')}
        value={form.reviewOn}
        most={mostDays}
        onChange={(reviewOn) => set({ reviewOn })}
      />
      <KeeperField keepers={keepers} value={form.keeper} onChange={(keeper) => set({ keeper })} />
    </Small>
  )
}

/** Of the community's secretary: what the list says, and what is said of departing from it. */
function TakeOnFields(props: {
  kept: { entry: string; basis: string }
  value: { words: string; means: string }
  onChange: (value: { words: string; means: string }) => void
}) {
  const { t } = useTranslation('parked')
  const { kept, value, onChange } = props
  return (
    <>
      <p className="quiet">{t('keptOurs', kept)}</p>
      <Words
        label={t('field.takeWords')}
        value={value.words}
        onChange={(words) => onChange({ ...value, words })}
      />
      <Words
        label={t('field.takeMeans')}
        hint={t('field.takeMeansHint')}
        value={value.means}
        onChange={(means) => onChange({ ...value, means })}
      />
    </>
  )
}

function Words(props: {
  label: string
  hint?: string
  value: string
  onChange: (words: string) => void
}) {
  return (
    <Field label={props.label}>
      {(id) => (
        <Input.TextArea
          id={id}
          rows={3}
          maxLength={2000}
          placeholder={props.hint}
          value={props.value}
          onChange={(e) => props.onChange(e.target.value)}
        />
      )}
    </Field>
  )
}

function KeeperField(props: {
  keepers: readonly Keeper[]
  value: string
  onChange: (postId: string) => void
}) {
  const { t } = useTranslation('parked')
  return (
    <Field label={t('field.keeper')}>
      {(id) => (
        <Select
          id={id}
          value={props.value || null}
          onChange={props.onChange}
          options={props.keepers.map((k) => ({ value: k.postId, label: `${k.title} ${k.name}` }))}
        />
      )}
    </Field>
  )
}

/** A parked problem, open or over, with what its reviews said. */
function ParkedCard({ parked, keepers }: { parked: ParkedView; keepers: readonly Keeper[] }) {
  const { t } = useTranslation('parked')
  const time = useTime()
  const [open, setOpen] = useState(false)
  return (
    <article className="beside-card" data-state={parked.endedAt === null ? 'open' : 'over'}>
      <header>
        <h3>
          {parked.reason} {parked.lastResort && <small>{t('lastResort')}</small>}
        </h3>
        <ReviewTime parked={parked} />
      </header>
      <p className="beside-words">{parked.plan}</p>
      <p className="quiet">
        {t('kept', { keeper: parked.keeper })} ·{' '}
        {t('parkedBy', { by: parked.parkedBy, at: time.at(parked.parkedAt) })}
      </p>
      {parked.reviews.map((r) => (
        <p key={r.at} className="beside-said">
          <b>{t(`act.${r.act}`)}</b> {r.words}{' '}
          <small>
            {r.by} · {time.at(r.at)}
          </small>
        </p>
      ))}
      {parked.allowed.includes('review') && !open && (
        <p className="act-verbs">
          <Button type={parked.due ? 'primary' : 'default'} onClick={() => setOpen(true)}>
            {t('review')}
          </Button>
        </p>
      )}
      {open && <ReviewForm parked={parked} keepers={keepers} onDone={() => setOpen(false)} />}
    </article>
  )
}

export function ReviewTime({ parked }: { parked: ParkedView }) {
  const { t } = useTranslation('parked')
  const time = useTime()
  if (parked.endedAt !== null)
    return (
      <p className="beside-time" data-tone="over">
        {t('ended', { at: time.at(parked.endedAt) })}
      </p>
    )
  return (
    <p className="beside-time" data-tone={parked.due ? 'late' : 'wait'}>
      {t(parked.due ? 'due' : 'reviewOn', { day: time.day(parked.reviewOn) })}
    </p>
  )
}

function ReviewForm(props: { parked: ParkedView; keepers: readonly Keeper[]; onDone: () => void }) {
  const { t } = useTranslation('parked')
  const { parked, keepers, onDone } = props
  const send = useSend(onDone)
  const [id] = useState(newId)
  const [act, setAct] = useState<ParkedAct>('prolonged')
  const [words, setWords] = useState('')
  const [reviewOn, setReviewOn] = useState(() =>
    inDays(30) < parked.latestReview ? inDays(30) : parked.latestReview,
  )
  const others = keepers.filter((k) => k.postId !== parked.keeperPostId)
  const [keeper, setKeeper] = useState('')
  const ready = words.trim() !== '' && (act !== 'handed_over' || keeper !== '')
  return (
    <Small
      verb={t(`act.${act}`)}
      leave={t('leave')}
      ready={ready}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() =>
        send.mutate(() =>
          call(reviewParked, {
            params: { caseId: parked.caseId, parkedId: parked.id },
            body: {
              baseVersion: parked.caseVersion,
              id,
              act,
              words: words.trim(),
              reviewOn: act === 'resumed' ? null : reviewOn,
              keeperPostId: act === 'handed_over' ? keeper : null,
            },
          }),
        )
      }
    >
      <Radio.Group
        aria-label={t('act')}
        value={act}
        onChange={(e) => setAct(parkedActs.find((a) => a === e.target.value) ?? 'prolonged')}
        options={parkedActs.map((value) => ({ value, label: t(`act.${value}`) }))}
      />
      <Words label={t('say.review')} value={words} onChange={setWords} />
      {act !== 'resumed' && (
        <DayField label={t('field.review')} value={reviewOn} onChange={setReviewOn} />
      )}
      {act === 'handed_over' && (
        <KeeperField keepers={others} value={keeper} onChange={setKeeper} />
      )}
    </Small>
  )
}
