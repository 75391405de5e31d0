import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { peopleSheets, type OrganisationView } from '../../../contract/index.ts'
import { useOpened } from '../form/opened.ts'
import { keys, useAreaNames, useOrganisations } from '../queries.ts'
import { OrganisationSheet } from './OrganisationSheet.tsx'

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
        <SheetTools
          sheet={peopleSheets.organisations}
          what={t('part.organisations')}
          may={verbs.has('people.edit')}
          queryKey={keys.organisations}
        />
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
