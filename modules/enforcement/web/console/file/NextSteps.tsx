import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import { newId } from '#platform/web/new-id.ts'
import type { FileView } from '../../../contract/index.ts'
import type { Step } from '../../../domain/ladder.ts'
import { useStep } from '../queries.ts'
import { Refused } from '../Refused.tsx'
import { emptyDraft, fieldsOf, isReady, orderOf, type Field } from '../../draft.ts'
import { StepField } from './fields.tsx'
import { EvidencePicker, type Picked } from './EvidencePicker.tsx'

/** Which of the allowed steps leads on from here. */
const leading: Partial<Record<FileView['state'], readonly Step[]>> = {
  words: ['talk', 'dissuade'],
  promised: ['revisit'],
  ordered: ['serve'],
  served: ['reinspect'],
  unmended: ['hand_over'],
  handed_over: ['news'],
}

const first = (file: FileView): Step | undefined => {
  if (file.state === 'words' && file.dissuasions === 0) return 'dissuade'
  return leading[file.state]?.find((step) => file.allowed.includes(step)) ?? file.allowed[0]
}

/** The steps that the server allows now, the one that leads on first; below, what waits for what. */
export function NextSteps({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const [open, setOpen] = useState<Step | null>(null)
  const lead = first(file)
  if (open !== null)
    return <StepForm key={open} file={file} step={open} onClose={() => setOpen(null)} />
  const rest = file.allowed.filter((step) => step !== lead)
  return (
    <>
      {file.allowed.length === 0 && <p className="quiet">{t('nothingNow')}</p>}
      <ul className="step-list">
        {[...(lead ? [lead] : []), ...rest].map((step) => (
          <li key={step}>
            <Button block type={step === lead ? 'primary' : 'text'} onClick={() => setOpen(step)}>
              {t(`take.${step}`)}
            </Button>
          </li>
        ))}
      </ul>
      <HeldBack file={file} />
    </>
  )
}

function HeldBack({ file }: { file: FileView }) {
  const { t, i18n } = useTranslation(['enforcement', 'said'])
  const language = languageOf(i18n)
  if (file.held.length === 0) return null
  return (
    <ul className="held-list">
      {file.held.map(({ step, code, law }) => (
        <li key={step}>
          <b>{t(`take.${step}`)}</b> {t(`said:error.${code}`)}
          {law && <small className="quiet"> {t('law', { law: law[language] })}</small>}
        </li>
      ))}
    </ul>
  )
}

const plain = (field: string) => field.replace('*', '') as Field // oxlint-disable-line typescript/no-unsafe-type-assertion -- a field with its star taken off

/** What a step asks, what follows, its verb. Esc leaves. */
function StepForm(props: { file: FileView; step: Step; onClose: () => void }) {
  const { file, step, onClose } = props
  const { t, i18n } = useTranslation('enforcement')
  const [draft, setDraft] = useState(() => emptyDraft(file, step))
  const [picked, setPicked] = useState<Picked>({ evidence: [], pending: 0 })
  const [clientId] = useState(newId)
  const taking = useStep(file)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), [])
  const ready = isReady(step, draft) && picked.pending === 0
  const then = i18n.exists(`then.${step}`, { ns: 'enforcement' }) ? t(`then.${step}`) : ''
  return (
    <form
      ref={form}
      className="act"
      aria-label={t(`take.${step}`)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready || taking.isPending) return
        const body = { clientId, order: orderOf(step, draft), evidence: picked.evidence }
        taking.mutate(body, { onSuccess: onClose })
      }}
    >
      <h3>{t(`take.${step}`)}</h3>
      {fieldsOf[step].map((field) => (
        <StepField
          key={field}
          name={plain(field)}
          draft={draft}
          file={file}
          set={(to) => setDraft((was) => ({ ...was, ...to }))}
        />
      ))}
      <EvidencePicker onChange={setPicked} />
      {then !== '' && <p className="act-then">{then}</p>}
      <Refused error={taking.error} />
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={taking.isPending}>
          {t(`take.${step}`)}
        </Button>
        <Button onClick={onClose}>{t('leave')}</Button>
      </p>
    </form>
  )
}
