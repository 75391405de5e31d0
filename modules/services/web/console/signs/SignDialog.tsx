import { Input, Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { call } from '#platform/web/call.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { SaveDialog } from '#platform/web/console/Dialog.tsx'
import { signsContract, type SignOrder, type SignView } from '../../../contract/index.ts'
import { noPictures, uploadTo } from '../../signs/pictures.ts'
import { Field } from '../parts.tsx'
import { useServicesChange } from '../queries.ts'
import { useHours } from '../bookings/say-hour.ts'

export type SignStep = 'ask' | 'file' | 'note' | 'withdraw'
type Check = SignView['checks'][number]

interface SignDialogProps {
  sign: SignView
  step: SignStep
  onClose: () => void
}

/** The list of the district, point by point, with what is asked or filed. */
export function SignDialog({ sign, step, onClose }: SignDialogProps) {
  const { t } = useTranslation('services')
  const id = useId()
  const { now } = useTime()
  const { date } = useHours()
  const tomorrow = dateOfDay(dayOfDate(date(new Date(now).toISOString())) + 1)
  const [words, setWords] = useState('')
  const [until, setUntil] = useState(dateOfDay(dayOfDate(tomorrow) + 6))
  const [pictures, setPictures] = useState(noPictures)
  const { districtId } = useConsoleSetting()
  const [upload] = useState(() => uploadTo(districtId))
  const [checks, setChecks] = useState<readonly Check[]>(sign.checks)
  const saving = useServicesChange((order: SignOrder) =>
    call(signsContract.moveSign, {
      params: { filingId: sign.id },
      body: { order, baseVersion: sign.version },
    }),
  )
  const orders: Record<SignStep, SignOrder> = {
    ask: { act: 'ask', words: words.trim(), until, checks: [...checks] },
    file: { act: 'file', words: words.trim(), checks: [...checks] },
    note: { act: 'note', words: words.trim(), photos: pictures.ids },
    withdraw: { act: 'withdraw', words: words.trim() },
  }
  return (
    <SaveDialog
      width={720}
      title={`${t(`sign.${step}`)} · ${sign.shop}`}
      verb={t(`sign.${step}`)}
      leave={t('leave')}
      danger={step === 'withdraw'}
      ready={(step === 'file' || words.trim() !== '') && pictures.pending === 0}
      saving={saving}
      onSave={() => saving.mutate(orders[step], { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{t(`sign.${step}.then`)}</p>
      {(step === 'ask' || step === 'file') && (
        <Checks sign={sign} checks={checks} onChange={setChecks} />
      )}
      {step === 'ask' && (
        <Field label={t('sign.until')}>
          <DayPicker label={t('sign.until')} value={until} min={tomorrow} onChange={setUntil} />
        </Field>
      )}
      <Field id={`${id}w`} label={t(`sign.${step}.words`)}>
        <Input.TextArea
          id={`${id}w`}
          rows={3}
          maxLength={1000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      {step === 'note' && (
        <PhotoPicker upload={upload} onChange={setPictures} label={t('sign.seen')} />
      )}
    </SaveDialog>
  )
}

interface ChecksProps {
  sign: SignView
  checks: readonly Check[]
  onChange: (checks: readonly Check[]) => void
}

function Checks({ sign, checks, onChange }: ChecksProps) {
  const { t } = useTranslation('services')
  const { language } = useTime()
  const set = (key: string, change: Partial<Check>) => {
    const before = checks.find((check) => check.key === key) ?? { key, ok: true, words: '' }
    onChange([...checks.filter((check) => check.key !== key), { ...before, ...change }])
  }
  return (
    <ul className="sign-checks">
      {sign.items.map((item) => {
        const check = checks.find((one) => one.key === item.key)
        const label = language === 'en' ? item.labelEn : item.label
        return (
          <li key={item.key}>
            <span>{label}</span>
            <Radio.Group
              aria-label={label}
              value={check?.ok}
              onChange={(event) => set(item.key, { ok: event.target.value === true })}
              options={[
                { value: true, label: t('sign.ok') },
                { value: false, label: t('sign.notOk') },
              ]}
            />
            {check?.ok === false && (
              <Input
                aria-label={`${t('sign.reason')} ${label}`}
                placeholder={t('sign.reason')}
                maxLength={300}
                value={check.words}
                onChange={(event) => set(item.key, { words: event.target.value })}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
