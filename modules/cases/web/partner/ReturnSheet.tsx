import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { partnerReturn, type PartnerPage as Shown } from '#modules/cases/contract/partners.ts'
import { call } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { Button, Sheet, TextArea } from '#platform/web/kit/index.ts'
import { PartnerTrouble } from './trouble.tsx'

interface ReturnProps {
  page: Shown
  districtId: string
  secret: string
  show: (page: Shown) => void
  onClose: () => void
}

/** Why it cannot be done here. A lead task waits for somebody to agree; a support task is given back. */
export function ReturnSheet({ page, districtId, secret, show, onClose }: ReturnProps) {
  const { t, i18n } = useTranslation('partners')
  const id = useId()
  const [reasonCode, setReason] = useState('')
  const [words, setWords] = useState('')
  const sending = useMutation({
    mutationFn: () =>
      call(partnerReturn, {
        params: { districtId },
        body: { key: secret, reasonCode, words: words.trim() },
      }),
    onSuccess: (next) => {
      onClose()
      show(next)
    },
  })
  const ready = words.trim() !== '' && (!page.lead || reasonCode !== '')
  return (
    <Sheet
      open
      title={t('page.return')}
      onClose={onClose}
      foot={
        <Button wide busy={sending.isPending} disabled={!ready} onClick={() => sending.mutate()}>
          {t('page.returnSend')}
        </Button>
      }
    >
      <div className="step">
        {page.lead && (
          <div className="field">
            <label htmlFor={id}>{t('page.reason')}</label>
            <select
              id={id}
              className="field-box"
              value={reasonCode}
              onChange={(event) => setReason(event.target.value)}
            >
              <option value="">{t('page.choose')}</option>
              {page.reasons.map((reason) => (
                <option key={reason.code} value={reason.code}>
                  {languageOf(i18n) === 'en' ? reason.nameEn : reason.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <TextArea
          label={t('page.why')}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {page.lead && <p className="quiet">{t('page.returnNote')}</p>}
        {sending.error && <PartnerTrouble error={sending.error} />}
      </div>
    </Sheet>
  )
}
