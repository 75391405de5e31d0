import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTakeAnswers } from './queries.ts'

/** What waits to go back, as a file for a system that takes files; taken once. */
export function AnswersVerb({ link }: { link: { id: string; code: string } }) {
  const { t } = useTranslation('orders')
  const { message } = App.useApp()
  const take = useTakeAnswers(link.id)
  const save = () =>
    take.mutate(undefined, {
      onSuccess: ({ csv, rows, takenAt }) => {
        if (rows === 0) return void message.info(t('export.none'))
        keep(csv, `${link.code}-${(takenAt ?? '').replaceAll(/[^0-9]/g, '').slice(0, 14)}.csv`)
        return void message.success(t('export.done', { count: rows }))
      },
      onError: () => void message.error(t('settle.failed')),
    })
  return (
    <Button loading={take.isPending} onClick={save}>
      {t('export')}
    </Button>
  )
}

function keep(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
