import { Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import type { IssuePage } from '../../../contract/issues.ts'
import { useIssueChange, useIssues } from './queries.ts'

/** Another issue is about the same trouble: its messages come here. */
export function JoinDialog({ page, onClose }: { page: IssuePage; onClose: () => void }) {
  const { t } = useTranslation(['issues', 'said'])
  const id = useId()
  const [other, setOther] = useState<number | null>(null)
  const { data } = useIssues(365)
  const { join } = useIssueChange(page.number)
  const others = data?.rows.filter((row) => row.number !== page.number) ?? []
  return (
    <Confirm
      open
      title={t('join.title')}
      consequences={[t('join.then'), t('join.address')]}
      verb={t('join.do')}
      busy={join.isPending}
      off={other === null}
      onConfirm={() =>
        other !== null && join.mutate({ baseVersion: page.version, other }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <label htmlFor={id}>{t('join.which')}</label>
      <Select
        id={id}
        className="issue-other"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('join.choose')}
        value={other}
        onChange={setOther}
        options={others.map((row) => ({ value: row.number, label: row.title }))}
      />
      {join.error && (
        <p className="trouble" role="alert">
          {t([`said:error.${join.error instanceof CallError ? join.error.code : ''}`, 'failed'])}
        </p>
      )}
    </Confirm>
  )
}
