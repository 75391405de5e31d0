import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { organisationKinds, staffContract, type OrganisationView } from '../../../contract/index.ts'
import { AreaChooser, OrganisationChooser } from '../form/choosers.tsx'
import { ActiveRow, orNull, TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'

interface SheetProps {
  organisation: OrganisationView | undefined
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.organisation_name_taken': 'name',
  'people.organisation_below_itself': 'parentId',
}

type Draft = Omit<OrganisationView, 'version'>
const blank = (): Draft => ({
  id: newId(),
  kind: 'department',
  name: '',
  shortName: '',
  parentId: null,
  areaCode: null,
  handlesCases: false,
  trade: null,
  phone: null,
  active: true,
})

/** One organisation: what it is, below whom and where, and whether cases can be dispatched to it. */
export function OrganisationSheet({ organisation, onClose, onRenew }: SheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const drafting = useDraft<Draft>(() => organisation ?? blank())
  const [draft] = drafting
  const saving = useSaving(
    () =>
      call(staffContract.saveOrganisation, {
        body: {
          ...draft,
          shortName: orNull(draft.shortName) ?? draft.name.trim().slice(0, 30),
          trade: orNull(draft.trade),
          phone: orNull(draft.phone),
          baseVersion: organisation?.version ?? null,
        },
      }),
    { fieldOf, renews: [keys.organisations, keys.posts], onSaved: onClose },
  )
  const may = verbs.has('people.edit')
  const form = useForm(drafting, saving.trouble, !may)
  return (
    <EditSheet
      title={organisation?.name ?? t('organisations.add')}
      verb={t(organisation ? 'form.save' : 'organisations.addVerb')}
      closedBecause={may ? undefined : t('persons.readOnly')}
      ready={draft.name.trim() !== ''}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
    >
      <Names form={form} isNew={!organisation} />
      <Where form={form} except={organisation?.id} />
      <div className="two">
        <TextRow form={form} name="trade" label={t('organisations.trade')} maxLength={40} />
        <TextRow form={form} name="phone" label={t('column.phone')} type="tel" maxLength={40} />
      </div>
      {organisation && <ActiveRow form={form} label={t('organisations.active')} />}
    </EditSheet>
  )
}

function Names({ form, isNew }: { form: Form<Draft>; isNew: boolean }) {
  const { t } = useTranslation('peopleConsole')
  return (
    <>
      <Row {...form.fields.row('kind')} label={t('column.kind')}>
        <Select
          {...form.fields.input('kind')}
          disabled={form.disabled}
          value={form.draft.kind}
          onChange={(kind: OrganisationView['kind']) => form.set({ kind })}
          options={organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Row>
      <TextRow
        form={form}
        name="name"
        label={t('organisations.name')}
        maxLength={80}
        autoFocus={isNew}
      />
      <TextRow
        form={form}
        name="shortName"
        label={t('organisations.shortName')}
        hint={t('organisations.shortNameHint')}
        maxLength={30}
      />
    </>
  )
}

/** Below whom it stands, where it is, and whether it takes tasks. */
function Where({ form, except }: { form: Form<Draft>; except: string | undefined }) {
  const { t } = useTranslation('peopleConsole')
  const { draft, set, disabled, fields } = form
  return (
    <>
      <Row {...fields.row('parentId')} label={t('organisations.parent')}>
        <OrganisationChooser
          {...fields.input('parentId')}
          clearable
          disabled={disabled}
          except={except}
          value={draft.parentId}
          onChange={(parentId) => set({ parentId })}
        />
      </Row>
      <Row {...fields.row('areaCode')} label={t('organisations.area')}>
        <AreaChooser
          {...fields.input('areaCode')}
          disabled={disabled}
          value={draft.areaCode === null ? [] : [draft.areaCode]}
          onChange={(codes) => set({ areaCode: codes.at(-1) ?? null })}
        />
      </Row>
      <Row
        {...fields.row('handlesCases')}
        label={t('column.unit')}
        hint={t('organisations.handlesHint')}
      >
        <Checkbox
          id={fields.input('handlesCases').id}
          disabled={disabled}
          checked={draft.handlesCases}
          onChange={(e) => set({ handlesCases: e.target.checked })}
        >
          {t('takesTasks')}
        </Checkbox>
      </Row>
    </>
  )
}
