import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { appealsOfCase, makeAppeal, type LateClock } from '../../../contract/appeals.ts'
import { Pictures } from '../actions/Pictures.tsx'
import { Begin } from '../beside/BringIn.tsx'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'
import { casesKey } from '../queries.ts'
import { AppealCard } from './AppealCard.tsx'

/** Appeals against lateness on the page of a case, and the verb for whoever was late. */
export function AppealPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('appeals')
  const [open, setOpen] = useState<string | null>(null)
  const { data } = useQuery({
    queryKey: [...casesKey, 'appeals', caseId],
    queryFn: ({ signal }) => call(appealsOfCase, { params: { caseId }, signal }),
  })
  if (!data || data.appeals.length + data.late.length === 0) return null
  const begin = data.late
    .filter((clock) => clock.clockId !== open)
    .map((clock) => (
      <Begin key={clock.clockId} of="appeal">
        <Button onClick={() => setOpen(clock.clockId)}>
          {t('makeFor', { stage: t(`stage.${clock.stage}`) })}
        </Button>
      </Begin>
    ))
  const making = data.late.find((clock) => clock.clockId === open)
  if (data.appeals.length === 0 && !making) return begin
  return (
    <section className="beside" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.appeals.map((appeal) => (
        <AppealCard key={appeal.id} appeal={appeal} ofCase />
      ))}
      {making && (
        <MakeForm
          key={making.clockId}
          clock={making}
          at={{ caseId, baseVersion: data.version }}
          onDone={() => setOpen(null)}
        />
      )}
      {begin}
    </section>
  )
}

function MakeForm(props: {
  clock: LateClock
  at: { caseId: string; baseVersion: number }
  onDone: () => void
}) {
  const { t } = useTranslation('appeals')
  const time = useTime()
  const { clock, at, onDone } = props
  const send = useSend(onDone)
  const [id] = useState(newId)
  const [words, setWords] = useState('')
  const [photos, setPhotos] = useState<{ ids: string[]; pending: number }>({ ids: [], pending: 0 })
  return (
    <Small
      verb={t('make')}
      leave={t('leave')}
      ready={words.trim() !== '' && photos.pending === 0}
      busy={send.isPending}
      follows={t('lateBy', {
        due: time.at(clock.dueAt ?? ''),
        stopped: time.at(clock.stoppedAt ?? ''),
      })}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() =>
        send.mutate(() =>
          call(makeAppeal, {
            params: { caseId: at.caseId },
            body: {
              baseVersion: at.baseVersion,
              id,
              clockId: clock.clockId,
              words: words.trim(),
              photos: photos.ids,
            },
          }),
        )
      }
    >
      <Field label={t('say.words')}>
        {(fieldId) => (
          <Input.TextArea
            id={fieldId}
            autoFocus
            rows={3}
            maxLength={2000}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        )}
      </Field>
      <Pictures label={t('say.photos')} onChange={setPhotos} />
    </Small>
  )
}
