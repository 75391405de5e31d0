import { useState } from 'react'
import { ActTrouble, useSpeech } from '#modules/cases/web/index.ts'
import { Button, Field, PhotoPicker, Sheet, TextArea } from '#platform/web/kit/index.ts'
import type { FileView } from '../../contract/index.ts'
import { findings, type Step } from '../../domain/ladder.ts'
import { alsoOf, proofOf, serviceModes } from '../../domain/service.ts'
import { emptyDraft, fieldsOf, isReady, orderOf, type Draft, type Field as Name } from '../draft.ts'
import { Select } from './Select.tsx'
import { useEvidence, useStepLater } from './use-step.ts'

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

interface StepSheetProps {
  file: FileView
  step: Step
  onClose: () => void
  onKept: () => void
}

/** Camera, what the step asks, send: kept on the phone until there is a line. */
export function StepSheet({ file, step, onClose, onKept }: StepSheetProps) {
  const { t } = useSpeech()
  const [draft, setDraft] = useState(() => emptyDraft(file, step))
  const [photos, setPhotos] = useState(nothing)
  const { upload, of } = useEvidence()
  const later = useStepLater(onKept)
  const ready = isReady(step, draft)
  const send = () => {
    if (!ready || later.isPending) return
    later.mutate({
      fileId: file.id,
      title: `${t(`step.${step}`)} ${file.title}`,
      words: draft.words.trim(),
      open: null,
      order: orderOf(step, draft),
      evidence: of(photos.ids),
    })
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t(`step.${step}`)}
      foot={
        <Button wide busy={photos.pending > 0 || later.isPending} disabled={!ready} onClick={send}>
          {t(`step.${step}`)}
        </Button>
      }
    >
      <div className="step">
        <PhotoPicker upload={upload} onChange={setPhotos} keepOriginal kept />
        {fieldsOf[step].map((field) => (
          <Asked
            key={field}
            name={field.replace('*', '') as Name} // oxlint-disable-line typescript/no-unsafe-type-assertion -- a field with its star taken off
            draft={draft}
            file={file}
            set={(to) => setDraft((was) => ({ ...was, ...to }))}
          />
        ))}
        {later.error && <ActTrouble error={later.error} />}
      </div>
    </Sheet>
  )
}

interface AskedProps {
  name: Name
  draft: Draft
  file: FileView
  set: (to: Partial<Draft>) => void
}

const long: ReadonlySet<Name> = new Set(['words'])

function Asked(props: AskedProps) {
  const { name, draft, set } = props
  const { t } = useSpeech()
  const options = useOptions(props)
  if (name === 'proof') return <ProofFields {...props} />
  // Whoever writes it down is the one who dissuades here; others are entered at the desk.
  if (name === 'who' || name === 'whoName') return null
  const value = draft[name]
  const text = typeof value === 'string' ? value : ''
  if (options)
    return (
      <Select
        label={t(`give.${name}`)}
        {...{ options, text }}
        onChange={(next) => set({ [name]: next })}
      />
    )
  if (long.has(name))
    return (
      <TextArea
        label={t(`give.${name}`)}
        maxLength={2000}
        value={text}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    )
  return (
    <Field
      label={t(`give.${name}`)}
      {...(name === 'promiseBy' ? { type: 'date' } : {})}
      maxLength={200}
      value={text}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  )
}

function useOptions({ name, file }: AskedProps): { value: string; label: string }[] | null {
  const { t } = useSpeech()
  const said = (values: readonly string[], group: string) =>
    values.map((value) => ({ value, label: t(`${group}.${value}`) }))
  if (name === 'finding') return said(findings, 'found')
  if (name === 'mode') return said(serviceModes, 'mode')
  if (name === 'answer') return said(['accepted', 'declined', 'thinking'], 'answer')
  return name === 'secondId'
    ? file.officers.map(({ personId, name: label }) => ({ value: personId, label }))
    : null
}

const days: ReadonlySet<string> = new Set(['on', 'arrivedOn', 'consentOn'])

function ProofFields({ draft, set }: AskedProps) {
  const { t } = useSpeech()
  const needed = ['on', ...proofOf[draft.mode], ...alsoOf[draft.mode]]
  return needed
    .filter((field) => field !== 'pictures')
    .map((field) => (
      <Field
        key={field}
        label={t(`proof.${field}`)}
        {...(days.has(field) ? { type: 'date' } : {})}
        maxLength={200}
        value={draft.proof[field] ?? ''}
        onChange={(event) => set({ proof: { ...draft.proof, [field]: event.target.value } })}
      />
    ))
}
