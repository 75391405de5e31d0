import { Button, Input, InputNumber } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import type { ClientView } from '../../../contract/clients.ts'
import { clientContract } from '../../../contract/index.ts'
import { LONGEST_TOKEN_DAYS } from '../../../domain/api-client.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'

type Token = ClientView['tokens'][number]

/** The tokens of a program. A new one is shown once; the old ones go on until they are revoked. */
export function Tokens({ client }: { client: ClientView }) {
  const { t } = useTranslation('peopleConsole')
  const queries = useQueryClient()
  const say = useSayTrouble()
  const [revoking, setRevoking] = useState<string | null>(null)
  const revoke = useMutation({
    mutationFn: (tokenId: string) => call(clientContract.revokeToken, { params: { tokenId } }),
    onSettled: () => {
      setRevoking(null)
      void queries.invalidateQueries({ queryKey: keys.clients })
    },
  })
  return (
    <section className="sheet-part">
      <h3>{t('tokens.title')}</h3>
      {revoke.error && (
        <p className="sheet-trouble" role="alert">
          {say(revoke.error)}
        </p>
      )}
      {client.tokens.length > 0 && (
        <ul className="sessions">
          {client.tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token.id)} />
          ))}
        </ul>
      )}
      {client.active && <NewToken clientId={client.id} />}
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

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  return (
    <li data-off={token.state !== 'valid'}>
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
        <Button size="small" danger onClick={onRevoke}>
          {t('tokens.revoke')}
        </Button>
      )}
    </li>
  )
}

/** Makes a token and shows it: here, now, and never again. */
function NewToken({ clientId }: { clientId: string }) {
  const { t } = useTranslation('peopleConsole')
  const queries = useQueryClient()
  const say = useSayTrouble()
  const id = useId()
  const [days, setDays] = useState(180)
  const make = useMutation({
    mutationFn: () => call(clientContract.makeToken, { params: { clientId }, body: { days } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keys.clients }),
  })
  return (
    <>
      {make.error && (
        <p className="sheet-trouble" role="alert">
          {say(make.error)}
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
          <small className="code">{`Authorization: Bearer ${make.data.token.slice(0, 6)}…`}</small>
        </div>
      )}
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
    </>
  )
}
