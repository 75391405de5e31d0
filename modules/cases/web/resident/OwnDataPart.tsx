import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { askAboutOwnData } from '#modules/cases/contract/index.ts'
import { requestKinds, type RequestKind } from '#modules/cases/domain/personal.ts'
import { call } from '#platform/web/call.ts'
import { Button, Sheet, Strip } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import { useSpeech } from '../phone/speech.ts'
import type { Following } from './FollowPage.tsx'

/** The reporter asks to see, copy, mend or delete what is kept about them; the desk answers. */
export function OwnDataPart({ districtId, shortCode, ownKey, page }: Following) {
  const { t, say } = useSpeech(page.timeZone)
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<RequestKind>('see')
  const [words, setWords] = useState('')
  const [id] = useState(newId)
  const asking = useMutation({
    mutationFn: () =>
      call(askAboutOwnData, {
        params: { districtId, shortCode },
        body: { key: ownKey, id, kind, words: words.trim() },
      }),
  })
  if (page.level !== 'own' || ownKey === '') return null
  const dueAt = asking.data?.dueAt
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        {t('own.data')}
      </button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('own.data')}
        foot={
          dueAt === undefined && (
            <Button wide busy={asking.isPending} onClick={() => asking.mutate()}>
              {t('own.send')}
            </Button>
          )
        }
      >
        {dueAt === undefined ? (
          <div className="step">
            <p>{t('own.how')}</p>
            <fieldset>
              <legend>{t('own.what')}</legend>
              {requestKinds.map((one) => (
                <label key={one} className="own-data-kind">
                  <input
                    type="radio"
                    name="own-data"
                    checked={kind === one}
                    onChange={() => setKind(one)}
                  />
                  {t(`own.kind.${one}`)}
                </label>
              ))}
            </fieldset>
            <label>
              {t('own.words')}
              <textarea
                rows={3}
                maxLength={1000}
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
            </label>
            {asking.error && <Strip tone="warn">{t('follow.failed')}</Strip>}
          </div>
        ) : (
          <p role="status">{t('own.sent', { at: say(dueAt) })}</p>
        )}
      </Sheet>
    </>
  )
}
