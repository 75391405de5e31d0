import { Button, Input, InputNumber } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import { signsContract, type SignSettings } from '../../../contract/index.ts'
import { Field } from '../parts.tsx'
import { useServicesChange } from '../queries.ts'

/** What drawings are checked against, and after how many working days silence counts. */
export function SignSettingsPart() {
  const { t } = useTranslation('services')
  const { data } = useQuery({
    queryKey: ['services', 'sign-settings'],
    queryFn: ({ signal }) => call(signsContract.readSignSettings, { signal }),
  })
  if (!data?.mayEdit) return null
  return (
    <details className="sign-settings">
      <summary>
        {t('sign.settings')} {data.preset && <span className="quiet">{t('settings.preset')}</span>}
      </summary>
      <Editor key={data.version} settings={data} />
    </details>
  )
}

function Editor({ settings }: { settings: SignSettings }) {
  const { t } = useTranslation('services')
  const id = useId()
  const [draft, setDraft] = useState(settings)
  const set = (change: Partial<SignSettings>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useServicesChange(({ preset, version, ...given }: SignSettings) =>
    call(signsContract.saveSignSettings, {
      body: { ...given, baseVersion: preset ? null : version },
    }),
  )
  const text = (name: 'guidance' | 'guidanceEn') => (
    <Field id={`${id}${name}`} label={t(`settings.${name}`)}>
      <Input.TextArea
        id={`${id}${name}`}
        rows={4}
        maxLength={4000}
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  )
  return (
    <>
      <Trouble error={saving.error} />
      <Field id={`${id}d`} label={t('sign.workingDays')} hint={t('sign.workingDaysHint')}>
        <InputNumber
          id={`${id}d`}
          min={1}
          max={60}
          precision={0}
          value={draft.workingDays}
          onChange={(workingDays) => set({ workingDays: workingDays ?? draft.workingDays })}
        />
      </Field>
      {text('guidance')}
      {text('guidanceEn')}
      <Items draft={draft} set={set} />
      <Button
        type="primary"
        loading={saving.isPending}
        disabled={draft.items.some((one) => one.label.trim() === '' || one.labelEn.trim() === '')}
        onClick={() => saving.mutate(draft)}
      >
        {t('save')}
      </Button>
    </>
  )
}

interface ItemsProps {
  draft: SignSettings
  set: (change: Partial<SignSettings>) => void
}

function Items({ draft, set }: ItemsProps) {
  const { t } = useTranslation('services')
  const item = (at: number, change: Partial<SignSettings['items'][number]>) =>
    set({ items: draft.items.map((one, n) => (n === at ? Object.assign({}, one, change) : one)) })
  return (
    <Field label={t('sign.items')}>
      {draft.items.map((one, at) => (
        <span key={one.key} className="sign-item-line">
          <Input
            aria-label={t('sign.item')}
            maxLength={200}
            value={one.label}
            onChange={(event) => item(at, { label: event.target.value })}
          />
          <Input
            aria-label={t('settings.labelEn')}
            maxLength={300}
            value={one.labelEn}
            onChange={(event) => item(at, { labelEn: event.target.value })}
          />
          <Button
            size="small"
            disabled={draft.items.length === 1}
            aria-label={`${t('remove')} ${one.label}`}
            onClick={() => set({ items: draft.items.filter((_, n) => n !== at) })}
          >
            {t('remove')}
          </Button>
        </span>
      ))}
      <Button
        size="small"
        disabled={draft.items.length >= 30}
        onClick={() =>
          set({ items: [...draft.items, { key: freeKey(draft), label: '', labelEn: '' }] })
        }
      >
        {t('sign.addItem')}
      </Button>
    </Field>
  )
}

function freeKey({ items }: SignSettings): string {
  for (let n = 1; ; n++) if (items.every((one) => one.key !== `item${n}`)) return `item${n}`
}
