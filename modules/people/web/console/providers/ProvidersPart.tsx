import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { providerContract } from '../../../contract/index.ts'
import { useOpened } from '../form/opened.ts'
import { keys } from '../queries.ts'
import { ProviderSheet } from './ProviderSheet.tsx'

/** Single sign-on: where else people of this district may sign in. */
export function ProvidersPart() {
  const { t } = useTranslation('access')
  const { t: common } = useTranslation('peopleConsole')
  const asked = useQuery({
    queryKey: keys.providers,
    queryFn: ({ signal }) => call(providerContract.listProviders, { signal }),
  })
  const opened = useOpened(asked.data?.providers, (p) => p.id, asked.refetch)
  return (
    <>
      <p className="quiet">{t('providers.how')}</p>
      <div className="filters">
        <Button type="primary" onClick={() => opened.open('new')}>
          {t('providers.add')}
        </Button>
      </div>
      <Answer of={asked} rows={2}>
        {({ providers, redirectUri }) => (
          <>
            {providers.length === 0 ? (
              <Empty title={t('providers.none')} words={t('providers.noneWords')} />
            ) : (
              <ul className="rows">
                {providers.map((provider) => (
                  <li key={provider.id} data-off={!provider.active}>
                    <button
                      type="button"
                      className="row-name"
                      onClick={() => opened.open(provider.id)}
                    >
                      {provider.name}
                    </button>
                    <span>{provider.issuer}</span>
                    <small>
                      {t(`providers.by.${provider.matches}`, { claim: provider.claim })}
                    </small>
                    <small className="row-end">
                      {!provider.active && `${common('inactive')} · `}
                      {t('providers.people', { count: provider.people })}
                    </small>
                  </li>
                ))}
              </ul>
            )}
            <label className="field-row providers-back">
              <span>{t('providers.redirect')}</span>
              <Input readOnly value={redirectUri} onFocus={(e) => e.target.select()} />
              <small>{t('providers.redirectHint')}</small>
            </label>
          </>
        )}
      </Answer>
      {opened.isOpen && (
        <ProviderSheet
          key={opened.key}
          provider={opened.row}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}
