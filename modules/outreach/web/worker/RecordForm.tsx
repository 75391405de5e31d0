import { useState } from 'react'
import { ActTrouble, keepPicture, useSpeech } from '#modules/cases/web/index.ts'
import {
  Button,
  Field,
  PhotoPicker,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { PlanView } from '../../contract/index.ts'
import { hangs } from '../../domain/channels.ts'
import { countings, type Counting } from '../../domain/counting.ts'
import { ownAreas, type Ground } from './ground.ts'
import { Channels, Select } from './parts.tsx'
import { recordWork, useNote, type RecordBody } from './queue.ts'

const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

export interface Noted {
  channel: string
  areaCode: string
  place: string
  words: string
  leafletId: string
  counted: Counting
  reached: string
  untilOn: string
  photos: PickedPhotos
}

/** What still has to be given, as the key of the words that say so. */
export function missingIn(noted: Noted): string | null {
  if (noted.channel === '') return 'outreach.needChannel'
  if (noted.areaCode === '') return 'outreach.needArea'
  if (noted.words.trim() === '') return 'outreach.needWords'
  if (noted.counted !== 'none' && !/^\d{1,6}$/.test(noted.reached.trim()))
    return 'outreach.needCount'
  return noted.untilOn !== '' && noted.place.trim() === '' ? 'outreach.needPlace' : null
}

export const recordOf = (ids: { record: string; posting: string }, noted: Noted): RecordBody => ({
  id: ids.record,
  channel: noted.channel,
  areaCode: noted.areaCode,
  place: noted.place.trim(),
  words: noted.words.trim(),
  leafletId: noted.leafletId || null,
  counted: noted.counted,
  reached: noted.counted === 'none' ? null : Number(noted.reached),
  photos: noted.photos.ids,
  posting:
    noted.untilOn === '' ? null : { id: ids.posting, untilOn: noted.untilOn, keeperId: null },
})

interface RecordFormProps {
  ground: Ground
  /** Place codes of the own post: where one records. */
  own: readonly string[]
  plan: PlanView | null
  onDone: () => void
}

const startOf = (plan: PlanView | null, only: string): Noted => ({
  channel: plan?.channel ?? '',
  areaCode: plan?.areaCode ?? only,
  place: plan?.place ?? '',
  words: plan?.what ?? '',
  leafletId: plan?.leaflet?.id ?? '',
  counted: 'none',
  reached: '',
  untilOn: '',
  photos: noPhotos,
})

/** What was said, in half a minute: the way, a few words, how many, and until when it hangs. */
export function RecordForm({ ground, own, plan, onDone }: RecordFormProps) {
  const { t } = useSpeech()
  const areas = ownAreas(ground, own)
  const [ids] = useState(() => ({ record: newId(), posting: newId() }))
  const [given, setNoted] = useState(() => startOf(plan, ''))
  const [pressed, setPressed] = useState(false)
  const sending = useNote(onDone)
  // Where there is but one place, nobody chooses it; it may come to be known after the first look.
  const noted = { ...given, areaCode: given.areaCode || (areas[0]?.code ?? '') }
  const change = (to: Partial<Noted>) => setNoted((was) => ({ ...was, ...to }))
  const missing = missingIn(noted)
  const press = () => {
    setPressed(true)
    if (missing !== null || sending.isPending) return
    const record = { ...recordOf(ids, noted), planId: plan?.id ?? null }
    sending.mutate(recordWork(record, noted.place.trim() || noted.words.trim().slice(0, 30)))
  }
  return (
    <section className="step" aria-label={t('outreach.note')}>
      <Channels
        label={t('outreach.channel')}
        ground={ground}
        chosen={noted.channel}
        onChoose={({ code, way }) =>
          change({ channel: code, ...(hangs(way) ? {} : { untilOn: '' }) })
        }
      />
      <Select
        label={t('outreach.area')}
        value={noted.areaCode}
        options={areas.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(areaCode) => change({ areaCode })}
      />
      <Field
        label={t('outreach.place')}
        placeholder={t('outreach.placeHint')}
        maxLength={120}
        value={noted.place}
        onChange={(event) => change({ place: event.target.value })}
      />
      <TextArea
        label={t('outreach.words')}
        maxLength={2000}
        value={noted.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      <Select
        label={t('outreach.leaflet')}
        value={noted.leafletId}
        options={[
          { value: '', label: t('outreach.noLeaflet') },
          ...ground.leaflets.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={(leafletId) => change({ leafletId })}
      />
      <Counted noted={noted} change={change} />
      <Hanging ground={ground} noted={noted} change={change} />
      <PhotoPicker upload={keepPicture} onChange={(photos) => change({ photos })} kept />
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      {sending.error && <ActTrouble error={sending.error} />}
      <Button wide busy={sending.isPending || noted.photos.pending > 0} onClick={press}>
        {t('outreach.save')}
      </Button>
    </section>
  )
}

interface PartProps {
  ground: Ground
  noted: Noted
  change: (to: Partial<Noted>) => void
}

function Counted({ noted, change }: Omit<PartProps, 'ground'>) {
  const { t } = useSpeech()
  return (
    <div className="outreach-count">
      <Select
        label={t('outreach.counted')}
        value={noted.counted}
        options={countings.map((one) => ({ value: one, label: t(`outreach.counted.${one}`) }))}
        onChange={(word) =>
          change({ counted: countings.find((one) => one === word) ?? 'none', reached: '' })
        }
      />
      {noted.counted !== 'none' && (
        <Field
          label={t('outreach.reached')}
          inputMode="numeric"
          maxLength={6}
          value={noted.reached}
          onChange={(event) => change({ reached: event.target.value })}
        />
      )}
    </div>
  )
}

function Hanging({ ground, noted, change }: PartProps) {
  const { t } = useSpeech()
  const way = ground.channels.find((one) => one.code === noted.channel)?.way
  if (way === undefined || !hangs(way)) return null
  return (
    <Field
      label={t('outreach.hangsUntil')}
      hint={t('outreach.hangsHint')}
      optional
      type="date"
      value={noted.untilOn}
      onChange={(event) => change({ untilOn: event.target.value })}
    />
  )
}
