import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Button, Skeleton, Strip } from '#platform/web/kit/index.ts'
import type { FileView } from '../../contract/index.ts'
import type { Step } from '../../domain/ladder.ts'
import { useOneFile } from './queries.ts'
import { StepSheet } from './StepSheet.tsx'
import './words.css'

/** What is done in the street; orders and transfers are made at the desk. */
const inTheStreet: readonly Step[] = [
  'dissuade',
  'offer_stalls',
  'talk',
  'revisit',
  'serve',
  'reinspect',
]

/** One file on the phone: where it stands, what is due, what may be done here. */
export function FileWorkPage() {
  const { t } = useSpeech()
  const { fileId } = useParams({ strict: false }) as { fileId?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- the routes are joined at run time
  const asked = useOneFile(fileId ?? '')
  return (
    <WorkFrame title={t('words.file')} back="/work/words">
      {() =>
        asked.data ? (
          <Whole file={asked.data} />
        ) : asked.error ? (
          <Strip tone="warn">{t('words.gone')}</Strip>
        ) : (
          <Skeleton shape="card" count={2} />
        )
      }
    </WorkFrame>
  )
}

function Whole({ file }: { file: FileView }) {
  const { t, say, date } = useSpeech()
  const [open, setOpen] = useState<Step | null>(null)
  const [kept, setKept] = useState(false)
  const [now] = useState(() => Date.now())
  const order = file.papers.findLast((paper) => paper.kind === 'order' && paper.state === 'valid')
  const until = order?.served?.untilDay ?? order?.untilDay ?? null
  const steps = inTheStreet.filter((step) => file.allowed.includes(step))
  return (
    <article className="step">
      <header>
        <h2>{file.title}</h2>
        <p>
          <strong>{file.parties.join('、')}</strong>
        </p>
        <p>{file.address}</p>
        <p className="quiet">
          {t(`file.${file.state}`)} · {t('words.count', { count: file.dissuasions })}
        </p>
        {order && (
          <p className="quiet">
            {t('words.order', {
              number: order.number,
              day: until === null ? '' : date(until),
            })}
          </p>
        )}
        {file.dueAt !== null && (
          <p className="words-due" data-late={Date.parse(file.dueAt) < now}>
            {t(`due.${file.dueKind}`, { at: say(new Date(Date.parse(file.dueAt) - 1)) })}
          </p>
        )}
      </header>
      {kept && <Strip tone="done">{t('words.kept')}</Strip>}
      {steps.map((step, index) => (
        <Button
          key={step}
          wide
          {...(index === steps.length - 1 ? {} : { look: 'quiet' as const })}
          onClick={() => setOpen(step)}
        >
          {t(`step.${step}`)}
        </Button>
      ))}
      {steps.length === 0 && <p className="quiet">{t('words.nothing')}</p>}
      {open !== null && (
        <StepSheet
          key={open}
          file={file}
          step={open}
          onClose={() => setOpen(null)}
          onKept={() => {
            setOpen(null)
            setKept(true)
          }}
        />
      )}
    </article>
  )
}
