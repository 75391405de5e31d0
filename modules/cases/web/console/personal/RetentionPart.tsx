import { Button, InputNumber, Switch } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as contract from '#modules/cases/contract/personal.ts'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { keys, useRetention, useSay } from './queries.ts'

type Rule = contract.Retention['rules'][number]

/** How long each class is kept and why; a run is counted before it is switched on. */
export function RetentionPart() {
  const { t } = useTranslation('personal')
  const retention = useRetention()
  return (
    <>
      <p className="quiet">{t('retention.how')}</p>
      <Answer of={retention} rows={5}>
        {({ rules, runs }) => (
          <>
            <ul className="personal-rules">
              {rules.map((rule) => (
                <OneRule key={`${rule.class}${rule.version}`} rule={rule} />
              ))}
            </ul>
            <h2>{t('retention.runs')}</h2>
            <Runs runs={runs} />
          </>
        )}
      </Answer>
    </>
  )
}

function OneRule({ rule }: { rule: Rule }) {
  const { t } = useTranslation('personal')
  const say = useSay()
  const client = useQueryClient()
  const [days, setDays] = useState(rule.days)
  const renew = () => void client.invalidateQueries({ queryKey: keys.retention })
  const count = useMutation({
    mutationFn: () => call(contract.tryRetention, { body: { class: rule.class, days } }),
    onSuccess: renew,
  })
  const save = useMutation({
    mutationFn: (running: boolean) =>
      call(contract.saveRetention, {
        body: {
          class: rule.class,
          days,
          running,
          baseVersion: rule.version < 0 ? null : rule.version,
        },
      }),
    onSuccess: renew,
  })
  const error = save.error ?? count.error
  const name = t(`class.${rule.class}`)
  return (
    <li aria-label={name}>
      <div>
        <b>{name}</b>
        <small>{t(`class.${rule.class}.why`)}</small>
      </div>
      <label>
        {t('retention.days')}
        <InputNumber
          min={rule.least}
          max={36_500}
          value={days}
          onChange={(value) => setDays(value ?? rule.days)}
        />
        <small>{t('retention.least', { count: rule.least })}</small>
      </label>
      <span className="personal-verbs">
        <Button loading={count.isPending} onClick={() => count.mutate()}>
          {t('retention.try')}
        </Button>
        {days !== rule.days && (
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(rule.running)}>
            {t('retention.save')}
          </Button>
        )}
        <Switch
          aria-label={t('retention.running', { name })}
          checked={rule.running}
          loading={save.isPending}
          onChange={(running) => save.mutate(running)}
        />
        <span>{t('retention.nightly')}</span>
      </span>
      {count.data && (
        <p role="status">
          {t('retention.counted', { found: count.data.found, kept: count.data.kept })}
        </p>
      )}
      {error && (
        <p className="personal-trouble" role="alert">
          {say(error)}
        </p>
      )}
    </li>
  )
}

function Runs({ runs }: { runs: contract.Retention['runs'] }) {
  const { t } = useTranslation('personal')
  const time = useTime()
  if (runs.length === 0) return <p className="quiet">{t('retention.noRuns')}</p>
  return (
    <ol className="personal-runs">
      {runs.map((run) => (
        <li key={run.id}>
          <time dateTime={run.at}>{time.at(run.at)}</time>
          <span>{t(`class.${run.class}`)}</span>
          <span>
            {t(run.dry ? 'retention.dry' : 'retention.done', {
              found: run.found,
              done: run.done,
              kept: run.kept,
            })}
          </span>
          <small>{run.by}</small>
        </li>
      ))}
    </ol>
  )
}
