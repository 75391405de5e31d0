import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call, CallError } from '#platform/web/call.ts'
import { Button, Field, Strip } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import { eventsContract as contract, type PublicEvent } from '../../contract/index.ts'
import { CONSENT } from '../../domain/events.ts'
import type { Which } from './EventPublicPage.tsx'
import { usePublicWords } from './words.ts'

/** What was said no to, in words of this page. */
export function useRefusal(): (error: unknown) => string {
  const { t, i18n } = usePublicWords()
  return (error) => {
    const code = error instanceof CallError ? error.code : ''
    return i18n.exists(`outreach-public:refusal.${code}`) ? t(`refusal.${code}`) : t('refusal')
  }
}

/** Name, telephone, how many come, and the sentence one agrees to. */
export function SignUpPart({ which, event }: { which: Which; event: PublicEvent }) {
  const { t } = usePublicWords()
  const refusal = useRefusal()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [people, setPeople] = useState(1)
  const [agreed, setAgreed] = useState(false)
  const [pressed, setPressed] = useState(false)
  const sending = useMutation({
    mutationFn: () =>
      call(contract.signUp, {
        params: which,
        body: { id, name: name.trim(), phone: phone.trim(), people, consent: CONSENT },
      }),
    onSuccess: (own) => {
      void client.invalidateQueries({ queryKey: ['public event'] })
      // The address is the own link from now on: it can be kept and opened again.
      void navigate({
        href: `/${which.districtId}/events/${which.code}?own=${own.id}.${own.key}`,
        replace: true,
      })
    },
  })
  const missing = missingIn({ name, phone, agreed })
  return (
    <form
      className="step"
      aria-label={t('event.signUp')}
      onSubmit={(submitted) => {
        submitted.preventDefault()
        setPressed(true)
        if (missing === null) sending.mutate()
      }}
    >
      <h2>{t('event.signUp')}</h2>
      <Field
        label={t('event.name')}
        autoComplete="name"
        maxLength={40}
        value={name}
        onChange={(change) => setName(change.target.value)}
      />
      <Field
        label={t('event.phone')}
        hint={t('event.phoneWhy')}
        type="tel"
        autoComplete="tel"
        maxLength={20}
        value={phone}
        onChange={(change) => setPhone(change.target.value)}
      />
      <label className="leaflet-people">
        <span>{t('event.people')}</span>
        <select value={people} onChange={(change) => setPeople(Number(change.target.value))}>
          {Array.from({ length: 9 }, (_, n) => (
            <option key={n} value={n + 1}>
              {n + 1}
            </option>
          ))}
        </select>
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={agreed}
          onChange={(change) => setAgreed(change.target.checked)}
        />
        <span>{t(`consent.${CONSENT}`, { days: event.keepDays })}</span>
      </label>
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      {sending.error && <Strip tone="danger">{refusal(sending.error)}</Strip>}
      <Button wide type="submit" busy={sending.isPending}>
        {event.seatsLeft === 0 || event.waits ? t('event.wait') : t('event.send')}
      </Button>
    </form>
  )
}

/** What still has to be given, as the key of the words that say so. */
export function missingIn(given: { name: string; phone: string; agreed: boolean }): string | null {
  if (given.name.trim() === '') return 'need.name'
  if (!/^\+?\d{7,15}$/.test(given.phone.replaceAll(/[\s-]/g, ''))) return 'need.phone'
  return given.agreed ? null : 'need.consent'
}
