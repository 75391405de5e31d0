import { Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { issueSupervision } from '../../../contract/supervision.ts'
import { supervisionGrades, type SupervisionGrade } from '../../../domain/supervision.ts'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'
import { useUnits } from '../others.ts'
import { useCases } from '../queries.ts'

/** How long a unit usually gets to reply: four hours, a day, three days, a week. */
const usual = [240, 1440, 4320, 10_080] as const

interface OneCase {
  caseId: string
  baseVersion: number
}

interface IssueProps {
  kase: OneCase
  unitId: string | null
  onDone: () => void
}

const start = {
  unitId: null as string | null,
  grade: 'ordinary' as SupervisionGrade,
  minutes: 1440,
  words: '',
  also: [] as string[],
}

/** Whom, what for, by when, and which other cases of the unit go under the same order. */
export function IssueForm({ kase, unitId, onDone }: IssueProps) {
  const { t } = useTranslation('supervision')
  const time = useTime()
  const send = useSend(onDone)
  const [id] = useState(newId)
  const [form, setForm] = useState({ ...start, unitId })
  const set = (to: Partial<typeof start>) => setForm((now) => ({ ...now, ...to }))
  const units = useUnits()
  const others = useOthers(kase.caseId, form.unitId)
  const unit = units.data?.find((u) => u.id === form.unitId)
  const due = new Date(time.now + form.minutes * 60_000)
  const issue = () =>
    send.mutate(() =>
      call(issueSupervision, {
        body: {
          id,
          cases: [
            kase,
            ...others
              .filter((c) => form.also.includes(c.id))
              .map((c) => ({ caseId: c.id, baseVersion: c.version })),
          ],
          unitId: form.unitId ?? '',
          grade: form.grade,
          words: form.words.trim(),
          dueAt: new Date(Date.now() + form.minutes * 60_000).toISOString(),
        },
      }),
    )
  return (
    <Small
      verb={t('issue')}
      leave={t('leave')}
      ready={form.unitId !== null && form.words.trim() !== ''}
      busy={send.isPending}
      {...(unit ? { follows: t('then.issue', { unit: unit.shortName, at: time.at(due) }) } : {})}
      refused={send.error && sayRefusal(t, send.error)}
      onSend={issue}
      onLeave={onDone}
    >
      <Grades value={form.grade} onChange={(grade) => set({ grade })} />
      <Field label={t('field.unit')}>
        {(fieldId) => (
          <Select
            id={fieldId}
            showSearch={{ optionFilterProp: 'label' }}
            value={form.unitId}
            onChange={(next: string) => set({ unitId: next, also: [] })}
            options={(units.data ?? []).map((u) => ({ value: u.id, label: u.name }))}
          />
        )}
      </Field>
      <Field label={t('field.words')}>
        {(fieldId) => (
          <Input.TextArea
            id={fieldId}
            rows={3}
            maxLength={2000}
            value={form.words}
            placeholder={t('field.wordsHint')}
            onChange={(e) => set({ words: e.target.value })}
          />
        )}
      </Field>
      <Field label={t('field.due')}>
        {(fieldId) => (
          <Select
            id={fieldId}
            value={form.minutes}
            onChange={(minutes: number) => set({ minutes })}
            options={usual.map((value) => ({ value, label: t(`within.${value}`) }))}
          />
        )}
      </Field>
      <Also others={others} value={form.also} onChange={(also) => set({ also })} />
    </Small>
  )
}

/** Other open cases that the unit has, of those that this post sees. */
function useOthers(caseId: string, unitId: string | null) {
  const cases = useCases({ view: 'open', ...(unitId === null ? {} : { unit: unitId }) }, 50)
  if (unitId === null) return []
  return (cases.data?.pages ?? []).flatMap((p) => p.rows).filter((c) => c.id !== caseId)
}

function Also(props: {
  others: readonly { id: string; title: string; shortCode: string }[]
  value: string[]
  onChange: (ids: string[]) => void
}) {
  const { t } = useTranslation('supervision')
  if (props.others.length === 0) return null
  return (
    <Field label={t('field.also')}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          optionFilterProp="label"
          value={props.value}
          onChange={props.onChange}
          options={props.others.map((c) => ({ value: c.id, label: `${c.title} ${c.shortCode}` }))}
        />
      )}
    </Field>
  )
}

function Grades(props: { value: SupervisionGrade; onChange: (grade: SupervisionGrade) => void }) {
  const { t } = useTranslation('supervision')
  return (
    <Radio.Group
      aria-label={t('grade')}
      value={props.value}
      onChange={(e) =>
        props.onChange(supervisionGrades.find((g) => g === e.target.value) ?? 'ordinary')
      }
      options={supervisionGrades.map((value) => ({ value, label: t(`grade.${value}`) }))}
    />
  )
}
