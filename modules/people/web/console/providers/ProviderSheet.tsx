import { Button, Select, Switch } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { providerContract } from '../../../contract/index.ts'
import type { ProviderView } from '../../../contract/providers.ts'
import { issuerFits, matches, type Match } from '../../../domain/provider.ts'
import { ActiveRow, orNull, pick, TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'

interface ProviderSheetProps {
  provider: ProviderView | undefined
  onClose: () => void
  onRenew: () => void
}

const fieldOf = { 'people.provider_name_taken': 'name' }
const kept = [
  'id',
  'name',
  'issuer',
  'clientId',
  'scopes',
  'claim',
  'matches',
  'vouches',
  'endsThere',
  'active',
] as const
type Draft = Pick<ProviderView, (typeof kept)[number]> & { secret: string }

const blank = (): Draft => ({
  id: newId(),
  name: '',
  issuer: '',
  clientId: '',
  secret: '',
  scopes: 'openid phone',
  claim: 'phone_number',
  matches: 'phone',
  vouches: false,
  endsThere: false,
  active: true,
})

/** One provider: where it is, how we are known there, and by what it finds people here. */
export function ProviderSheet({ provider, onClose, onRenew }: ProviderSheetProps) {
  const { t } = useTranslation('access')
  const { t: common } = useTranslation('peopleConsole')
  const drafting = useDraft<Draft>(() =>
    provider ? { ...pick(provider, kept), secret: '' } : blank(),
  )
  const [draft] = drafting
  const saving = useSaving(
    () => {
      const { secret, ...fields } = draft
      const given = orNull(secret)
      return call(providerContract.saveProvider, {
        body: {
          ...fields,
          ...(given === null ? {} : { secret: given }),
          baseVersion: provider?.version ?? null,
        },
      })
    },
    { fieldOf, renews: [keys.providers], onSaved: onClose },
  )
  const form = useForm(drafting, saving.trouble)
  const filled = [draft.name, draft.clientId, draft.claim].every((text) => text.trim() !== '')
  return (
    <EditSheet
      title={provider?.name ?? t('providers.add')}
      verb={provider ? common('form.save') : t('providers.addVerb')}
      ready={filled && issuerFits(draft.issuer.trim())}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
      beside={provider && <Check provider={provider} />}
    >
      <TextRow
        form={form}
        name="name"
        label={t('providers.name')}
        hint={t('providers.nameHint')}
        maxLength={40}
      />
      <TextRow
        form={form}
        name="issuer"
        label={t('providers.issuer')}
        hint={t('providers.issuerHint')}
        type="url"
        maxLength={300}
      />
      <div className="two">
        <TextRow form={form} name="clientId" label={t('providers.clientId')} maxLength={200} />
        <TextRow
          form={form}
          name="secret"
          label={t('providers.secret')}
          hint={provider?.hasSecret === true ? t('providers.secretKept') : undefined}
          type="password"
          autoComplete="off"
          maxLength={500}
        />
      </div>
      <Finding form={form} />
      <SwitchRow form={form} name="vouches" />
      <SwitchRow form={form} name="endsThere" />
      {provider && (
        <ActiveRow form={form} label={t('providers.active')} hint={t('providers.activeHint')} />
      )}
    </EditSheet>
  )
}

/** What the provider tells, and what it is compared with here. */
function Finding({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation('access')
  const { fields, draft, set } = form
  return (
    <>
      <div className="two">
        <TextRow form={form} name="claim" label={t('providers.claim')} maxLength={60} />
        <Row {...fields.row('matches')} label={t('providers.matches')}>
          <Select
            {...fields.input('matches')}
            value={draft.matches}
            onChange={(value: Match) => set({ matches: value })}
            options={matches.map((value) => ({ value, label: t(`providers.match.${value}`) }))}
          />
        </Row>
      </div>
      <TextRow
        form={form}
        name="scopes"
        label={t('providers.scopes')}
        hint={t('providers.scopesHint')}
        maxLength={200}
      />
    </>
  )
}

function SwitchRow({ form, name }: { form: Form<Draft>; name: 'vouches' | 'endsThere' }) {
  const { t } = useTranslation('access')
  const { fields, draft, set } = form
  return (
    <Row {...fields.row(name)} label={t(`providers.${name}`)} hint={t(`providers.${name}Hint`)}>
      <Switch
        id={fields.input(name).id}
        checked={draft[name]}
        onChange={(on) => set({ [name]: on })}
      />
    </Row>
  )
}

/** Asks the provider now, as a sign-in does, before people stand at the door. */
function Check({ provider }: { provider: ProviderView }) {
  const { t } = useTranslation('access')
  const say = useSayTrouble()
  const check = useMutation({
    mutationFn: () => call(providerContract.checkProvider, { params: { providerId: provider.id } }),
  })
  return (
    <section className="sheet-part">
      <h3>{t('providers.check')}</h3>
      {check.error && (
        <p className="sheet-trouble" role="alert">
          {say(check.error)}
        </p>
      )}
      {check.data && (
        <p className="slip" role="status">
          {t(check.data.signsOut ? 'providers.answers' : 'providers.answersNoEnd')}
        </p>
      )}
      <Button loading={check.isPending} onClick={() => check.mutate()}>
        {t('providers.checkVerb')}
      </Button>
    </section>
  )
}
