import { Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { personContract, type PersonView } from '../../../contract/index.ts'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row, useFields } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { HoldingsOf } from '../posts/Holdings.tsx'
import { keys } from '../queries.ts'
import { PersonHelp } from './PersonHelp.tsx'

interface PersonSheetProps {
  person: PersonView | undefined
  onClose: () => void
  onRenew: () => void
}

const fieldOf = { 'people.login_name_taken': 'loginName' }

/** One person: who they are, which posts they hold, and how they sign in. */
export function PersonSheet({ person, onClose, onRenew }: PersonSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const [draft, setDraft] = useState(() => ({
    id: person?.id ?? newId(),
    name: person?.name ?? '',
    email: person?.email ?? '',
    loginName: person?.loginName ?? '',
    language: person?.language ?? ('zh-CN' as const),
    active: person?.active ?? true,
    /** Null while the number that is stored stays. */
    phone: person?.phone ? null : '',
  }))
  const set = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () => {
      const { phone, email, loginName, ...rest } = draft
      return call(personContract.savePerson, {
        body: {
          ...rest,
          email: email.trim() || null,
          loginName: loginName.trim() || null,
          ...(phone === null ? {} : { phone: phone.trim() || null }),
          baseVersion: person?.version ?? null,
        },
      })
    },
    { fieldOf, renews: [keys.persons, keys.posts], onSaved: onClose },
  )
  const f = useFields(saving.trouble)
  const mayChange = person === undefined || person.allowed.includes('change')
  const field = (name: 'name' | 'email' | 'loginName') => ({
    ...f.input(name),
    value: draft[name],
    disabled: !mayChange,
    onChange: (e: { target: { value: string } }) => set({ [name]: e.target.value }),
  })
  return (
    <EditSheet
      title={person?.name ?? t('persons.add')}
      verb={t(person ? 'form.save' : 'persons.addVerb')}
      closedBecause={mayChange ? undefined : t('persons.readOnly')}
      ready={draft.name.trim() !== ''}
      busy={saving.busy}
      trouble={saving.trouble}
      onSave={() => saving.save(undefined)}
      onClose={onClose}
      onRenew={onRenew}
      beside={
        person && (
          <>
            <HoldingsOf person={person} />
            <PersonHelp person={person} />
          </>
        )
      }
    >
      <Row {...f.row('name')} label={t('persons.name')}>
        <Input {...field('name')} maxLength={60} autoFocus={!person} autoComplete="off" />
      </Row>
      <Row {...f.row('phone')} label={t('column.phone')} hint={t('persons.phoneHint')}>
        <Input
          {...f.input('phone')}
          type="tel"
          autoComplete="off"
          disabled={!mayChange}
          value={draft.phone ?? ''}
          placeholder={draft.phone === null ? (person?.phone ?? '') : ''}
          onChange={(e) => set({ phone: e.target.value })}
        />
      </Row>
      <Row {...f.row('email')} label={t('column.email')}>
        <Input {...field('email')} type="email" autoComplete="off" />
      </Row>
      <Row {...f.row('loginName')} label={t('persons.loginName')} hint={t('persons.loginNameHint')}>
        <Input {...field('loginName')} autoCapitalize="none" autoComplete="off" maxLength={60} />
      </Row>
      <Row {...f.row('language')} label={t('persons.language')}>
        <Choices
          label={t('persons.language')}
          value={draft.language}
          values={['zh-CN', 'en'] as const}
          say={(value) => t(`language.${value}`)}
          onChange={(language) => set({ language })}
        />
      </Row>
      {person && (
        <Row {...f.row('active')} label={t('persons.active')} hint={t('persons.activeHint')}>
          <Switch
            id={f.input('active').id}
            checked={draft.active}
            disabled={!mayChange}
            onChange={(active) => set({ active })}
          />
        </Row>
      )}
    </EditSheet>
  )
}
