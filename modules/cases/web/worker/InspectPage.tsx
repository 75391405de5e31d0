import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { inspectCase, listCases, type CasePage } from '#modules/cases/contract/index.ts'
import { BeforeAfter } from '#platform/web/BeforeAfter.tsx'
import { call } from '#platform/web/call.ts'
import {
  Button,
  Empty,
  Failure,
  failureOf,
  PhotoView,
  Skeleton,
  Strip,
  TextArea,
  useToast,
} from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import { useCase } from './use-case.ts'
import { ActTrouble } from './ActTrouble.tsx'
import { WorkFrame } from './WorkFrame.tsx'

export function InspectPage() {
  const { t } = useSpeech()
  return <WorkFrame title={t('inspect.title')}>{() => <Waiting />}</WorkFrame>
}

/** Handled cases, judged by a second person from the pictures. */
function Waiting() {
  const { t } = useSpeech()
  const asked = useQuery({
    queryKey: ['inspect'],
    queryFn: () => call(listCases, { query: { view: 'inspect', limit: 30 } }),
    refetchInterval: 60_000,
  })
  if (asked.isPending) return <Skeleton shape="card" count={2} />
  if (!asked.data)
    return <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
  if (asked.data.rows.length === 0)
    return <Empty title={t('inspect.none')}>{t('inspect.noneWhy')}</Empty>
  return (
    <ul className="tasks">
      {asked.data.rows.map((row) => (
        <li key={row.id} className="card">
          <Inspected caseId={row.id} />
        </li>
      ))}
    </ul>
  )
}

function Inspected({ caseId }: { caseId: string }) {
  const asked = useCase(caseId)
  if (asked.isPending) return <Skeleton shape="photo" />
  if (!asked.data)
    return <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
  const page = asked.data
  return (
    <article className="step">
      <header>
        <h2>{page.title}</h2>
        <p>{page.address || page.communityName}</p>
      </header>
      <Pictures page={page} />
      <Done page={page} />
      {page.allowed.includes('inspect') && <Judge key={page.version} page={page} />}
    </article>
  )
}

const src = (fileId: string) => `/api/files/${fileId}/public`

function Pictures({ page }: { page: CasePage }) {
  const { t } = useSpeech()
  const before =
    page.photos.find((p) => p.role === 'before') ?? page.photos.find((p) => p.role === 'report')
  const after = page.photos.findLast((p) => p.role === 'after')
  const rest = page.photos.filter((p) => p !== before && p !== after)
  return (
    <>
      {before && after && (
        <BeforeAfter
          before={{ src: src(before.fileId), alt: t('photo.before') }}
          after={{ src: src(after.fileId), alt: t('photo.after') }}
        />
      )}
      {!after && <Strip tone="warn">{t('inspect.noAfter')}</Strip>}
      {(rest.length > 0 || !before || !after) && (
        <PhotoView
          photos={(before && after ? rest : page.photos).map((photo) => ({
            thumb: `/api/files/${photo.fileId}/thumb`,
            full: src(photo.fileId),
            alt: t(`photo.${photo.role}`),
          }))}
        />
      )}
    </>
  )
}

const doneTypes = new Set(['case.finished', 'case.settled'])

function Done({ page }: { page: CasePage }) {
  const { t } = useSpeech()
  const last = page.events.findLast((event) => doneTypes.has(event.type) && event.words !== null)
  const standard = page.standard?.closing ?? ''
  return (
    <>
      {last && (
        <p>
          {t('inspect.did', {
            unit: last.organisation ?? page.unitName ?? t('say.unit'),
            words: last.words,
          })}
        </p>
      )}
      {standard !== '' && (
        <p className="quiet">
          {t('task.standard')}: {standard}
        </p>
      )}
    </>
  )
}

function Judge({ page }: { page: CasePage }) {
  const { t } = useSpeech()
  const say = useToast()
  const client = useQueryClient()
  const [failing, setFailing] = useState(false)
  const [words, setWords] = useState('')
  const [pressed, setPressed] = useState(false)
  const judging = useMutation({
    mutationFn: (passed: boolean) =>
      call(inspectCase, {
        params: { caseId: page.id },
        body: { baseVersion: page.version, passed, words: words.trim() },
      }),
    onSuccess: async (_next, passed) => {
      say({ text: t(passed ? 'inspect.passed' : 'inspect.failed') })
      await client.invalidateQueries({ queryKey: ['inspect'] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['case', page.id] }),
  })
  const fail = () => {
    if (!failing) return setFailing(true)
    setPressed(true)
    if (words.trim() !== '') judging.mutate(false)
    return undefined
  }
  return (
    <div className="step">
      {failing && (
        <TextArea
          label={t('inspect.failWords')}
          maxLength={2000}
          value={words}
          error={pressed && words.trim() === '' ? t('inspect.failNeeds') : undefined}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {judging.error && <ActTrouble error={judging.error} />}
      <div className="pair">
        <Button busy={judging.isPending} onClick={() => judging.mutate(true)}>
          {t('inspect.pass')}
        </Button>
        <Button look="danger" busy={judging.isPending} onClick={fail}>
          {t('inspect.fail')}
        </Button>
      </div>
    </div>
  )
}
