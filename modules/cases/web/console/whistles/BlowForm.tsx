import { Button, Input, Radio, Select } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { blowWhistle } from '../../../contract/whistles.ts'
import { whistleKinds, type WhistleKind } from '../../../domain/whistle.ts'
import { takeFocus } from '../beside/BringIn.tsx'
import { useUnits } from '../others.ts'
import { casesKey } from '../queries.ts'
import { sayRefusal } from './words.ts'

/** How long units usually get to report in: half an hour, two hours, a day, three days. */
const usual = [30, 120, 1440, 4320] as const

interface Blowing {
  kind: WhistleKind
  unitIds: string[]
  minutes: number
  words: string
  meetAt: string
}

interface BlowFormProps {
  caseId: string
  version: number
  onDone: () => void
}

function useBlowing({ caseId, version, onDone }: BlowFormProps) {
  const client = useQueryClient()
  const [id] = useState(newId)
  const [form, setForm] = useState<Blowing>({
    kind: 'joint',
    unitIds: [],
    minutes: 120,
    words: '',
    meetAt: '',
  })
  const blow = useMutation({
    mutationFn: () =>
      call(blowWhistle, {
        params: { caseId },
        body: {
          baseVersion: version,
          id,
          kind: form.kind,
          unitIds: form.unitIds,
          meetAt: form.meetAt.trim(),
          words: form.words.trim(),
          reportInBy: new Date(Date.now() + form.minutes * 60_000).toISOString(),
        },
      }),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: casesKey }),
  })
  return { ...form, blow, set: (to: Partial<Blowing>) => setForm((now) => ({ ...now, ...to })) }
}

/** Who is to come, what for, by when. What follows is said before the verb. */
export function BlowForm(props: BlowFormProps) {
  const { t } = useTranslation('whistles')
  const time = useTime()
  const ids = { words: useId(), meetAt: useId(), units: useId(), by: useId() }
  const form = useBlowing(props)
  const { kind, unitIds, minutes, words, meetAt, blow, set } = form
  const units = useUnits()
  const by = new Date(time.now + minutes * 60_000)
  const ready = unitIds.length > 0 && words.trim() !== ''
  return (
    <form
      ref={takeFocus}
      className="act"
      aria-label={t('blow')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !blow.isPending) blow.mutate()
      }}
    >
      <KindField value={kind} onChange={(next) => set({ kind: next })} />
      <div className="act-field">
        <label htmlFor={ids.units}>{t('field.units')}</label>
        <Select
          id={ids.units}
          mode="multiple"
          value={unitIds}
          onChange={(next: string[]) => set({ unitIds: next })}
          optionFilterProp="label"
          options={(units.data ?? []).map((u) => ({ value: u.id, label: u.name }))}
        />
      </div>
      <div className="act-field">
        <label htmlFor={ids.words}>{t('field.words')}</label>
        <Input.TextArea
          id={ids.words}
          rows={3}
          maxLength={2000}
          value={words}
          placeholder={t('field.wordsHint')}
          onChange={(e) => set({ words: e.target.value })}
        />
      </div>
      <div className="act-field">
        <label htmlFor={ids.by}>{t('field.by')}</label>
        <Select
          id={ids.by}
          value={minutes}
          onChange={(next: number) => set({ minutes: next })}
          options={usual.map((value) => ({ value, label: t(`within.${value}`) }))}
        />
      </div>
      <div className="act-field">
        <label htmlFor={ids.meetAt}>{t('field.meetAt')}</label>
        <Input
          id={ids.meetAt}
          maxLength={200}
          value={meetAt}
          placeholder={t('field.meetAtHint')}
          onChange={(e) => set({ meetAt: e.target.value })}
        />
      </div>
      <p className="act-then">{t('then.blow', { count: unitIds.length, at: time.at(by) })}</p>
      {blow.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, blow.error)}
        </p>
      )}
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={blow.isPending}>
          {t('blow')}
        </Button>
        <Button onClick={props.onDone}>{t('leave')}</Button>
      </p>
    </form>
  )
}

function KindField(props: { value: WhistleKind; onChange: (kind: WhistleKind) => void }) {
  const { t } = useTranslation('whistles')
  return (
    <Radio.Group
      aria-label={t('kind')}
      value={props.value}
      onChange={(e) => props.onChange(whistleKinds.find((k) => k === e.target.value) ?? 'joint')}
      options={whistleKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
    />
  )
}
