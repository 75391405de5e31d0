import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askAboutOwnData } from '#modules/cases/contract/personal.ts'
import { requestKinds, type RequestKind } from '#modules/cases/domain/personal.ts'
import { call } from '#platform/web/call.ts'
import { Button, Sheet, Strip } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import en from '../../words/own-data.en.json' with { type: 'json' }
import zh from '../../words/own-data.zh-CN.json' with { type: 'json' }
import { useSpeech } from '../phone/speech.ts'
import type { Following } from './FollowPage.tsx'
import './own-data.css'

/** These words come with this part, not with everybody's first screen. */
function useOwnWords() {
  const { t, i18n } = useTranslation('own-data')
  if (!i18n.hasResourceBundle('zh-CN', 'own-data')) {
    i18n.addResourceBundle('zh-CN', 'own-data', zh)
    i18n.addResourceBundle('en', 'own-data', en)
  }
  return t
}

/** The reporter asks to see, copy, mend or delete what is kept about them; the desk answers. */
export function OwnDataPart({ districtId, shortCode, ownKey, page }: Following) {
  const { t, say } = useSpeech(page.timeZone)
  const own = useOwnWords()
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
        {own('data')}
      </button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={own('data')}
        foot={
          dueAt === undefined && (
            <Button wide busy={asking.isPending} onClick={() => asking.mutate()}>
              {own('send')}
            </Button>
          )
        }
      >
        {dueAt === undefined ? (
          <div className="step">
            <p>{own('how')}</p>
            <fieldset>
              <legend>{own('what')}</legend>
              {requestKinds.map((one) => (
                <label key={one} className="own-data-kind">
                  <input
                    type="radio"
                    name="own-data"
                    checked={kind === one}
                    onChange={() => setKind(one)}
                  />
                  {own(`kind.${one}`)}
                </label>
              ))}
            </fieldset>
            <label>
              {own('words')}
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
          <p role="status">{own('sent', { at: say(dueAt) })}</p>
        )}
      </Sheet>
    </>
  )
}
