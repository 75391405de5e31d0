import { newId } from '#platform/web/new-id.ts'
import { useDeferredValue, useState } from 'react'
import type { MatterView } from '#modules/catalogue/contract/index.ts'
import {
  Button,
  Field,
  PhotoPicker,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { BesideWords } from '../phone/BesideWords.tsx'
import { useSpeech } from '../phone/speech.ts'
import { askHere, placeOf, useHere, type Here } from './here.ts'
import { ActTrouble } from './ActTrouble.tsx'
import { useMatters } from './matters.ts'
import { keepPicture } from './outbox/outbox.ts'
import type { NewWork } from '../phone/outbox/work.ts'
import { useTaskAct } from './task-acts.ts'
import { WorkFrame } from './WorkFrame.tsx'

const nothing: PickedPhotos = { ids: [], pending: 0, failed: 0 }

interface Patrol {
  clientId: string
  words: string
  address: string
  photos: PickedPhotos
  settled: boolean
  matter: MatterView | null
  after: PickedPhotos
}

const fresh = (): Patrol => ({
  clientId: newId(),
  words: '',
  address: '',
  photos: nothing,
  settled: false,
  matter: null,
  after: nothing,
})

/** What still has to be given, as the key of the words that say so. */
export function missingIn(patrol: Patrol, placed = true): string | null {
  const { photos, words, settled, matter, after } = patrol
  if (photos.ids.length === 0 && words.trim() === '') return 'patrol.needSomething'
  if (!settled) return null
  // Without a point nobody knows whose grid it is, and a worker reaches only the own ones.
  if (!placed) return 'patrol.needPlace'
  if (!matter) return 'patrol.needMatter'
  if (after.ids.length === 0) return 'finish.needPhoto'
  return words.trim() === '' ? 'finish.needWords' : null
}

/** A report that waits on the phone: its id makes it one case however often it is sent. */
function workOf(patrol: Patrol, here: Here | null): NewWork {
  const words = patrol.words.trim()
  const place = placeOf(here)
  const { clientId, address, photos, settled, matter, after } = patrol
  return {
    lane: clientId,
    title: words.slice(0, 40) || address,
    baseVersion: 0,
    step: {
      kind: 'patrol',
      words,
      address,
      place,
      photos: photos.ids,
      settle:
        settled && matter
          ? { matter: { kind: matter.kind, code: matter.code }, after: after.ids }
          : null,
    },
  }
}

export function PatrolPage() {
  const { t } = useSpeech()
  const [round, setRound] = useState(0)
  return (
    <WorkFrame title={t('patrol.title')}>
      {(me) => (
        <PatrolForm
          key={round}
          maySettle={me.verbs.includes('cases.settle')}
          onAgain={() => setRound(round + 1)}
        />
      )}
    </WorkFrame>
  )
}

interface PatrolFormProps {
  maySettle: boolean
  onAgain: () => void
}

function PatrolForm({ maySettle, onAgain }: PatrolFormProps) {
  const { t } = useSpeech()
  const position = useHere()
  const [patrol, setPatrol] = useState(fresh)
  const [pressed, setPressed] = useState(false)
  const [held, setHeld] = useState(false)
  const change = (to: Partial<Patrol>) => setPatrol((was) => ({ ...was, ...to }))
  const sending = useTaskAct()
  const missing = missingIn(patrol, typeof position === 'object')
  const press = () => {
    setPressed(true)
    if (missing !== null || sending.isPending) return
    sending.mutate(workOf(patrol, typeof position === 'object' ? position : null))
  }
  if (sending.isSuccess)
    return (
      <div className="step">
        <Strip tone="done">{t(patrol.settled ? 'patrol.keptSettled' : 'patrol.kept')}</Strip>
        <Button wide onClick={onAgain}>
          {t('patrol.another')}
        </Button>
      </div>
    )
  return (
    <div className="step">
      <PhotoPicker
        upload={keepPicture}
        onChange={(photos) => change({ photos })}
        keepOriginal
        kept
      />
      <TextArea
        label={t('patrol.words')}
        maxLength={2000}
        value={patrol.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      <Where patrol={patrol} change={change} />
      {maySettle && (
        <label className="tick">
          <input
            type="checkbox"
            checked={patrol.settled}
            onChange={(event) => change({ settled: event.target.checked })}
          />
          <span>
            <strong>{t('patrol.onSpot')}</strong>
            <small>{t('patrol.onSpotWhy')}</small>
          </span>
        </label>
      )}
      {patrol.settled && (
        <>
          <h2>{t('finish.after')}</h2>
          <PhotoPicker
            upload={keepPicture}
            label={t('finish.after')}
            onChange={(after) => change({ after })}
            keepOriginal
            kept
          />
          <MatterPick matter={patrol.matter} onPick={(matter) => change({ matter })} />
          <BesideWords words={patrol.words} onHeld={setHeld} />
        </>
      )}
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      {sending.error && <ActTrouble error={sending.error} />}
      <Button
        wide
        busy={sending.isPending || patrol.photos.pending + patrol.after.pending > 0}
        disabled={held}
        onClick={press}
      >
        {t(patrol.settled ? 'patrol.sendSettled' : 'patrol.send')}
      </Button>
    </div>
  )
}

interface PartProps {
  patrol: Patrol
  change: (to: Partial<Patrol>) => void
}

function Where({ patrol, change }: PartProps) {
  const { t } = useSpeech()
  const here = useHere()
  return (
    <section className="step">
      <Field
        label={t('patrol.address')}
        maxLength={200}
        value={patrol.address}
        onChange={(event) => change({ address: event.target.value })}
      />
      {here === 'unasked' && (
        <Button look="quiet" glyph="locate" onClick={askHere}>
          {t('patrol.locate')}
        </Button>
      )}
      {here === 'asking' && <p className="quiet">{t('patrol.locating')}</p>}
      {here === 'refused' && <p className="quiet">{t('patrol.noHere')}</p>}
      {typeof here === 'object' && (
        <p className="quiet">{t('patrol.here', { n: Math.round(here.accuracy) })}</p>
      )}
    </section>
  )
}

/** Which matter it is, found by words of it. */
export function MatterPick(props: {
  matter: MatterView | null
  onPick: (matter: MatterView | null) => void
}) {
  const { t } = useSpeech()
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const answer = useMatters(props.matter === null ? text : '')
  const rows = answer ?? []
  return (
    <section>
      <Field
        label={t('patrol.matter')}
        placeholder={t('patrol.matterSearch')}
        autoComplete="off"
        value={props.matter?.name ?? typed}
        onChange={(event) => {
          setTyped(event.target.value)
          props.onPick(null)
        }}
      />
      {answer?.length === 0 && <p className="quiet">{t('patrol.matterNone')}</p>}
      {rows.length > 0 && (
        <ul className="offers">
          {rows.map((matter) => (
            <li key={`${matter.kind}${matter.code}`}>
              <button type="button" onClick={() => props.onPick(matter)}>
                {matter.name} <small className="quiet">{matter.majorName}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
