import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { ClientView } from '../../../contract/clients.ts'
import { useOpened } from '../form/opened.ts'
import { useAreaNames, useClients } from '../queries.ts'
import { ClientSheet } from './ClientSheet.tsx'

/** Programs of others that call the API with a token of their own. */
export function ClientsPart() {
  const { t } = useTranslation('peopleConsole')
  const clients = useClients()
  const opened = useOpened(clients.data, (c) => c.id, clients.refetch)
  return (
    <>
      <p className="quiet">{t('clients.how')}</p>
      <div className="filters">
        <Button type="primary" onClick={() => opened.open('new')}>
          {t('clients.add')}
        </Button>
      </div>
      <Answer of={clients} rows={4}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('clients.none')} words={t('clients.noneWords')} />
          ) : (
            <ul className="rows">
              {rows.map((client) => (
                <ClientRow key={client.id} client={client} onOpen={() => opened.open(client.id)} />
              ))}
            </ul>
          )
        }
      </Answer>
      {opened.isOpen && (
        <ClientSheet
          key={opened.key}
          client={opened.row}
          // Tokens are made and revoked while the sheet is open: they are those of now.
          tokens={clients.data?.find((c) => c.id === opened.row?.id)?.tokens ?? []}
          onSaved={(saved) => (opened.isNew ? opened.open(saved.id) : opened.close())}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}

function ClientRow({ client, onOpen }: { client: ClientView; onOpen: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const time = useTime()
  const areaNames = useAreaNames()
  const valid = client.tokens.filter((token) => token.state === 'valid')
  const used = client.tokens.flatMap((token) => token.usedAt ?? []).sort()
  return (
    <li data-off={!client.active}>
      <button type="button" className="row-name" onClick={onOpen}>
        {client.name}
      </button>
      <span>
        {client.verbs.map((verb) => said([`verb.${verb}`], { defaultValue: verb })).join(t('and'))}
      </span>
      <small>{areaNames(client.areas).join(t('and'))}</small>
      <small className="row-end">
        {!client.active && `${t('inactive')} · `}
        {valid.length === 0 ? (
          <b className="gap">{t('tokens.noneValid')}</b>
        ) : (
          t('tokens.valid', { count: valid.length })
        )}
        {' · '}
        {used.length > 0
          ? t('tokens.used', { at: time.at(used.at(-1) ?? '') })
          : t('tokens.unused')}
      </small>
    </li>
  )
}
