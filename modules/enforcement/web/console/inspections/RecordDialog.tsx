import { Checkbox, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SubjectFinder } from '#modules/subjects/web/index.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import type { DueInspection } from '../../../contract/index.ts'
import { enterpriseKinds } from '../../../domain/inspection-cap.ts'
import { grounds, isSpecial, results } from '../../../domain/inspection-record.ts'
import {
  emptyInspection,
  inspectionOf,
  missingInspection,
  type InspectionDraft,
} from '../../inspection-draft.ts'
import { EvidencePicker, type Picked } from '../file/EvidencePicker.tsx'
import { Labelled } from '../file/fields.tsx'
import { Refused } from '../Refused.tsx'
import { LooksFields } from './LooksFields.tsx'
import { MatterSelect } from './MatterSelect.tsx'
import { useRecording } from './queries.ts'

interface RecordProps {
  planned: DueInspection | null
  subject?: InspectionDraft['subject']
  officers: readonly { personId: string; name: string; number: string }[]
  onClose: () => void
}

export interface PartProps {
  draft: InspectionDraft
  set: (to: Partial<InspectionDraft>) => void
}

/** An inspection written down at the desk: the same form as on the phone. */
export function RecordDialog({ planned, subject, officers, onClose }: RecordProps) {
  const { t } = useTranslation('inspections')
  const id = useId()
  const [draft, setDraft] = useState(() => {
    const empty = emptyInspection(planned, officers[0]?.personId ?? null)
    return subject ? { ...empty, subject } : empty
  })
  const [picked, setPicked] = useState<Picked>({ evidence: [], pending: 0 })
  const recording = useRecording()
  const set = (to: Partial<InspectionDraft>) => setDraft((was) => ({ ...was, ...to }))
  const missing = missingInspection(draft)
  const send = () => recording.mutate(inspectionOf(draft, picked.evidence), { onSuccess: onClose })
  return (
    <Modal
      open
      width={720}
      title={planned ? t('titleOf', { name: planned.subjectName }) : t('record.other')}
      okText={t('save')}
      cancelText={t('leave')}
      okButtonProps={{
        disabled: missing !== null || picked.pending > 0,
        loading: recording.isPending,
      }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="enforcement inspection-form">
        <Refused error={recording.error} />
        {planned ? (
          <p className="quiet">
            {planned.matterName} · {planned.basis}
          </p>
        ) : (
          <Special draft={draft} set={set} fixed={subject !== undefined} />
        )}
        <Labelled id={`${id}s`} label={t('second')}>
          <Select
            id={`${id}s`}
            value={draft.secondId}
            onChange={(secondId) => set({ secondId })}
            options={officers.map(({ personId, name, number }) => ({
              value: personId,
              label: `${name}（${number}）`,
            }))}
          />
        </Labelled>
        <Checkbox
          checked={draft.certificateShown}
          onChange={(event) => set({ certificateShown: event.target.checked })}
        >
          {t('shown')}
        </Checkbox>
        <LooksFields draft={draft} set={set} />
        <ResultFields draft={draft} set={set} />
        <EvidencePicker onChange={setPicked} />
        {missing !== null && <p className="quiet">{t(missing)}</p>}
      </div>
    </Modal>
  )
}

function Special({ draft, set, fixed }: PartProps & { fixed: boolean }) {
  const { t } = useTranslation('inspections')
  const id = useId()
  return (
    <>
      {!fixed && (
        <SubjectFinder
          label={t('subject')}
          kinds={enterpriseKinds}
          chosen={draft.subject}
          onChoose={(row) =>
            set({ subject: { id: row.id, name: row.name, address: row.addressText } })
          }
        />
      )}
      <Labelled id={`${id}g`} label={t('ground')}>
        <Select
          id={`${id}g`}
          value={draft.ground}
          onChange={(ground) => set({ ground })}
          options={grounds
            .filter(isSpecial)
            .map((value) => ({ value, label: t(`ground.${value}`) }))}
        />
      </Labelled>
      <TextLine name="groundWords" most={400} {...{ draft, set }} />
      <TextLine name="approver" most={80} {...{ draft, set }} />
      <MatterSelect
        chosen={draft.matter}
        label={t('matter')}
        onChoose={(matter) => set({ matter })}
      />
      <TextLine name="basis" most={400} {...{ draft, set }} />
    </>
  )
}

type TextName = 'groundWords' | 'approver' | 'basis' | 'signedBy' | 'refusedWhy' | 'witness'

function TextLine({ name, most, draft, set }: PartProps & { name: TextName; most: number }) {
  const { t } = useTranslation('inspections')
  const id = useId()
  return (
    <Labelled id={id} label={t(name)}>
      <Input
        id={id}
        maxLength={most}
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Labelled>
  )
}

function ResultFields({ draft, set }: PartProps) {
  const { t } = useTranslation('inspections')
  const id = useId()
  return (
    <>
      <Choices
        label={t('result')}
        value={draft.result}
        values={results}
        say={(value) => t(`result.${value}`)}
        onChange={(result) => set({ result })}
      />
      <Labelled id={id} label={t(draft.result === 'problem' ? 'words.problem' : 'words')}>
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={2000}
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Labelled>
      <Choices
        label={t('signing')}
        value={draft.signing}
        values={['signed', 'refused'] as const}
        say={(value) => t(`signing.${value}`)}
        onChange={(signing) => set({ signing })}
      />
      {draft.signing === 'signed' ? (
        <TextLine name="signedBy" most={80} {...{ draft, set }} />
      ) : (
        <>
          <TextLine name="refusedWhy" most={400} {...{ draft, set }} />
          <TextLine name="witness" most={80} {...{ draft, set }} />
        </>
      )}
    </>
  )
}
