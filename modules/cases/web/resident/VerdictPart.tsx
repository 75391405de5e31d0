import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { judgeCase, reopenOwnCase } from '#modules/cases/contract/report.ts'
import { call } from '#platform/web/call.ts'
import { Button, Choice, PhotoPicker, Strip, TextArea } from '#platform/web/kit/index.ts'
import { uploadTo } from '../phone/reach.ts'
import { useSpeech } from '../phone/speech.ts'
import type { Following } from './FollowPage.tsx'

const grades = [3, 2, 1] as const

/** Asked once a round: is it fixed, are you satisfied, anything else. */
export function VerdictPart(props: Following) {
  const { t } = useSpeech()
  const { page } = props
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

function Ask({ districtId, shortCode, ownKey, show }: Following) {
  const { t } = useSpeech()
  const [solved, setSolved] = useState<'yes' | 'no' | null>(null)
  const [satisfied, setSatisfied] = useState<number | null>(null)
  const [words, setWords] = useState('')
  const sending = useMutation({
    mutationFn: (given: { solved: boolean; satisfied: number }) =>
      call(judgeCase, {
        params: { districtId, shortCode },
        body: { key: ownKey, ...given, words: words.trim() },
      }),
    onSuccess: show,
  })
  return (
    <section className="card verdict">
      <Choice
        question={t('verdict.ask')}
        value={solved}
        onChoose={setSolved}
        options={[
          { value: 'yes', label: t('verdict.yes') },
          { value: 'no', label: t('verdict.no') },
        ]}
      />
      {solved !== null && (
        <>
          <fieldset className="grades">
            <legend>{t('verdict.satisfied')}</legend>
            {grades.map((grade) => (
              <button
                key={grade}
                type="button"
                aria-pressed={satisfied === grade}
                onClick={() => setSatisfied(grade)}
              >
                {t(`verdict.${grade}`)}
              </button>
            ))}
          </fieldset>
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
            {t('verdict.send')}
          </Button>
        </>
      )}
    </section>
  )
}

export function ReopenPart({ districtId, shortCode, ownKey, page, show }: Following) {
  const { t, say } = useSpeech(page.timeZone)
  const [words, setWords] = useState('')
  const [pictures, setPictures] = useState({ ids: [] as string[], pending: 0, failed: 0 })
  const upload = useMemo(() => uploadTo(districtId), [districtId])
  const sending = useMutation({
    mutationFn: () =>
      call(reopenOwnCase, {
        params: { districtId, shortCode },
        body: { key: ownKey, words: words.trim(), photos: pictures.ids },
      }),
    onSuccess: show,
  })
  if (!page.allowed.includes('reopen') || page.allowed.includes('judge')) return null
  return (
    <details className="card reopen" open={page.verdict?.solved === false}>
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
      <PhotoPicker upload={upload} onChange={setPictures} />
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
