import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takePersonalRequest } from '#modules/cases/contract/personal.ts'
import { requestKinds, type RequestKind } from '#modules/cases/domain/personal.ts'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { newId } from '#platform/web/new-id.ts'
import { useSay, useStep } from './queries.ts'

/** At the desk or on the telephone: what is asked, by whom, and the number to look under. */
export function TakeRequest(props: { onClose: () => void; onTaken: (id: string) => void }) {
  const { t } = useTranslation('personal')
  const say = useSay()
  const [draft, setDraft] = useState(() => ({
    id: newId(),
    kind: 'see' as RequestKind,
    name: '',
    phone: '',
    words: '',
  }))
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const take = useStep(
    () => call(takePersonalRequest, { body: draft }),
    () => props.onTaken(draft.id),
  )
  const ready = draft.name.trim() !== '' && /^[0-9+ -]{5,20}$/.test(draft.phone.trim())
  return (
    <Drawer
      open
      size="min(560px, 100vw)"
      title={t('take')}
      onClose={props.onClose}
      closable={{ 'aria-label': t('leave') }}
    >
      <form
        className="personal-form"
        noValidate
        aria-label={t('take')}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !take.isPending) take.mutate(undefined)
        }}
      >
        {take.error && (
          <p className="personal-trouble" role="alert">
            {say(take.error)}
          </p>
        )}
        <Choices
          label={t('kind')}
          value={draft.kind}
          values={requestKinds}
          say={(kind) => t(`kind.${kind}`)}
          onChange={(kind) => set({ kind })}
          look="list"
        />
        <Asked draft={draft} set={set} />
        <p>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={take.isPending}>
            {t('takeVerb')}
          </Button>
        </p>
      </form>
    </Drawer>
  )
}

interface AskedProps {
  draft: { name: string; phone: string; words: string }
  set: (change: Partial<AskedProps['draft']>) => void
}

function Asked({ draft, set }: AskedProps) {
  const { t } = useTranslation('personal')
  return (
    <>
      <label>
        {t('name')}
        <Input
          value={draft.name}
          maxLength={40}
          onChange={(event) => set({ name: event.target.value })}
        />
      </label>
      <label>
        {t('phone')}
        <Input
          value={draft.phone}
          maxLength={20}
          inputMode="tel"
          onChange={(event) => set({ phone: event.target.value })}
        />
        <small>{t('phoneWhy')}</small>
      </label>
      <label>
        {t('words')}
        <Input.TextArea
          value={draft.words}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => set({ words: event.target.value })}
        />
      </label>
    </>
  )
}
