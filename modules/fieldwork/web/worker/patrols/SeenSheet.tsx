import { useState } from 'react'
import type { MatterView } from '#modules/catalogue/contract/index.ts'
import { ActTrouble, keepPicture, MatterPick, useSpeech } from '#modules/cases/web/index.ts'
import {
  Button,
  Field,
  PhotoPicker,
  Sheet,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { PointView } from '../../../contract/index.ts'
import type { Place } from '../../../domain/patrols/patrol.ts'
import { patrolWork, usePatrolNote } from './queue.ts'

const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

export interface Seen {
  words: string
  name: string
  photos: PickedPhotos
  settled: boolean
  matter: MatterView | null
  after: PickedPhotos
}

/** What still has to be given, as the key of the words that say so. */
export function missingIn(kind: 'problem' | 'note', seen: Seen, placed: boolean): string | null {
  const { words, photos, settled, matter, after } = seen
  if (kind === 'note') return words.trim() === '' ? 'walk.needWords' : null
  if (words.trim() === '' && photos.ids.length === 0) return 'patrol.needSomething'
  if (!settled) return null
  if (!placed) return 'patrol.needPlace'
  if (!matter) return 'patrol.needMatter'
  if (after.ids.length === 0) return 'finish.needPhoto'
  return words.trim() === '' ? 'finish.needWords' : null
}

interface SeenSheetProps {
  kind: 'problem' | 'note'
  point: PointView | null
  here: Place | null
  patrolId: string
  maySettle: boolean
  onClose: () => void
  onNoted: () => void
}

function stopOf({ kind, point, here, patrolId }: SeenSheetProps, id: string, seen: Seen) {
  const { words, name, photos, settled, matter, after } = seen
  return {
    is: 'stop',
    id,
    patrolId,
    pointId: point?.id ?? null,
    name: name.trim(),
    // At a point only a problem needs to say where it is to the metre.
    place: point && kind === 'note' ? null : here,
    kind,
    at: new Date().toISOString(),
    words: words.trim(),
    photos: photos.ids,
    settled:
      settled && matter
        ? { matter: { kind: matter.kind, code: matter.code }, after: after.ids }
        : null,
  } as const
}

/** A problem becomes a case, or is put right on the spot with before and after; a note stays a note. */
export function SeenSheet(props: SeenSheetProps) {
  const { kind, point, here, maySettle } = props
  const { t } = useSpeech()
  const [id] = useState(newId)
  const [pressed, setPressed] = useState(false)
  const [seen, setSeen] = useState<Seen>({
    words: '',
    name: '',
    photos: noPhotos,
    settled: false,
    matter: null,
    after: noPhotos,
  })
  const change = (to: Partial<Seen>) => setSeen((was) => ({ ...was, ...to }))
  const noting = usePatrolNote()
  const missing = missingIn(kind, seen, here !== null || point !== null)
  const press = () => {
    setPressed(true)
    if (missing !== null || noting.isPending) return
    const title = seen.words.trim().slice(0, 40) || t(`walk.${kind}`)
    noting.mutate(patrolWork(stopOf(props, id, seen), title), { onSuccess: props.onNoted })
  }
  return (
    <Sheet open onClose={props.onClose} title={point?.name ?? t('walk.beside')}>
      <div className="step">
        <PhotoPicker
          upload={keepPicture}
          onChange={(photos) => change({ photos })}
          keepOriginal
          kept
        />
        <Said kind={kind} placed={point !== null} seen={seen} change={change} />
        {kind === 'problem' && maySettle && <OnTheSpot seen={seen} change={change} />}
        {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
        {noting.error && <ActTrouble error={noting.error} />}
        <Button
          wide
          busy={noting.isPending || seen.photos.pending + seen.after.pending > 0}
          onClick={press}
        >
          {t(saveWord(kind, seen.settled))}
        </Button>
      </div>
    </Sheet>
  )
}

const saveWord = (kind: 'problem' | 'note', settled: boolean) =>
  kind === 'note' ? 'walk.saveNote' : settled ? 'walk.saveSettled' : 'walk.report'

interface PartProps {
  seen: Seen
  change: (to: Partial<Seen>) => void
}

function Said({
  kind,
  placed,
  seen,
  change,
}: PartProps & { kind: 'problem' | 'note'; placed: boolean }) {
  const { t } = useSpeech()
  return (
    <>
      <TextArea
        label={t(kind === 'note' ? 'walk.noteWords' : 'patrol.words')}
        maxLength={2000}
        value={seen.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      {!placed && (
        <Field
          label={t('walk.where')}
          maxLength={80}
          value={seen.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      )}
    </>
  )
}

function OnTheSpot({ seen, change }: PartProps) {
  const { t } = useSpeech()
  return (
    <>
      <label className="tick">
        <input
          type="checkbox"
          checked={seen.settled}
          onChange={(event) => change({ settled: event.target.checked })}
        />
        <span>
          <strong>{t('patrol.onSpot')}</strong>
          <small>{t('patrol.onSpotWhy')}</small>
        </span>
      </label>
      {seen.settled && (
        <>
          <h3>{t('finish.after')}</h3>
          <PhotoPicker
            upload={keepPicture}
            label={t('finish.after')}
            onChange={(after) => change({ after })}
            keepOriginal
            kept
          />
          <MatterPick matter={seen.matter} onPick={(matter) => change({ matter })} />
        </>
      )}
    </>
  )
}
