import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { signInContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Button, Sheet, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import { forgetSeen } from './last-seen.ts'
import { box, useOutbox, wipeOutbox } from './outbox/outbox.ts'
import { ExportButton } from '../phone/outbox/OutboxStrip.tsx'

/** The phone forgets unsent work at sign-out only once it is sent or exported. */
export function SignOut() {
  const { t } = useSpeech()
  const { works } = useOutbox()
  const [open, setOpen] = useState(false)
  const unsafe = works.filter((w) => w.exportedAt === null).length
  const leaving = useMutation({
    mutationFn: async (wipe: boolean) => {
      if (wipe && !(await wipeOutbox())) return
      const ended = await call(signInContract.signOut, {})
      await forgetSeen()
      location.assign(ended.location ?? '/sign-in')
    },
  })
  return (
    <>
      <button
        type="button"
        className="text-button"
        onClick={() => (works.length === 0 ? leaving.mutate(true) : setOpen(true))}
      >
        {t('out.verb')}
      </button>
      {leaving.error && <Strip tone="warn">{t('out.failed')}</Strip>}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('out.title')}>
        <div className="step">
          <p>{t(unsafe > 0 ? 'out.unsent' : 'out.exported', { count: works.length })}</p>
          {unsafe > 0 ? (
            <>
              <ExportButton box={box} />
              <Button look="quiet" onClick={() => leaving.mutate(false)}>
                {t('out.keep')}
              </Button>
            </>
          ) : (
            <Button look="danger" busy={leaving.isPending} onClick={() => leaving.mutate(true)}>
              {t('out.wipe')}
            </Button>
          )}
        </div>
      </Sheet>
    </>
  )
}
