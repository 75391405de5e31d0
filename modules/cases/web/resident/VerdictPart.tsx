import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useFace } from '#platform/web/face.ts'
import { Button, Choice, PhotoPicker, Strip, TextArea } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import type { Following } from './FollowPage.tsx'
import { queueOwn, useUnsentOwn } from './unsent/own.ts'
import { keepPictureOf } from './unsent/reports.ts'

const grades = [3, 2, 1] as const
const gradeOf = (satisfied: number) => grades.find((g) => g === satisfied) ?? 2

/** Asked once a round: is it fixed, are you satisfied, anything else. */
export function VerdictPart(props: Following) {
  const { t } = useSpeech()
  const { page } = props
  const kept = useUnsentOwn(props).find((step) => step.kind === 'verdict')
  if (kept?.kind === 'verdict')
    return (
      <Strip>
        {t('verdict.given', {
          solved: t(kept.solved ? 'verdict.yes' : 'verdict.no'),
          satisfied: t(`verdict.${gradeOf(kept.satisfied)}`),
        })}{' '}
        {t('follow.kept')}
      </Strip>
    )
  if (page.allowed.includes('judge')) return <Ask {...props} />
  const { solved, satisfied } = page.verdict ?? { solved: null, satisfied: null }
  if (solved === null || satisfied === null) return null
  return (
    <Strip tone="done">
      {t('verdict.given', {
        solved: t(solved ? 'verdict.yes' : 'verdict.no'),
        satisfied: t(`verdict.${satisfied}`),
      })}
    </Strip>
  )
}

function Ask({ districtId, shortCode, ownKey, page }: Following) {
  const { t } = useSpeech()
  const [solved, setSolved] = useState<'yes' | 'no' | null>(null)
  const [satisfied, setSatisfied] = useState<number | null>(null)
  const [words, setWords] = useState('')
  const sending = useMutation({
    mutationFn: (given: { solved: boolean; satisfied: number }) =>
      queueOwn({ districtId, shortCode, ownKey }, page.title, {
        kind: 'verdict',
        shortCode,
        key: ownKey,
        ...given,
        words: words.trim(),
      }),
  })
  const { large } = useFace()
  // In large letters one question at a time, each answer leading to the next.
  const [asked, setAsked] = useState<1 | 2 | 3>(1)
  const shown = (n: 1 | 2 | 3) => (large ? asked === n : n === 1 || solved !== null)
  return (
    <section className="card verdict">
      {large && <p className="step-of">{t('verdict.ofThree', { n: asked })}</p>}
      {shown(1) && (
        <Choice
          question={t('verdict.ask')}
          value={solved}
          onChoose={(to) => {
            setSolved(to)
            setAsked(2)
          }}
          options={[
            { value: 'yes', label: t('verdict.yes') },
            { value: 'no', label: t('verdict.no') },
          ]}
        />
      )}
      {shown(2) && (
        <Grades
          satisfied={satisfied}
          onChoose={(to) => {
            setSatisfied(to)
            setAsked(3)
          }}
        />
      )}
      {shown(3) && (
        <>
          <TextArea
            label={t('verdict.words')}
            optional
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {sending.error && <Strip tone="warn">{t('follow.failed')}</Strip>}
          <Button
            wide
            busy={sending.isPending}
            disabled={satisfied === null}
            onClick={() =>
              satisfied !== null && sending.mutate({ solved: solved === 'yes', satisfied })
            }
          >
            {t(large && words.trim() === '' ? 'verdict.skip' : 'verdict.send')}
          </Button>
        </>
      )}
      {large && asked > 1 && (
        <Button wide look="quiet" onClick={() => setAsked(asked === 3 ? 2 : 1)}>
          {t('verdict.back')}
        </Button>
      )}
    </section>
  )
}

function Grades(props: { satisfied: number | null; onChoose: (satisfied: number) => void }) {
  const { t } = useSpeech()
  return (
    <fieldset className="grades">
      <legend>{t('verdict.satisfied')}</legend>
      {grades.map((grade) => (
        <button
          key={grade}
          type="button"
          aria-pressed={props.satisfied === grade}
          onClick={() => props.onChoose(grade)}
        >
          {t(`verdict.${grade}`)}
        </button>
      ))}
    </fieldset>
  )
}

export function ReopenPart({ districtId, shortCode, ownKey, page }: Following) {
  const { t, say } = useSpeech(page.timeZone)
  const [words, setWords] = useState('')
  const [pictures, setPictures] = useState({ ids: [] as string[], pending: 0, failed: 0 })
  const upload = useMemo(() => keepPictureOf(districtId), [districtId])
  const unsent = useUnsentOwn({ districtId, shortCode })
  const sending = useMutation({
    mutationFn: () =>
      queueOwn({ districtId, shortCode, ownKey }, words.trim().slice(0, 40), {
        kind: 'reopening',
        shortCode,
        key: ownKey,
        words: words.trim(),
        photos: pictures.ids,
      }),
  })
  const judged = unsent.find((step) => step.kind === 'verdict')
  if (unsent.some((step) => step.kind === 'reopening')) return <Strip>{t('reopen.kept')}</Strip>
  if (!page.allowed.includes('reopen')) return null
  if (page.allowed.includes('judge') && !judged) return null
  const unsolved = judged?.kind === 'verdict' ? !judged.solved : page.verdict?.solved === false
  return (
    <details className="card reopen" open={unsolved}>
      <summary>{t('reopen.title')}</summary>
      {page.reopenUntil !== null && (
        <p className="quiet">{t('reopen.left', { at: say(page.reopenUntil, page.now) })}</p>
      )}
      <TextArea
        label={t('reopen.words')}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <PhotoPicker upload={upload} onChange={setPictures} kept />
      {sending.error && <Strip tone="warn">{t('follow.failed')}</Strip>}
      <Button
        wide
        busy={sending.isPending || pictures.pending > 0}
        disabled={words.trim() === ''}
        onClick={() => sending.mutate()}
      >
        {t('reopen.send')}
      </Button>
    </details>
  )
}
