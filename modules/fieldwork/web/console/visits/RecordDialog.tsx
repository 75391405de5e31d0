import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import type { SubjectKind } from '#modules/subjects/contract/index.ts'
import { SubjectFinder } from '#modules/subjects/web/index.ts'
import { visitsContract as contract } from '../../../contract/index.ts'
import { visitOutcomes, type VisitOutcome } from '../../../domain/visits/visit.ts'
import { useFieldChange } from './queries.ts'

type Visit = Given<typeof contract.recordVisit.body>

/** Whose door it was is known from the page, or is chosen here. */
export interface RecordProps {
  subjectId?: string
  onClose: () => void
}

const called: readonly SubjectKind[] = ['household', 'shop', 'organisation', 'person']

/** A call that somebody tells of at the desk: how it went, what was said, one promise, one trouble. */
export function RecordDialog({ subjectId, onClose }: RecordProps) {
  const { t } = useTranslation('visits')
  const id = useId()
  const [ids] = useState(() => ({ visit: newId(), promise: newId() }))
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null)
  const [outcome, setOutcome] = useState<VisitOutcome | null>(null)
  const [words, setWords] = useState('')
  const [promised, setPromised] = useState({ words: '', dueOn: '' })
  const [trouble, setTrouble] = useState('')
  const record = useFieldChange((body: Visit) => call(contract.recordVisit, { body }))
  const promises = outcome === 'met' && promised.words.trim() !== ''
  const at = subjectId ?? chosen?.id
  const ready = at !== undefined && outcome !== null && (!promises || promised.dueOn !== '')
  const send = () => {
    if (outcome === null || at === undefined) return
    record.mutate(
      {
        id: ids.visit,
        subjectId: at,
        why: 'asked',
        outcome,
        words: words.trim(),
        promises: promises ? [{ id: ids.promise, madeBy: 'us', ...promised }] : [],
        trouble: trouble.trim() === '' ? null : { words: trouble.trim() },
      },
      { onSuccess: onClose },
    )
  }
  return (
    <SaveDialog
      title={t('record')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={record}
      onSave={send}
      onClose={onClose}
    >
      {subjectId === undefined && (
        <SubjectFinder label={t('whose')} kinds={called} chosen={chosen} onChoose={setChosen} />
      )}
      <Field label={t('outcome')}>
        <Choices
          label={t('outcome')}
          value={outcome}
          values={visitOutcomes}
          say={(value) => t(`outcome.${value}`)}
          onChange={setOutcome}
        />
      </Field>
      <Field id={`${id}w`} label={t('said')}>
        <Input.TextArea
          id={`${id}w`}
          rows={3}
          maxLength={4000}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Field>
      {outcome === 'met' && <Promised promised={promised} onChange={setPromised} />}
      <Field id={`${id}t`} label={t('trouble')} hint={t('troubleThen')}>
        <Input.TextArea
          id={`${id}t`}
          rows={2}
          maxLength={2000}
          value={trouble}
          onChange={(e) => setTrouble(e.target.value)}
        />
      </Field>
    </SaveDialog>
  )
}

interface OnePromise {
  words: string
  dueOn: string
}

function Promised(props: { promised: OnePromise; onChange: (promised: OnePromise) => void }) {
  const { t } = useTranslation('visits')
  const id = useId()
  const { promised, onChange } = props
  return (
    <div className="visits-pair">
      <Field id={`${id}p`} label={t('by.us')}>
        <Input
          id={`${id}p`}
          maxLength={500}
          value={promised.words}
          onChange={(e) => onChange({ ...promised, words: e.target.value })}
        />
      </Field>
      <Field id={`${id}d`} label={t('promises.day')}>
        <Input
          id={`${id}d`}
          type="date"
          value={promised.dueOn}
          onChange={(e) => onChange({ ...promised, dueOn: e.target.value })}
        />
      </Field>
    </div>
  )
}
