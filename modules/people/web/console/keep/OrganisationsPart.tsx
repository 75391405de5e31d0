import { Button, Checkbox, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import { organisationKinds, staffContract, type OrganisationView } from '../../../contract/index.ts'
import { AreaChooser, OrganisationChooser } from '../form/choosers.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row, useFields } from '../form/fields.tsx'
import { useOpened } from '../form/opened.ts'
import { call, useSaving } from '../form/saving.ts'
import { keys, useAreaNames, useOrganisations } from '../queries.ts'

/** Bodies that people belong to, each below its superior; those that take tasks are units. */
export function OrganisationsPart() {
  const { t } = useTranslation('peopleConsole')
  const [address, setAddress] = useAddress()
  const { verbs } = useConsoleSetting()
  const organisations = useOrganisations()
  const opened = useOpened(organisations.data, (o) => o.id, organisations.refetch)
  const q = address['q'] ?? ''
  return (
    <>
      <div className="filters">
        <Input.Search
          allowClear
          key={q}
          defaultValue={q}
          aria-label={t('organisations.search')}
          placeholder={t('organisations.search')}
          onSearch={(text) => setAddress({ q: text.trim() })}
        />
        {verbs.has('people.edit') && (
          <Button type="primary" onClick={() => opened.open('new')}>
            {t('organisations.add')}
          </Button>
        )}
      </div>
      <Answer of={organisations} rows={10}>
        {(rows) => <OrganisationRows rows={rows} q={q} onOpen={opened.open} />}
      </Answer>
      {opened.isOpen && (
        <OrganisationSheet
          key={opened.key}
          organisation={opened.row}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}

interface RowsProps {
  rows: readonly OrganisationView[]
  q: string
  onOpen: (id: string) => void
}

function OrganisationRows({ rows, q, onOpen }: RowsProps) {
  const { t } = useTranslation('peopleConsole')
  const areaNames = useAreaNames()
  const nameOf = new Map(rows.map((o) => [o.id, o.shortName]))
  const found = rows.filter((o) => `${o.name} ${o.shortName}`.includes(q))
  if (found.length === 0)
    return (
      <Empty
        title={t(q ? 'organisations.noneLike' : 'organisations.none')}
        words={t(q ? 'persons.noneLikeWords' : 'organisations.noneWords')}
      />
    )
  return (
    <ul className="rows">
      {found.map((o) => (
        <li key={o.id} data-off={!o.active}>
          <span>
            <button type="button" className="row-name" onClick={() => onOpen(o.id)}>
              {o.name}
            </button>
            <small>{t(`kind.${o.kind}`)}</small>
          </span>
          <span>{o.handlesCases && t('takesTasks')}</span>
          <small>
            {[
              ...(o.parentId === null
                ? []
                : [t('organisations.below', { name: nameOf.get(o.parentId) ?? '' })]),
              ...(o.areaCode === null ? [] : areaNames([o.areaCode])),
            ].join(' · ')}
          </small>
          <small className="row-end">{o.active ? o.phone : t('inactive')}</small>
        </li>
      ))}
    </ul>
  )
}

interface SheetProps {
  organisation: OrganisationView | undefined
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.organisation_name_taken': 'name',
  'people.organisation_below_itself': 'parentId',
}
const blank: Omit<OrganisationView, 'id' | 'version'> = {
  kind: 'department',
  name: '',
  shortName: '',
  parentId: null,
  areaCode: null,
  handlesCases: false,
  trade: null,
  phone: null,
  active: true,
}

function OrganisationSheet({ organisation, onClose, onRenew }: SheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const [draft, setDraft] = useState(() => organisation ?? { ...blank, id: newId(), version: 0 })
  const set = (change: Partial<OrganisationView>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () => {
      const { version: _, ...fields } = draft
      return call(staffContract.saveOrganisation, {
        body: {
          ...fields,
          shortName: draft.shortName.trim() || draft.name.trim().slice(0, 30),
          trade: draft.trade?.trim() || null,
          phone: draft.phone?.trim() || null,
          baseVersion: organisation?.version ?? null,
        },
      })
    },
    { fieldOf, renews: [keys.organisations, keys.posts], onSaved: onClose },
  )
  const f = useFields(saving.trouble)
  const disabled = !verbs.has('people.edit')
  const text = (name: 'name' | 'shortName' | 'trade' | 'phone') => ({
    ...f.input(name),
    disabled,
    value: draft[name] ?? '',
    onChange: (e: { target: { value: string } }) => set({ [name]: e.target.value }),
  })
  return (
    <EditSheet
      title={organisation?.name ?? t('organisations.add')}
      verb={t(organisation ? 'form.save' : 'organisations.addVerb')}
      closedBecause={disabled ? t('persons.readOnly') : undefined}
      ready={draft.name.trim() !== ''}
      busy={saving.busy}
      trouble={saving.trouble}
      onSave={() => saving.save(undefined)}
      onClose={onClose}
      onRenew={onRenew}
    >
      <Row {...f.row('kind')} label={t('column.kind')}>
        <Select
          {...f.input('kind')}
          disabled={disabled}
          value={draft.kind}
          onChange={(kind: OrganisationView['kind']) => set({ kind })}
          options={organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Row>
      <Row {...f.row('name')} label={t('organisations.name')}>
        <Input {...text('name')} maxLength={80} autoFocus={!organisation} />
      </Row>
      <Row
        {...f.row('shortName')}
        label={t('organisations.shortName')}
        hint={t('organisations.shortNameHint')}
      >
        <Input {...text('shortName')} maxLength={30} />
      </Row>
      <Row {...f.row('parentId')} label={t('organisations.parent')}>
        <OrganisationChooser
          {...f.input('parentId')}
          clearable
          disabled={disabled}
          except={organisation?.id}
          value={draft.parentId}
          onChange={(parentId) => set({ parentId })}
        />
      </Row>
      <Row {...f.row('areaCode')} label={t('organisations.area')}>
        <AreaChooser
          {...f.input('areaCode')}
          disabled={disabled}
          value={draft.areaCode === null ? [] : [draft.areaCode]}
          onChange={(codes) => set({ areaCode: codes.at(-1) ?? null })}
        />
      </Row>
      <Row
        {...f.row('handlesCases')}
        label={t('column.unit')}
        hint={t('organisations.handlesHint')}
      >
        <Checkbox
          id={f.input('handlesCases').id}
          disabled={disabled}
          checked={draft.handlesCases}
          onChange={(e) => set({ handlesCases: e.target.checked })}
        >
          {t('takesTasks')}
        </Checkbox>
      </Row>
      <div className="two">
        <Row {...f.row('trade')} label={t('organisations.trade')}>
          <Input {...text('trade')} maxLength={40} />
        </Row>
        <Row {...f.row('phone')} label={t('column.phone')}>
          <Input {...text('phone')} type="tel" maxLength={40} />
        </Row>
      </div>
      {organisation && (
        <Row {...f.row('active')} label={t('organisations.active')}>
          <Switch
            id={f.input('active').id}
            disabled={disabled}
            checked={draft.active}
            onChange={(active) => set({ active })}
          />
        </Row>
      )}
    </EditSheet>
  )
}
