import { useState } from 'react'
import { ActTrouble, keepPicture, useSpeech } from '#modules/cases/web/index.ts'
import type { SubjectBrief } from '#modules/subjects/contract/index.ts'
import {
  Button,
  Field,
  PhotoPicker,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { CampaignView } from '../../../contract/index.ts'
import { visitOutcomes, type VisitOutcome, type VisitReason } from '../../../domain/visits/visit.ts'
import { useNote, visitWork } from './queue.ts'

interface Promised {
  id: string
  madeBy: 'us' | 'them'
  words: string
  dueOn: string
}

export interface Noted {
  id: string
  outcome: VisitOutcome | null
  words: string
  campaignId: string
  promises: Promised[]
  /** Null: nothing was heard that needs handling. */
  trouble: string | null
  photos: PickedPhotos
}

const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

const fresh = (): Noted => ({
  id: newId(),
  outcome: null,
  words: '',
  campaignId: '',
  promises: [],
  trouble: null,
  photos: noPhotos,
})

/** What still has to be given, as the key of the words that say so. */
export function missingIn({ outcome, promises, trouble }: Noted): string | null {
  if (outcome === null) return 'visit.needOutcome'
  if (trouble !== null && trouble.trim() === '') return 'visit.needTrouble'
  if (outcome === 'met' && promises.some((p) => p.words.trim() === '' || p.dueOn === ''))
    return 'visit.needPromise'
  return null
}

interface VisitFormProps {
  subject: SubjectBrief
  why: VisitReason
  campaigns: readonly CampaignView[]
  onDone: () => void
}

/** A call in half a minute: how it went, a few words, and only what there is to say of promises and troubles. */
export function VisitForm({ subject, why, campaigns, onDone }: VisitFormProps) {
  const { t } = useSpeech()
  const [noted, setNoted] = useState(fresh)
  const [pressed, setPressed] = useState(false)
  const change = (to: Partial<Noted>) => setNoted((was) => ({ ...was, ...to }))
  const sending = useNote(onDone)
  const missing = missingIn(noted)
  const fitting = campaigns.filter((c) => c.kinds.some((kind) => kind === subject.kind))
  const press = () => {
    setPressed(true)
    if (missing !== null || noted.outcome === null || sending.isPending) return
    const { id, outcome, words, campaignId, promises, trouble, photos } = noted
    sending.mutate(
      visitWork(
        {
          id,
          subjectId: subject.id,
          why: campaignId === '' ? why : 'campaign',
          outcome,
          words: words.trim(),
          campaignId: campaignId || null,
          promises: outcome === 'met' ? promises : [],
          trouble: trouble === null ? null : { words: trouble.trim(), photos: photos.ids },
        },
        t('visit.of', { name: subject.name }),
      ),
    )
  }
  return (
    <section className="step" aria-label={t('visit.note')}>
      <h2>{t('visit.note')}</h2>
      <div className="door-outcomes" role="group" aria-label={t('visit.outcome')}>
        {visitOutcomes.map((outcome) => (
          <button
            key={outcome}
            type="button"
            aria-pressed={noted.outcome === outcome}
            onClick={() => change({ outcome })}
          >
            {t(`outcome.${outcome}`)}
          </button>
        ))}
      </div>
      <TextArea
        label={t('visit.words')}
        optional
        maxLength={4000}
        value={noted.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      {noted.outcome === 'met' && <Promises noted={noted} change={change} />}
      <Trouble noted={noted} change={change} />
      {fitting.length > 0 && <Campaign campaigns={fitting} noted={noted} change={change} />}
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      {sending.error && <ActTrouble error={sending.error} />}
      <Button wide busy={sending.isPending || noted.photos.pending > 0} onClick={press}>
        {t('visit.save')}
      </Button>
    </section>
  )
}

interface PartProps {
  noted: Noted
  change: (to: Partial<Noted>) => void
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

function Promises({ noted, change }: PartProps) {
  const { t } = useSpeech()
  const { promises } = noted
  const set = (id: string, to: Partial<Promised>) =>
    change({ promises: promises.map((p) => (p.id === id ? { ...p, ...to } : p)) })
  const add = (madeBy: Promised['madeBy']) =>
    change({ promises: [...promises, { id: newId(), madeBy, words: '', dueOn: inDays(7) }] })
  return (
    <>
      {promises.map((promise) => (
        <fieldset key={promise.id} className="door-promise">
          <legend>{t(`promise.by.${promise.madeBy}`)}</legend>
          <Field
            label={t('promise.what')}
            maxLength={500}
            value={promise.words}
            onChange={(event) => set(promise.id, { words: event.target.value })}
          />
          <Field
            label={t('promise.until')}
            type="date"
            value={promise.dueOn}
            onChange={(event) => set(promise.id, { dueOn: event.target.value })}
          />
          <button
            type="button"
            className="text-button"
            onClick={() => change({ promises: promises.filter((p) => p.id !== promise.id) })}
          >
            {t('promise.remove')}
          </button>
        </fieldset>
      ))}
      {promises.length < 9 && (
        <div className="pair">
          {(['us', 'them'] as const).map((by) => (
            <Button key={by} look="quiet" onClick={() => add(by)}>
              {t(`promise.add.${by}`)}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

/** A picture may go with a trouble, as with any report; none is asked for. */
function Trouble({ noted, change }: PartProps) {
  const { t } = useSpeech()
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={noted.trouble !== null}
          onChange={(event) => change({ trouble: event.target.checked ? '' : null })}
        />
        <span>
          <strong>{t('visit.trouble')}</strong>
          <small>{t('visit.troubleThen')}</small>
        </span>
      </label>
      {noted.trouble !== null && (
        <>
          <TextArea
            label={t('visit.troubleWords')}
            maxLength={2000}
            value={noted.trouble}
            onChange={(event) => change({ trouble: event.target.value })}
          />
          <PhotoPicker
            upload={keepPicture}
            onChange={(photos) => change({ photos })}
            keepOriginal
            kept
          />
        </>
      )}
    </>
  )
}

function Campaign({
  campaigns,
  noted,
  change,
}: PartProps & { campaigns: readonly CampaignView[] }) {
  const { t } = useSpeech()
  return (
    <label className="door-campaign">
      <span>{t('visit.campaign')}</span>
      <select
        value={noted.campaignId}
        onChange={(event) => change({ campaignId: event.target.value })}
      >
        <option value="">{t('visit.noCampaign')}</option>
        {campaigns.map((campaign) => (
          <option key={campaign.id} value={campaign.id}>
            {campaign.name}
          </option>
        ))}
      </select>
    </label>
  )
}
