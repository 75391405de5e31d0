import { Button, Drawer, InputNumber, Switch } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer } from '#platform/web/console/states.tsx'
import { rosterContract } from '../../../contract/index.ts'
import type { DutySettings } from '../../../contract/rosters.ts'
import { call } from '../form/saving.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'

type Settings = DutySettings & { version: number }

/** Rules of rest, approval of swaps, who hears first, and what the public boards show. */
export function SettingsSheet({
  inPage = false,
  onClose,
}: {
  inPage?: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('rosters')
  const settings = useQuery({
    queryKey: [...keys.rosters, 'settings'],
    queryFn: ({ signal }) => call(rosterContract.readDutySettings, { signal }),
  })
  const form = (
    <Answer of={settings} rows={4}>
      {(saved) => <Form key={saved.version} saved={saved} />}
    </Answer>
  )
  if (inPage)
    return (
      <section className="card">
        <h2>{t('settings')}</h2>
        {form}
      </section>
    )
  return (
    <Drawer
      open
      size="min(480px, 100vw)"
      title={t('settings')}
      onClose={onClose}
      closable={{ 'aria-label': t('close') }}
    >
      {form}
    </Drawer>
  )
}

const numbers = [
  ['restHours', 0, 24],
  ['daysInRow', 1, 14],
  ['weekHours', 8, 80],
] as const
const choices = ['swapsApproved', 'dutyFirst', 'boardNames', 'boardPhones'] as const

function Form({ saved: { version, ...before } }: { saved: Settings }) {
  const { t } = useTranslation('rosters')
  const client = useQueryClient()
  const say = useSayTrouble()
  const [draft, setDraft] = useState<DutySettings>(before)
  const save = useMutation({
    mutationFn: () =>
      call(rosterContract.saveDutySettings, { body: { ...draft, baseVersion: version } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rosters }),
  })
  return (
    <form
      aria-label={t('settings')}
      className="duty-settings"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <p className="quiet">{t('settings.lead')}</p>
      {numbers.map(([name, min, max]) => (
        <label key={name}>
          {t(`settings.${name}`)}
          <InputNumber
            {...{ min, max }}
            value={draft[name]}
            onChange={(value) => setDraft({ ...draft, [name]: value ?? before[name] })}
          />
        </label>
      ))}
      {choices.map((name) => (
        <label key={name}>
          {t(`settings.${name}`)}
          <Switch
            aria-label={t(`settings.${name}`)}
            checked={draft[name]}
            onChange={(value) => setDraft({ ...draft, [name]: value })}
          />
        </label>
      ))}
      {save.error && <p role="alert">{say(save.error)}</p>}
      {save.isSuccess && <p role="status">{t('settings.saved')}</p>}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('settings.save')}
      </Button>
    </form>
  )
}
