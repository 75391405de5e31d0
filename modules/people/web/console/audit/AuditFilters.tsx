import { App, Button, Input, Select } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { auditContract, type AuditEntry } from '../../../contract/index.ts'
import { csvOf } from '../../../domain/audit-csv.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { useActs, useAuditWords } from './audit-words.ts'
import type { filterOf } from './AuditPart.tsx'

type Filter = ReturnType<typeof filterOf>

/** Narrows the log by act, doer, subject and day; what is narrowed can be taken away as a file. */
export function AuditFilters({ filter }: { filter: Filter }) {
  const { t } = useTranslation('peopleConsole')
  const [, setAddress] = useAddress()
  const acts = useActs()
  const none = { act: undefined, by: undefined, who: undefined, on: undefined }
  return (
    <div role="search" className="filters">
      <Select
        aria-label={t('audit.act')}
        className="wide"
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.act ?? ''}
        onChange={(act: string) => setAddress({ act })}
        options={[{ value: '', label: t('audit.anyAct') }, ...acts]}
      />
      <Input
        allowClear
        key={`who${filter.person ?? ''}`}
        defaultValue={filter.person ?? ''}
        aria-label={t('audit.who')}
        placeholder={t('audit.who')}
        onPressEnter={(e) => setAddress({ who: e.currentTarget.value.trim(), by: undefined })}
        onBlur={(e) => setAddress({ who: e.target.value.trim() })}
      />
      <Input
        allowClear
        key={`about${filter.subject ?? ''}`}
        defaultValue={filter.subject ?? ''}
        aria-label={t('audit.about')}
        placeholder={t('audit.about')}
        onPressEnter={(e) => setAddress({ about: e.currentTarget.value.trim(), on: undefined })}
        onBlur={(e) => setAddress({ about: e.target.value.trim() })}
      />
      {(['from', 'until'] as const).map((name) => (
        <label key={name} className="day">
          {t(`audit.${name}`)}
          <DayPicker
            clearable
            value={filter[name] ?? ''}
            onChange={(day) => setAddress({ [name]: day })}
          />
        </label>
      ))}
      <Button
        onClick={() => setAddress({ ...none, about: undefined, from: undefined, until: undefined })}
      >
        {t('audit.clear')}
      </Button>
      <Export filter={filter} />
    </div>
  )
}

function Export({ filter }: { filter: Filter }) {
  const { t } = useTranslation('peopleConsole')
  const { message } = App.useApp()
  const { districtId } = useConsoleSetting()
  const csv = useCsv()
  const say = useSayTrouble()
  const taking = useMutation({
    mutationFn: () => call(auditContract.exportAudit, { body: filter }),
    onSuccess: ({ rows, truncated }) => {
      download(`audit-${districtId}.csv`, csv(rows))
      if (truncated) void message.info(t('audit.truncated', { count: rows.length }))
    },
    onError: (error) => void message.error(say(error)),
  })
  return (
    <Button loading={taking.isPending} onClick={() => taking.mutate()}>
      {t('audit.export')}
    </Button>
  )
}

const columns = ['at', 'act', 'code', 'who', 'post', 'subject', 'subjectId', 'ip', 'details']

/** The entries as a file in the words of the page, with the codes beside them. */
function useCsv(): (rows: readonly AuditEntry[]) => string {
  const { t } = useTranslation('peopleConsole')
  const words = useAuditWords()
  return (rows) =>
    csvOf(
      columns.map((name) => t(`audit.column.${name}`)),
      rows.map((row) => [
        row.at,
        words.act(row.act),
        row.act,
        words.who(row),
        row.postTitle ?? '',
        words.subject(row),
        row.subjectId ?? '',
        row.ip ?? '',
        JSON.stringify(row.details),
      ]),
    )
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
