import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SubjectFinder } from '#modules/subjects/web/index.ts'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import type { Input as Posted } from '#platform/web/console/say.ts'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { hazardsContract as contract } from '../../../contract/index.ts'
import { useAreas, useFieldChange } from '../visits/queries.ts'
import { useHazardSettings, useNamed, useUpload } from './queries.ts'

type Given = Posted<typeof contract.recordHazard.body>

const fresh = () => ({
  id: newId(),
  kind: '',
  grade: '',
  words: '',
  address: '',
  areaCode: null as string | null,
  subjectId: null as string | null,
  photos: [] as string[],
})

/** A hazard that somebody tells of at the desk: what, where, how bad. */
export function AddDialog(props: { onClose: () => void }) {
  const { t } = useTranslation('hazards')
  const [draft, setDraft] = useState(fresh)
  const [pending, setPending] = useState(0)
  const upload = useUpload()
  const set = (change: Partial<typeof draft>) => setDraft((was) => ({ ...was, ...change }))
  const save = useFieldChange((body: Given) => call(contract.recordHazard, { body }))
  const placed =
    draft.subjectId !== null || (draft.address.trim() !== '' && draft.areaCode !== null)
  const ready = draft.kind !== '' && draft.grade !== '' && placed && pending === 0
  return (
    <SaveDialog
      title={t('add')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: props.onClose })}
      onClose={props.onClose}
    >
      <What draft={draft} set={set} />
      <Where draft={draft} set={set} />
      <Field label={t('ask.photos')}>
        <PhotoPicker
          label={t('ask.photos')}
          upload={upload}
          onChange={(photos) => {
            set({ photos: photos.ids })
            setPending(photos.pending)
          }}
        />
      </Field>
    </SaveDialog>
  )
}

interface PartProps {
  draft: ReturnType<typeof fresh>
  set: (change: Partial<ReturnType<typeof fresh>>) => void
}

function What({ draft, set }: PartProps) {
  const { t } = useTranslation('hazards')
  const id = useId()
  const named = useNamed()
  const settings = useHazardSettings().data
  const choices = {
    kind: settings?.kinds.filter(({ active }) => active) ?? [],
    grade: settings?.grades.filter(({ active }) => active) ?? [],
  }
  return (
    <>
      <div className="visits-pair">
        {(['kind', 'grade'] as const).map((name) => (
          <Field key={name} id={`${id}${name}`} label={t(`ask.${name}`)}>
            <Select
              id={`${id}${name}`}
              value={draft[name] || null}
              onChange={(value: string) => set({ [name]: value })}
              options={choices[name].map((one) => ({ value: one.code, label: named(one) }))}
            />
          </Field>
        ))}
      </div>
      <Field id={`${id}w`} label={t('ask.what')}>
        <Input.TextArea
          id={`${id}w`}
          rows={2}
          maxLength={2000}
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
    </>
  )
}

function Where({ draft, set }: PartProps) {
  const { t } = useTranslation('hazards')
  const id = useId()
  const areas = useAreas().data ?? []
  const [subject, setSubject] = useState<{ id: string; name: string } | null>(null)
  return (
    <>
      <SubjectFinder
        label={t('ask.subject')}
        chosen={subject}
        onChoose={(row) => {
          setSubject(row)
          set({ subjectId: row.id, address: row.addressText })
        }}
      />
      <Field id={`${id}p`} label={t('ask.where')} hint={t('ask.whereHint')}>
        <Input
          id={`${id}p`}
          maxLength={200}
          value={draft.address}
          onChange={(event) => set({ address: event.target.value })}
        />
      </Field>
      {subject === null && (
        <Field id={`${id}a`} label={t('ask.area')}>
          <Select
            id={`${id}a`}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.areaCode}
            onChange={(areaCode: string) => set({ areaCode })}
            options={areas
              .filter(({ code }) => code.length >= 12)
              .map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Field>
      )}
    </>
  )
}
