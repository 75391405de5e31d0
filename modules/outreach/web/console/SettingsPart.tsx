import { Button, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import type { Output } from '#platform/web/console/say.ts'
import { Answer } from '#platform/web/console/states.tsx'
import { Field, Trouble } from '#platform/web/console/Dialog.tsx'
import { questionsContract as contract } from '../../contract/index.ts'
import { useOutreachChange, useOutreachSettings } from './queries.ts'

type Settings = Output<typeof contract.readSettings.reply>
const fields = ['keepDays', 'askedTimes', 'askedDays'] as const
const limits = { keepDays: [1, 730], askedTimes: [2, 99], askedDays: [1, 730] } as const

/** How long sign-ups are kept, and after how many askings a question comes back. */
export function SettingsPart() {
  const settings = useOutreachSettings()
  return (
    <Answer of={settings} rows={2}>
      {(now) => <Fields key={now.version} now={now} />}
    </Answer>
  )
}

function Fields({ now }: { now: Settings }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [draft, setDraft] = useState({
    keepDays: now.keepDays,
    askedTimes: now.askedTimes,
    askedDays: now.askedDays,
  })
  const save = useOutreachChange(() =>
    call(contract.saveSettings, { body: { ...draft, baseVersion: now.version } }),
  )
  return (
    <section aria-label={t('settings')}>
      <h2>{t('settings')}</h2>
      <Trouble error={save.error} />
      <div className="outreach-pair">
        {fields.map((name) => (
          <Field key={name} id={`${id}${name}`} label={t(`settings.${name}`)}>
            <InputNumber
              id={`${id}${name}`}
              min={limits[name][0]}
              max={limits[name][1]}
              precision={0}
              disabled={!now.mayEdit}
              value={draft[name]}
              onChange={(value) => setDraft({ ...draft, [name]: value ?? draft[name] })}
            />
          </Field>
        ))}
      </div>
      {now.mayEdit && (
        <Button loading={save.isPending} onClick={() => save.mutate(undefined)}>
          {t('save')}
        </Button>
      )}
    </section>
  )
}
