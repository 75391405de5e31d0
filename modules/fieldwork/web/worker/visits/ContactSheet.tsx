import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble, useSpeech } from '#modules/cases/web/index.ts'
import { registerContract, type SubjectPage } from '#modules/subjects/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Button, Field, Sheet } from '#platform/web/kit/index.ts'

/** Name and telephone of whom one calls on; each look needs a reason and is written down. */
export function ContactSheet({ page }: { page: SubjectPage }) {
  const { t } = useSpeech()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const look = useMutation({
    mutationFn: () =>
      call(registerContract.seeContact, {
        params: { subjectId: page.id },
        body: { fields: ['name', 'phone'], reason: reason.trim() },
      }),
  })
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {[t('contact.look'), page.phone].filter(Boolean).join(' ')}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('contact.look')}>
        <div className="step">
          {look.data ? (
            <p className="door-contact">
              {look.data.name}{' '}
              {look.data.phone !== null && <a href={`tel:${look.data.phone}`}>{look.data.phone}</a>}
            </p>
          ) : (
            <>
              <Field
                label={t('contact.reason')}
                hint={t('contact.logged')}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              {look.error && <ActTrouble error={look.error} />}
              <Button
                wide
                busy={look.isPending}
                disabled={reason.trim() === ''}
                onClick={() => look.mutate()}
              >
                {t('contact.look')}
              </Button>
            </>
          )}
        </div>
      </Sheet>
    </>
  )
}
