import { Button } from 'antd'
import type { QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { QrCode } from '#platform/web/QrCode.tsx'
import { secondFactorContract } from '../../../contract/index.ts'
import { TextRow, useDraft, useForm } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
import { useSaving } from '../form/saving.ts'

interface SetUpProps {
  hasPassword: boolean
  renews: readonly QueryKey[]
  onCodes: (codes: string[]) => void
}

/** First the password, then the picture for the app, then a code that proves it was read. */
export function SetUp({ hasPassword, renews, onCodes }: SetUpProps) {
  const { t } = useTranslation('access')
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null)
  const drafting = useDraft(() => ({ password: '' }))
  const [draft] = drafting
  const saving = useSaving(
    () => call(secondFactorContract.beginFactor, { body: { password: draft.password } }),
    { fieldOf: { 'people.password_wrong': 'password' }, renews: [], onSaved: setMade },
  )
  const form = useForm(drafting, saving.trouble)
  if (made) return <Prove made={made} renews={renews} onCodes={onCodes} />
  return (
    <form
      noValidate
      aria-label={t('factor.setUp')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) saving.save()
      }}
    >
      <TroubleStrip trouble={saving.trouble} />
      {hasPassword && (
        <TextRow
          form={form}
          name="password"
          label={t('factor.password')}
          hint={t('factor.passwordWhy')}
          type="password"
          autoComplete="current-password"
          maxLength={200}
        />
      )}
      <p className="sheet-verbs">
        <Button
          htmlType="submit"
          disabled={hasPassword && draft.password === ''}
          loading={saving.busy}
        >
          {t('factor.setUp')}
        </Button>
      </p>
    </form>
  )
}

function Prove(props: Omit<SetUpProps, 'hasPassword'> & { made: { secret: string; uri: string } }) {
  const { t } = useTranslation('access')
  const drafting = useDraft(() => ({ code: '' }))
  const [draft] = drafting
  const saving = useSaving(
    () => call(secondFactorContract.confirmFactor, { body: { code: draft.code } }),
    {
      fieldOf: { 'people.factor_wrong': 'code' },
      renews: props.renews,
      onSaved: ({ codes }) => props.onCodes(codes),
    },
  )
  const form = useForm(drafting, saving.trouble)
  return (
    <form
      noValidate
      className="factor-prove"
      aria-label={t('factor.confirm')}
      onSubmit={(event) => {
        event.preventDefault()
        if (draft.code.trim() !== '' && !saving.busy) saving.save()
      }}
    >
      <div className="factor-qr">
        <QrCode text={props.made.uri} label={t('factor.qr')} />
      </div>
      <ol>
        <li>{t('factor.step1')}</li>
        <li>
          {t('factor.step2')}
          <code>{props.made.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </li>
        <li>{t('factor.step3')}</li>
      </ol>
      <TroubleStrip trouble={saving.trouble} />
      <TextRow
        form={form}
        name="code"
        label={t('factor.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        autoFocus
      />
      <p className="sheet-verbs">
        <Button
          type="primary"
          htmlType="submit"
          disabled={draft.code.trim() === ''}
          loading={saving.busy}
        >
          {t('factor.confirm')}
        </Button>
      </p>
    </form>
  )
}
