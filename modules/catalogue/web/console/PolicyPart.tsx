import { Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import {
  itemClasses,
  listPolicies,
  readPolicy,
  urgencies,
  type PolicyView,
} from '../../contract/index.ts'
import { limitWords } from './limit-words.ts'

const stages = ['receive', 'verify', 'dispatch', 'accept', 'inspect'] as const

/** All limits of one version together; an older version can be read, and binds the clocks it bound. */
export function PolicyPart() {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  const [address, setAddress] = useAddress()
  const asked = Number(address['version'] ?? 0)
  const policies = useQuery({
    queryKey: ['catalogue', 'policies'],
    queryFn: ({ signal }) => call(listPolicies, { signal }),
  })
  const older = useQuery({
    queryKey: ['catalogue', 'policies', asked],
    queryFn: ({ signal }) => call(readPolicy, { params: { version: asked }, signal }),
    enabled: asked > 0,
  })
  return (
    <Answer of={policies}>
      {({ current, versions }) => (
        <>
          <p className="quiet">{t('policy.how')}</p>
          <Select
            aria-label={t('policy.version')}
            value={asked || current.version}
            onChange={(v) => setAddress({ version: v === current.version ? undefined : String(v) })}
            popupMatchSelectWidth={false}
            options={versions.map((v) => ({
              value: v.version,
              label: `${t('version', { version: v.version })} · ${time.day(v.madeAt)} · ${v.reason}`,
            }))}
          />
          <Limits policy={asked > 0 && older.data ? older.data : current} />
        </>
      )}
    </Answer>
  )
}

function Limits({ policy }: { policy: PolicyView }) {
  const { t } = useTranslation('catalogueConsole')
  const { desk, handling, own } = policy.limits
  const rows = [
    ...stages.map((s) => ({ key: s, name: t(`stage.${s}`), limits: desk[s] })),
    ...[...itemClasses, 'other' as const].map((c) => ({
      key: c,
      name: t('policy.handling', { class: t(`class.${c}`) }),
      limits: handling[c],
    })),
  ]
  return (
    <>
      <div className="scroll">
        <table className="limits">
          <thead>
            <tr>
              <th scope="col">{t('policy.stage')}</th>
              {urgencies.map((u) => (
                <th key={u} scope="col">
                  {t(`urgency.${u}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => (
              <tr key={r.key}>
                <th scope="row">{r.name}</th>
                {urgencies.map((u) => (
                  <td key={u}>{limitWords(r.limits[u], t)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{t('policy.own')}</h2>
      <ul className="own-limits">
        {Object.entries(own).map(([key, limits]) => (
          <li key={key}>
            <span className="code">{key.split('/')[1]}</span>
            {Object.entries(limits).map(([stage, limit]) => (
              <span key={stage}>
                {t(`stage.${stage}`)} {limitWords(limit, t)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  )
}
