import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { givePartnerLink, partnerLinks } from '#modules/cases/contract/partners.ts'
import { call, CallError } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { Button, Field, Sheet, Strip, TextArea } from '#platform/web/kit/index.ts'

interface LinkSheetProps {
  caseId: string
  task: { taskId: string; unitName: string; brief: string }
  onClose: () => void
}

/** In the street: what the partner is to read, and the link to pass on. A new one kills the old. */
export function LinkSheet({ caseId, task, onClose }: LinkSheetProps) {
  const { t } = useTranslation('partners')
  const [id] = useState(newId)
  const [words, setWords] = useState(task.brief)
  const links = useQuery({
    queryKey: ['partner-links', caseId],
    queryFn: () => call(partnerLinks, { params: { caseId } }),
  })
  const sending = useMutation({
    mutationFn: (baseVersion: number) =>
      call(givePartnerLink, {
        params: { caseId },
        body: { baseVersion, id, taskId: task.taskId, words: words.trim() },
      }),
  })
  const again = links.data?.mayGive.some((one) => one.taskId === task.taskId && one.again) === true
  const code = sending.error instanceof CallError ? sending.error.code : ''
  const name = t(again ? 'links.again' : 'links.give', { unit: task.unitName })
  const address = sending.data ? `${location.origin}${sending.data.path}` : ''
  return (
    <Sheet
      open
      title={name}
      onClose={onClose}
      foot={
        sending.data ? undefined : (
          <Button
            wide
            busy={sending.isPending}
            disabled={words.trim() === '' || !links.data}
            onClick={() => links.data && sending.mutate(links.data.version)}
          >
            {t('links.send')}
          </Button>
        )
      }
    >
      <div className="step">
        {sending.data ? (
          <>
            <Field
              label={t('links.path')}
              readOnly
              value={address}
              onFocus={(event) => event.target.select()}
            />
            <Button
              wide
              look="quiet"
              onClick={() => void navigator.clipboard.writeText(address).catch(() => undefined)}
            >
              {t('links.copy')}
            </Button>
          </>
        ) : (
          <>
            <TextArea
              label={t('links.words')}
              maxLength={2000}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <p className="quiet">{t('links.wordsHint')}</p>
            <p className="quiet">
              {t('links.then')} {again && t('links.thenAgain')}
            </p>
          </>
        )}
        {sending.error && (
          <Strip tone="warn">{t([`error.${code}`, 'error.other'], { code })}</Strip>
        )}
      </div>
    </Sheet>
  )
}
