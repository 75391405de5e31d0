import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { useOpened } from '../form/opened.ts'
import { useKinds, useNamed } from '../queries.ts'
import { KindSheet } from './KindSheet.tsx'

/** What each kind of post may do, and how far it sees. */
export function KindsPart() {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { verbs } = useConsoleSetting()
  const kinds = useKinds()
  const named = useNamed()
  const opened = useOpened(kinds.data, (k) => k.code, kinds.refetch)
  return (
    <>
      <p className="quiet">{t('kinds.how')}</p>
      {verbs.has('people.grant') && (
        <div className="filters">
          <Button type="primary" onClick={() => opened.open('new')}>
            {t('kinds.add')}
          </Button>
        </div>
      )}
      <Answer of={kinds} rows={10}>
        {(rows) => (
          <ul className="rows">
            {rows.map((kind) => (
              <li key={kind.code}>
                <button type="button" className="row-name" onClick={() => opened.open(kind.code)}>
                  {named(kind)}
                </button>
                <span>{t('kinds.verbs', { count: kind.verbs.length })}</span>
                <small>{said(`reach.${kind.reach}`)}</small>
                <small className="row-end">
                  {t('kinds.posts', { count: kind.posts })}
                  {kind.own && <b> · {t('kinds.own')}</b>}
                </small>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {opened.isOpen && (
        <KindSheet
          key={opened.key}
          kind={opened.row}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}
