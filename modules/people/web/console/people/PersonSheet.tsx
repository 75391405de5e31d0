import { useTranslation } from 'react-i18next'
import { Choices } from '#platform/web/console/Choices.tsx'
import { newId } from '#platform/web/new-id.ts'
import { personContract, type PersonView } from '../../../contract/index.ts'
import { ActiveRow, orNull, pick, TextRow, useDraft, useForm } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { PhoneRow } from '../form/PhoneRow.tsx'
import { call, useSaving } from '../form/saving.ts'
import { HoldingsOf } from '../posts/Holdings.tsx'
import { keys } from '../queries.ts'
import { PersonHelp } from './PersonHelp.tsx'

interface PersonSheetProps {
  person: PersonView | undefined
  onSaved: (saved: PersonView) => void
  onClose: () => void
  onRenew: () => void
}

const fieldOf = { 'people.login_name_taken': 'loginName' }

const kept = ['id', 'name', 'email', 'wecomId', 'loginName', 'language', 'active'] as const
type Draft = Pick<PersonView, (typeof kept)[number]> & {
  /** Null while the number that is stored stays. */
  phone: string | null
}
const blank = (): Draft => ({
  id: newId(),
  name: '',
  email: null,
  wecomId: null,
  loginName: null,
  language: 'zh-CN',
  active: true,
  phone: '',
})

/** One person: who they are, which posts they hold, and how they sign in. */
export function PersonSheet({ person, onSaved, onClose, onRenew }: PersonSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const drafting = useDraft<Draft>(() =>
    person ? { ...pick(person, kept), phone: person.phone === null ? '' : null } : blank(),
  )
  const [draft, set] = drafting
  const saving = useSaving(
    () => {
      const { phone, ...rest } = draft
      return call(personContract.savePerson, {
        body: {
          ...rest,
          email: orNull(draft.email),
          wecomId: orNull(draft.wecomId),
          loginName: orNull(draft.loginName),
          ...(phone === null ? {} : { phone: orNull(phone) }),
          baseVersion: person?.version ?? null,
        },
      })
    },
    { fieldOf, renews: [keys.persons, keys.posts], onSaved },
  )
  const mayChange = person === undefined || person.allowed.includes('change')
  const form = useForm(drafting, saving.trouble, !mayChange)
  return (
    <EditSheet
      title={person?.name ?? t('persons.add')}
      verb={t(person ? 'form.save' : 'persons.addVerb')}
      closedBecause={mayChange ? undefined : t('persons.readOnly')}
      ready={draft.name.trim() !== ''}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
      beside={person && <Beside person={person} />}
    >
      <TextRow
        form={form}
        name="name"
        label={t('persons.name')}
        maxLength={60}
        autoFocus={!person}
        autoComplete="off"
      />
      <PhoneRow form={form} stored={person?.phone ?? null} autoComplete="off" />
      <TextRow form={form} name="email" label={t('column.email')} type="email" autoComplete="off" />
      <TextRow
        form={form}
        name="wecomId"
        label={t('persons.wecomId')}
        hint={t('persons.wecomIdHint')}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={64}
      />
      <TextRow
        form={form}
        name="loginName"
        label={t('persons.loginName')}
        hint={t('persons.loginNameHint')}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={60}
      />
      <Row {...form.fields.row('language')} label={t('persons.language')}>
        <Choices
          label={t('persons.language')}
          value={draft.language}
          values={['zh-CN', 'en'] as const}
          say={(value) => t(`language.${value}`)}
          onChange={(language) => set({ language })}
        />
      </Row>
      {person && (
        <ActiveRow form={form} label={t('persons.active')} hint={t('persons.activeHint')} />
      )}
    </EditSheet>
  )
}

function Beside({ person }: { person: PersonView }) {
  return (
    <>
      <HoldingsOf person={person} />
      <PersonHelp person={person} />
    </>
  )
}
