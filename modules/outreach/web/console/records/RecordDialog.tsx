import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { PhotoPicker, type PickedPhotos } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { recordsContract as contract, type PlanView } from '../../../contract/index.ts'
import { hangs } from '../../../domain/channels.ts'
import { fitsCounting, type Count } from '../../../domain/counting.ts'
import { AreaPick, ChannelPick, LeafletPick } from '../parts.tsx'
import { useChannels, useOutreachChange, useUpload } from '../queries.ts'
import { CountFields } from './counted.tsx'
import { KeeperPick } from './KeeperPick.tsx'

type RecordBody = Given<typeof contract.recordOutreach.body>

const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

interface Draft {
  channel: string
  areaCode: string
  place: string
  words: string
  leafletId: string
  untilOn: string
  keeperId: string
}

const draftOf = (plan?: PlanView): Draft => ({
  channel: plan?.channel ?? '',
  areaCode: plan?.areaCode ?? '',
  place: plan?.place ?? '',
  words: plan?.what ?? '',
  leafletId: plan?.leaflet?.id ?? '',
  untilOn: '',
  keeperId: '',
})

/** What hangs somewhere says where. */
function isReady(
  draft: Draft,
  { count, pending, hangs: up }: { count: Count; pending: number; hangs: boolean },
): boolean {
  const given = [draft.channel, draft.areaCode, draft.words.trim()].every((text) => text !== '')
  return given && fitsCounting(count) && pending === 0 && (!up || draft.place.trim() !== '')
}

function useRecording(plan: PlanView | undefined, onDone: () => void) {
  const [ids] = useState(() => ({ record: newId(), posting: newId() }))
  const [draft, setDraft] = useState(() => draftOf(plan))
  const [count, setCount] = useState<Count>({ reached: null, counted: 'none' })
  const [photos, setPhotos] = useState(noPhotos)
  const way = useChannels().data?.channels.find((one) => one.code === draft.channel)?.way
  const hanging = way !== undefined && hangs(way)
  const record = useOutreachChange((body: RecordBody) => call(contract.recordOutreach, { body }))
  const posting =
    hanging && draft.untilOn !== ''
      ? { id: ids.posting, untilOn: draft.untilOn, keeperId: draft.keeperId || null }
      : null
  const ready = isReady(draft, { count, pending: photos.pending, hangs: posting !== null })
  const send = () =>
    record.mutate(
      {
        id: ids.record,
        channel: draft.channel,
        areaCode: draft.areaCode,
        place: draft.place.trim(),
        words: draft.words.trim(),
        leafletId: draft.leafletId || null,
        planId: plan?.id ?? null,
        ...count,
        photos: photos.ids,
        posting,
      },
      { onSuccess: onDone },
    )
  const set = (to: Partial<Draft>) => setDraft((was) => ({ ...was, ...to }))
  return { draft, set, count, setCount, setPhotos, hanging, ready, record, send }
}

/** What was said where, to how many; where something hangs, until when and who takes it down. */
export function RecordDialog({ plan, onClose }: { plan?: PlanView; onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const upload = useUpload()
  const its = useRecording(plan, onClose)
  const { draft, set } = its
  return (
    <SaveDialog
      title={t('record')}
      verb={t('save')}
      leave={t('leave')}
      ready={its.ready}
      saving={its.record}
      onSave={its.send}
      onClose={onClose}
    >
      <div className="outreach-pair">
        <Field id={`${id}c`} label={t('channel')}>
          <ChannelPick
            id={`${id}c`}
            value={draft.channel}
            onChange={(channel) => set({ channel })}
          />
        </Field>
        <Field id={`${id}a`} label={t('area')}>
          <AreaPick
            id={`${id}a`}
            value={draft.areaCode}
            onChange={(areaCode) => set({ areaCode })}
          />
        </Field>
      </div>
      <Field id={`${id}p`} label={t('place')} hint={t('placeHint')}>
        <Input
          id={`${id}p`}
          maxLength={120}
          value={draft.place}
          onChange={(e) => set({ place: e.target.value })}
        />
      </Field>
      <Field id={`${id}w`} label={t('said')}>
        <Input.TextArea
          id={`${id}w`}
          rows={3}
          maxLength={2000}
          value={draft.words}
          onChange={(e) => set({ words: e.target.value })}
        />
      </Field>
      <Field id={`${id}l`} label={t('leaflet.used')}>
        <LeafletPick
          id={`${id}l`}
          value={draft.leafletId}
          onChange={(leafletId) => set({ leafletId })}
        />
      </Field>
      <CountFields value={its.count} onChange={its.setCount} />
      {its.hanging && <Hanging draft={draft} set={set} />}
      <Field label={t('records.photo')}>
        <PhotoPicker upload={upload} onChange={its.setPhotos} />
      </Field>
    </SaveDialog>
  )
}

interface HangingProps {
  draft: Draft
  set: (to: Partial<Draft>) => void
}

/** Until when it hangs and who takes it down. */
function Hanging({ draft, set }: HangingProps) {
  const { t } = useTranslation('outreach')
  const id = useId()
  return (
    <div className="outreach-pair">
      <Field id={`${id}u`} label={t('postings.untilDay')} hint={t('postings.untilHint')}>
        <DayPicker
          id={`${id}u`}
          clearable
          value={draft.untilOn}
          onChange={(untilOn) => set({ untilOn })}
        />
      </Field>
      <Field id={`${id}k`} label={t('postings.keeper')}>
        <KeeperPick
          id={`${id}k`}
          areaCode={draft.areaCode}
          value={draft.keeperId}
          onChange={(keeperId) => set({ keeperId })}
        />
      </Field>
    </div>
  )
}
