import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { signInContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Button, Sheet, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import { forgetSeen } from './last-seen.ts'
import { box, useOutbox, whoWasHere, wipeOutbox } from './outbox/outbox.ts'
import { hasUnderWay, wipeUnderWay } from './under-way.ts'
import { ExportButton } from '../phone/outbox/OutboxStrip.tsx'

/** The phone forgets unsent work at sign-out only once it is sent or exported. */
export function SignOut() {
  const { t } = useSpeech()
  const { works } = useOutbox()
  const [open, setOpen] = useState(false)
  const [underWay, setUnderWay] = useState(false)
  const unsafe = works.filter((w) => w.exportedAt === null).length
  const leaving = useMutation({
    mutationFn: async (wipe: boolean) => {
      const personId = whoWasHere()?.personId
      if (wipe && !(await wipeOutbox())) return
      if (wipe && personId !== undefined) await wipeUnderWay(personId)
      const ended = await call(signInContract.signOut, {})
      await forgetSeen()
      location.assign(ended.location ?? '/sign-in')
    },
  })
  const ask = async () => {
    const begun = await hasUnderWay()
    setUnderWay(begun)
    if (works.length === 0 && !begun) leaving.mutate(true)
    else setOpen(true)
  }
  return (
    <>
      <button type="button" className="text-button" onClick={() => void ask()}>
        {t('out.verb')}
      </button>
      {leaving.error && <Strip tone="warn">{t('out.failed')}</Strip>}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('out.title')}>
        <div className="step">
          {works.length > 0 && (
            <p>{t(unsafe > 0 ? 'out.unsent' : 'out.exported', { count: works.length })}</p>
          )}
          {underWay && <p>{t('out.underWay')}</p>}
          {unsafe > 0 && <ExportButton box={box} />}
          {(unsafe > 0 || underWay) && (
            <Button look="quiet" onClick={() => leaving.mutate(false)}>
              {t('out.keep')}
            </Button>
          )}
          {unsafe === 0 && (
            <Button look="danger" busy={leaving.isPending} onClick={() => leaving.mutate(true)}>
              {t('out.wipe')}
            </Button>
          )}
        </div>
      </Sheet>
    </>
  )
}
