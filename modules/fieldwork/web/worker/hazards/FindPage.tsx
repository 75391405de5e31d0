import { useMutation } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import {
  ActTrouble,
  askHere,
  keepPicture,
  sendLater,
  useGo,
  useHere,
  useSpeech,
  WorkFrame,
} from '#modules/cases/web/index.ts'
import {
  Button,
  Failure,
  failureOf,
  Field,
  PhotoPicker,
  Skeleton,
  Strip,
  TextArea,
} from '#platform/web/kit/index.ts'
import type { HazardsAhead } from '../../../contract/index.ts'
import { addresseeKinds, noticeWays } from '../../../domain/hazards/hazard.ts'
import { dayAfter } from '../../../domain/visits/due.ts'
import { useLookUp } from '../visits/doors.ts'
import { useAhead } from './ahead.ts'
import { foundOf, freshDraft, missingIn, type Draft } from './find-draft.ts'
import { foundWork } from './queue.ts'
import { Pick } from './Pick.tsx'
import '../visits/visits.css'
import './hazards.css'

/** A hazard in half a minute: picture, what, how bad, where; whom one told and whether it is fixed already. */
export function FindPage() {
  const { t } = useSpeech()
  return (
    <WorkFrame title={t('hazard.new')} back="/work/hazards">
      {() => <Find />}
    </WorkFrame>
  )
}

function Find() {
  const ahead = useAhead()
  if (ahead.data) return <Form ahead={ahead.data} />
  return ahead.error ? (
    <Failure kind={failureOf(ahead.error)} onRetry={() => void ahead.refetch()} />
  ) : (
    <Skeleton shape="card" count={3} />
  )
}

function Form({ ahead }: { ahead: HazardsAhead }) {
  const { t, language } = useSpeech()
  const go = useGo()
  const grids = ahead.areas.filter(({ code }) => code.length === 15)
  const [draft, setDraft] = useState(() =>
    freshDraft(grids.length === 1 ? (grids[0]?.code ?? '') : '', campaignIn(ahead)),
  )
  const change = (to: Partial<Draft>) => setDraft((was) => ({ ...was, ...to }))
  const [pressed, setPressed] = useState(false)
  const position = useHere()
  const here = typeof position === 'object' ? position : null
  const sending = useMutation({
    mutationFn: (made: Parameters<typeof sendLater>[0]) => sendLater(made),
    onSuccess: () => go('/work/hazards'),
  })
  const missing = missingIn(draft, ahead.today)
  const press = () => {
    setPressed(true)
    if (missing !== null || sending.isPending) return
    const kind = ahead.kinds.find(({ code }) => code === draft.kind)
    const name = (language === 'en' ? kind?.nameEn : kind?.name) ?? ''
    sending.mutate(foundWork(foundOf(draft, here), `${name} ${draft.address.trim()}`))
  }
  return (
    <div className="step">
      <h1 className="unseen">{t('hazard.new')}</h1>
      <PhotoPicker
        upload={keepPicture}
        onChange={(photos) => change({ photos })}
        keepOriginal
        kept
      />
      <What ahead={ahead} draft={draft} change={change} />
      <Where ahead={ahead} draft={draft} change={change} />
      <Told today={ahead.today} draft={draft} change={change} />
      <Fixed draft={draft} change={change} />
      {ahead.campaigns.length > 0 && (
        <Pick
          label={t('hazard.campaign')}
          value={draft.campaignId}
          choices={[
            { value: '', label: t('hazard.noCampaign') },
            ...ahead.campaigns.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onPick={(campaignId) => change({ campaignId })}
        />
      )}
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      {sending.error && <ActTrouble error={sending.error} />}
      <Button
        wide
        busy={sending.isPending || draft.photos.pending + draft.after.pending > 0}
        onClick={press}
      >
        {t('hazard.save')}
      </Button>
    </div>
  )
}

/** Whoever comes from a campaign records for it. */
function campaignIn({ campaigns }: HazardsAhead): string {
  const asked = new URLSearchParams(location.search).get('campaign')
  return campaigns.find(({ id }) => id === asked)?.id ?? ''
}

interface PartProps {
  draft: Draft
  change: (to: Partial<Draft>) => void
}

function What({ ahead, draft, change }: PartProps & { ahead: HazardsAhead }) {
  const { t, language } = useSpeech()
  const say = (one: { name: string; nameEn: string }) => (language === 'en' ? one.nameEn : one.name)
  const grades = ahead.grades.map((one) => ({ value: one.code, label: say(one) }))
  const choose = (grade: string) => {
    const days = ahead.grades.find(({ code }) => code === grade)?.days ?? 7
    change({ grade, dueOn: dayAfter(ahead.today, days) })
  }
  return (
    <>
      <Pick
        label={t('hazard.kind')}
        value={draft.kind}
        choices={ahead.kinds.map((one) => ({ value: one.code, label: say(one) }))}
        onPick={(kind) => change({ kind })}
      />
      <div className="door-outcomes" role="group" aria-label={t('hazard.grade')}>
        {grades.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={draft.grade === value}
            onClick={() => choose(value)}
          >
            {label}
          </button>
        ))}
      </div>
      <TextArea
        label={t('hazard.seen')}
        optional
        maxLength={2000}
        value={draft.words}
        onChange={(event) => change({ words: event.target.value })}
      />
    </>
  )
}

function Where({ ahead, draft, change }: PartProps & { ahead: HazardsAhead }) {
  const { t } = useSpeech()
  const position = useHere()
  const text = useDeferredValue(draft.address.trim())
  const { data } = useLookUp(draft.subject === null ? text : '')
  return (
    <>
      <Field
        label={t('hazard.where')}
        hint={t('hazard.whereHint')}
        autoComplete="off"
        maxLength={200}
        value={draft.address}
        onChange={(event) => change({ address: event.target.value, subject: null })}
      />
      {draft.subject === null && data !== undefined && data.rows.length > 0 && (
        <ul className="offers" aria-label={t('hazard.known')}>
          {data.rows.slice(0, 4).map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() => change({ subject: row, address: row.addressText, toName: row.name })}
              >
                {row.name} <small className="quiet">{row.addressText}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {draft.subject === null && (
        <>
          <Pick
            label={t('hazard.area')}
            value={draft.areaCode}
            choices={ahead.areas.map(({ code, name }) => ({ value: code, label: name }))}
            onPick={(areaCode) => change({ areaCode })}
          />
          {typeof position === 'object' ? (
            <p className="quiet">{t('hazard.herePlaced')}</p>
          ) : (
            <Button look="quiet" glyph="locate" busy={position === 'asking'} onClick={askHere}>
              {t('hazard.here')}
            </Button>
          )}
          {position === 'refused' && <p className="quiet">{t('work.noHere')}</p>}
        </>
      )}
    </>
  )
}

function Told({ today, draft, change }: PartProps & { today: string }) {
  const { t } = useSpeech()
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={draft.told}
          onChange={(event) => change({ told: event.target.checked })}
        />
        <span>
          <strong>{t('hazard.told')}</strong>
          <small>{t('hazard.toldThen')}</small>
        </span>
      </label>
      {draft.told && (
        <>
          <Field
            label={t('hazard.toName')}
            maxLength={80}
            value={draft.toName}
            onChange={(event) => change({ toName: event.target.value })}
          />
          <Pick
            label={t('hazard.toKind')}
            value={draft.toKind}
            choices={addresseeKinds.map((value) => ({ value, label: t(`hazard.to.${value}`) }))}
            onPick={(picked) =>
              change({ toKind: addresseeKinds.find((kind) => kind === picked) ?? 'other' })
            }
          />
          <Pick
            label={t('hazard.how')}
            value={draft.how}
            choices={noticeWays.map((value) => ({ value, label: t(`hazard.way.${value}`) }))}
            onPick={(picked) =>
              change({ how: noticeWays.find((way) => way === picked) ?? 'in_person' })
            }
          />
          <Field
            label={t('hazard.day')}
            type="date"
            min={today}
            value={draft.dueOn}
            onChange={(event) => change({ dueOn: event.target.value })}
          />
        </>
      )}
    </>
  )
}

function Fixed({ draft, change }: PartProps) {
  const { t } = useSpeech()
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={draft.fixed}
          onChange={(event) => change({ fixed: event.target.checked })}
        />
        <span>
          <strong>{t('hazard.onSpot')}</strong>
          <small>{t('hazard.onSpotThen')}</small>
        </span>
      </label>
      {draft.fixed && (
        <>
          <PhotoPicker
            upload={keepPicture}
            label={t('hazard.after')}
            onChange={(after) => change({ after })}
            keepOriginal
            kept
          />
          <Field
            label={t('hazard.by')}
            optional
            maxLength={80}
            value={draft.fixedBy}
            onChange={(event) => change({ fixedBy: event.target.value })}
          />
        </>
      )}
    </>
  )
}
