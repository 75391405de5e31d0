import { newId } from '#platform/web/new-id.ts'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { withdrawOwnCase } from '../../contract/report.ts'
import { call } from '#platform/web/call.ts'
import { Button, PhotoPicker, Sheet, Strip, TextArea } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import type { Following } from './FollowPage.tsx'
import { queueOwn, useUnsentOwn } from './unsent/own.ts'
import { keepPictureOf } from './unsent/reports.ts'

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

/** Ask or add. It is written down on the phone first and goes out by itself, once. */
export function AddPart({ districtId, shortCode, ownKey, page }: Following) {
  const { t } = useSpeech()
  const [round, setRound] = useState(() => newId())
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [pictures, setPictures] = useState(nothing)
  const upload = useMemo(() => keepPictureOf(districtId), [districtId])
  const waits = useUnsentOwn({ districtId, shortCode }).some((s) => s.kind === 'addition')
  const sending = useMutation({
    mutationFn: () =>
      queueOwn({ districtId, shortCode, ownKey }, words.trim().slice(0, 40), {
        kind: 'addition',
        shortCode,
        key: ownKey,
        words: words.trim(),
        photos: pictures.ids,
      }),
    onSuccess: () => {
      setWords('')
      setPictures(nothing)
      setRound(newId())
    },
  })
  if (!page.allowed.includes('add')) return null
  const empty = words.trim() === '' && pictures.ids.length === 0
  if (!open)
    return (
      <Button wide look="quiet" onClick={() => setOpen(true)}>
        {t('follow.add')}
      </Button>
    )
  return (
    <section className="add">
      <h2>{t('follow.add')}</h2>
      <TextArea
        label={t('follow.addLabel')}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <PhotoPicker key={round} upload={upload} onChange={setPictures} kept />
      {sending.error && <Strip tone="warn">{t('follow.failed')}</Strip>}
      {sending.isSuccess && empty && (
        <Strip tone={waits ? 'info' : 'done'}>{t(waits ? 'follow.kept' : 'follow.added')}</Strip>
      )}
      <Button
        wide
        look="quiet"
        busy={sending.isPending || pictures.pending > 0}
        disabled={empty && pictures.pending === 0}
        onClick={() => sending.mutate()}
      >
        {t('follow.addSend')}
      </Button>
    </section>
  )
}

export function WithdrawPart({ districtId, shortCode, ownKey, page, show }: Following) {
  const { t } = useSpeech()
  const [asking, setAsking] = useState(false)
  const sending = useMutation({
    mutationFn: () =>
      call(withdrawOwnCase, { params: { districtId, shortCode }, body: { key: ownKey } }),
    onSuccess: (next) => {
      setAsking(false)
      show(next)
    },
  })
  if (!page.allowed.includes('withdraw')) return null
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('follow.withdraw')}
      </Button>
      <Sheet
        open={asking}
        onClose={() => setAsking(false)}
        title={t('follow.withdraw')}
        foot={
          <Button wide look="danger" busy={sending.isPending} onClick={() => sending.mutate()}>
            {t('follow.withdrawYes')}
          </Button>
        }
      >
        <p>{t('follow.withdrawAsk')}</p>
        {sending.error && <Strip tone="warn">{t('follow.failed')}</Strip>}
      </Sheet>
    </>
  )
}
