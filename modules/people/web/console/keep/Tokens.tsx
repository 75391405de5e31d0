import { Button, Input, InputNumber } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { clientContract } from '../../../contract/index.ts'
import type { ClientView } from '../../../contract/clients.ts'
import { LONGEST_TOKEN_DAYS } from '../../../domain/api-client.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'

/** The tokens of a program. A new one is shown once; the old ones go on until they are revoked. */
export function Tokens({ client }: { client: ClientView }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const queries = useQueryClient()
  const say = useSayTrouble()
  const id = useId()
  const [days, setDays] = useState(180)
  const [revoking, setRevoking] = useState<string | null>(null)
  const renew = () => {
    setRevoking(null)
    void queries.invalidateQueries({ queryKey: keys.clients })
  }
  const make = useMutation({
    mutationFn: () =>
      call(clientContract.makeToken, { params: { clientId: client.id }, body: { days } }),
    onSuccess: renew,
  })
  const revoke = useMutation({
    mutationFn: (tokenId: string) => call(clientContract.revokeToken, { params: { tokenId } }),
    onSettled: renew,
  })
  const trouble = make.error ?? revoke.error
  return (
    <section className="sheet-part">
      <h3>{t('tokens.title')}</h3>
      {trouble && (
        <p className="sheet-trouble" role="alert">
          {say(trouble)}
        </p>
      )}
      {make.data && (
        <div className="slip" role="status">
          <p>{t('tokens.once')}</p>
          <Input
            readOnly
            className="code"
            aria-label={t('tokens.token')}
            value={make.data.token}
            onFocus={(e) => e.target.select()}
          />
          <small className="code">Authorization: Bearer …</small>
        </div>
      )}
      {client.tokens.length > 0 && (
        <ul className="sessions">
          {client.tokens.map((token) => (
            <li key={token.id} data-off={token.state !== 'valid'}>
              <span>
                <b>{t(`tokens.${token.state}Word`)}</b>{' '}
                {t('tokens.until', { at: time.day(token.expiresAt) })}
                <small>
                  {t('tokens.made', { at: time.at(token.createdAt) })}
                  {' · '}
                  {token.usedAt === null
                    ? t('tokens.unused')
                    : t('tokens.used', { at: time.at(token.usedAt) })}
                </small>
              </span>
              {token.state === 'valid' && (
                <Button size="small" danger onClick={() => setRevoking(token.id)}>
                  {t('tokens.revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {client.active && (
        <div className="sheet-verbs">
          <label htmlFor={id}>{t('tokens.days')}</label>
          <InputNumber
            id={id}
            min={1}
            max={LONGEST_TOKEN_DAYS}
            value={days}
            onChange={(n) => n !== null && setDays(n)}
          />
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t('tokens.make')}
          </Button>
        </div>
      )}
      <Confirm
        open={revoking !== null}
        danger
        title={t('tokens.revoke')}
        consequences={[t('tokens.revokeThen', { name: client.name })]}
        verb={t('tokens.revoke')}
        busy={revoke.isPending}
        onConfirm={() => revoking !== null && revoke.mutate(revoking)}
        onClose={() => setRevoking(null)}
      />
    </section>
  )
}
