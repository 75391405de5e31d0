import { Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { leaveContract } from '../../../contract/index.ts'
import { keys } from '../queries.ts'

interface StandIn {
  personId: string
  name: string
}

interface StandInChooserProps {
  id: string
  postId: string
  value: StandIn | null
  onChange: (who: StandIn | null) => void
}

/** Colleagues by name; left empty, nobody stands in. */
export function StandInChooser({ id, postId, value, onChange }: StandInChooserProps) {
  const { t } = useTranslation('access')
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: [...keys.leaves, 'stand-ins', postId, q],
    queryFn: ({ signal }) => call(leaveContract.findStandIns, { query: { postId, q }, signal }),
    placeholderData: (before) => before,
  })
  const people = found.data?.people ?? []
  const chosen =
    value && !people.some((p) => p.personId === value.personId)
      ? [{ value: value.personId, label: value.name, name: value.name }]
      : []
  const options = [
    ...chosen,
    ...people.map((p) => ({
      value: p.personId,
      label: `${p.name} · ${p.posts.join(t('factor.and'))}`,
      name: p.name,
    })),
  ]
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={value?.personId ?? null}
      placeholder={t('leave.nobody')}
      notFoundContent={t('leave.noColleague')}
      options={options}
      onChange={(personId: string | null) => {
        const one = options.find((o) => o.value === personId)
        onChange(one ? { personId: one.value, name: one.name } : null)
      }}
    />
  )
}
