import { Input, Modal, Select } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Labelled } from '../file/fields.tsx'
import { settingsKey } from '../queries.ts'
import { Refused } from '../Refused.tsx'

export type Values = Record<string, string>

export interface DialogField {
  name: string
  kind?: 'day' | 'choice'
  optional?: boolean
  options?: { value: string; label: string }[]
}

/** One row of settings in a dialog: fields, what is missing, saved against the version that was seen. */
export function RowDialog(props: {
  title: string
  fields: readonly DialogField[]
  start: Values
  save: (values: Values) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useTranslation('enforcement')
  const client = useQueryClient()
  const id = useId()
  const [values, setValues] = useState(props.start)
  const saving = useMutation({
    mutationFn: () => props.save(values),
    onSuccess: props.onClose,
    onSettled: () => client.invalidateQueries({ queryKey: settingsKey }),
  })
  const missing = props.fields.some((f) => !f.optional && (values[f.name] ?? '').trim() === '')
  const set = (name: string, value: string) => setValues((was) => ({ ...was, [name]: value }))
  return (
    <Modal
      open
      width={640}
      title={props.title}
      okText={t('save')}
      cancelText={t('leave')}
      okButtonProps={{ disabled: missing, loading: saving.isPending }}
      onOk={() => saving.mutate()}
      onCancel={props.onClose}
    >
      <div className="enforcement">
        <Refused error={saving.error} />
        {props.fields.map(({ name, kind, optional, options }) => (
          <Labelled
            key={name}
            id={`${id}${name}`}
            label={`${t(`setting.${name}`)}${optional ? t('optional') : ''}`}
          >
            {kind === 'choice' ? (
              <Select
                id={`${id}${name}`}
                showSearch={{ optionFilterProp: 'label' }}
                value={values[name] ?? ''}
                onChange={(value: string) => set(name, value)}
                options={options ?? []}
              />
            ) : (
              <Input
                id={`${id}${name}`}
                {...(kind === 'day' ? { type: 'date' } : {})}
                maxLength={200}
                value={values[name] ?? ''}
                onChange={(event) => set(name, event.target.value)}
              />
            )}
          </Labelled>
        ))}
      </div>
    </Modal>
  )
}

/** The values of a row as a form holds them: everything is text, and nothing is empty text. */
export const textsOf = (row: object): Values =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
