import { Input, Segmented, Select } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import {
  registerContract,
  sensitivities,
  sources,
  subjectKinds,
  type SubjectKind,
} from '../../../contract/index.ts'
import { useSubjectChange } from '../queries.ts'
import { DetailFields } from './DetailFields.tsx'
import { freshDetails, type Entry } from './draft.ts'
import { LikePart } from './LikePart.tsx'
import { PlaceFields } from './PlaceFields.tsx'

export interface EntryProps {
  draft: Entry
  set: (change: Partial<Entry>) => void
}

/** Enters a subject or mends one: what it is, where, how it is reached, and where that is known from. */
export function EntryDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useTranslation('subjects')
  const navigate = useNavigate()
  const [draft, setDraft] = useState(entry)
  const set = (change: Partial<Entry>) => setDraft((d) => ({ ...d, ...change }))
  const isNew = entry.baseVersion === null
  const save = useSubjectChange((body: Entry) => call(registerContract.saveSubject, { body }))
  const send = () =>
    save.mutate(draft, {
      onSuccess: ({ id: subjectId }) => {
        onClose()
        if (isNew) void navigate({ to: '/console/subjects/$subjectId', params: { subjectId } })
      },
    })
  const { kind } = draft.details
  const named = kind !== 'household' && kind !== 'dwelling'
  const ready = named
    ? (draft.name ?? '').trim() !== '' || (kind === 'person' && !isNew)
    : (draft.place.text ?? '').trim() !== ''
  return (
    <SaveDialog
      width={680}
      title={t(isNew ? 'enter' : 'mend')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={send}
      onClose={onClose}
    >
      {isNew && (
        <Segmented<SubjectKind>
          className="subject-kinds"
          aria-label={t('kind')}
          value={kind}
          onChange={(next) => set({ details: freshDetails(next) })}
          options={subjectKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      )}
      {named && <Name draft={draft} set={set} isNew={isNew} />}
      <PlaceFields draft={draft} set={set} />
      <DetailFields draft={draft} set={set} />
      <Reach draft={draft} set={set} isNew={isNew} />
      <Known draft={draft} set={set} isNew={isNew} />
      <LikePart draft={draft} set={set} />
    </SaveDialog>
  )
}

function Name({ draft, set, isNew }: EntryProps & { isNew: boolean }) {
  const { t } = useTranslation('subjects')
  const id = useId()
  const { kind } = draft.details
  const hint = kind === 'person' ? t(isNew ? 'name.sealed' : 'name.stays') : undefined
  return (
    <Field id={id} label={t(`name.${kind}`)} hint={hint}>
      <Input
        id={id}
        value={draft.name ?? ''}
        maxLength={120}
        autoComplete="off"
        onChange={(e) => set({ name: e.target.value || undefined })}
      />
    </Field>
  )
}

/** A telephone that is left empty stays as it is. */
function Reach({ draft, set, isNew }: EntryProps & { isNew: boolean }) {
  const { t } = useTranslation('subjects')
  const id = useId()
  const hint = isNew ? t('sealed') : t('sealedStays')
  return (
    <div className="subject-pair">
      <Field id={`${id}p`} label={t('field.phone')} hint={hint}>
        <Input
          id={`${id}p`}
          inputMode="tel"
          autoComplete="off"
          value={draft.phone ?? ''}
          maxLength={30}
          onChange={(e) => set({ phone: e.target.value || undefined })}
        />
      </Field>
      {draft.details.kind === 'person' && (
        <Field id={`${id}i`} label={t('field.identity')} hint={t('identityHint')}>
          <Input
            id={`${id}i`}
            autoComplete="off"
            value={draft.identity ?? ''}
            maxLength={30}
            onChange={(e) => set({ identity: e.target.value || undefined })}
          />
        </Field>
      )}
    </div>
  )
}

function Known({ draft, set, isNew }: EntryProps & { isNew: boolean }) {
  const { t } = useTranslation('subjects')
  const id = useId()
  const personal = ['person', 'household', 'dwelling'].includes(draft.details.kind)
  const usual = personal ? 'personal' : 'plain'
  return (
    <>
      <div className="subject-pair">
        <Field id={`${id}s`} label={t('field.source')} hint={t('sourceHint')}>
          <Select
            id={`${id}s`}
            value={draft.source ?? 'desk'}
            onChange={(source: Entry['source']) => set({ source })}
            options={sources
              .filter((value) => value !== 'sheet' && value !== 'system')
              .map((value) => ({ value, label: t(`source.${value}`) }))}
          />
        </Field>
        <Field id={`${id}c`} label={t('field.class')}>
          <Select
            id={`${id}c`}
            value={draft.class ?? usual}
            onChange={(next: Entry['class']) => set({ class: next })}
            options={sensitivities
              .filter((value) => value !== 'plain' || !personal)
              .map((value) => ({ value, label: t(`class.${value}`) }))}
          />
        </Field>
      </div>
      <Field id={`${id}n`} label={t('field.note')} hint={t('noteHint')}>
        <Input.TextArea
          id={`${id}n`}
          rows={2}
          maxLength={1000}
          value={draft.note ?? ''}
          onChange={(e) => set({ note: e.target.value })}
        />
      </Field>
      {!isNew && (
        <Field label={t('field.status')}>
          <Segmented
            aria-label={t('field.status')}
            value={draft.status ?? 'active'}
            onChange={(status) => set({ status })}
            options={(['active', 'closed'] as const).map((value) => ({
              value,
              label: t(`status.${value}`),
            }))}
          />
        </Field>
      )}
    </>
  )
}
