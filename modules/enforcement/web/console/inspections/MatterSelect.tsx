import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listMatters } from '#modules/catalogue/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Finder } from '#platform/web/console/Finder.tsx'

interface Chosen {
  code: string
  name: string
}

/** A matter of the catalogue, by a word of it. */
export function MatterSelect(props: {
  label: string
  chosen: Chosen | null
  onChoose: (matter: Chosen) => void
}) {
  const { t } = useTranslation('inspections')
  const { chosen, onChoose } = props
  const [text, setText] = useState(chosen?.name ?? '')
  const asked = useDeferredValue(text.trim())
  const isChosen = text === chosen?.name
  const { data, isLoadingError } = useQuery({
    queryKey: ['matters', asked],
    queryFn: ({ signal }) => call(listMatters, { query: { text: asked, limit: 12 }, signal }),
    enabled: asked !== '' && !isChosen,
    staleTime: 600_000,
  })
  const rows = data?.rows.filter((row) => row.active && row.kind === 'matter') ?? []
  return (
    <Finder
      label={props.label}
      text={text}
      onText={setText}
      rows={isChosen ? [] : rows}
      keyOf={(row) => row.code}
      {...(chosen ? { chosen: chosen.code } : {})}
      line={(row) => `${row.name}（${row.code}）`}
      onChoose={(row) => {
        setText(row.name)
        onChoose({ code: row.code, name: row.name })
      }}
      failed={isLoadingError}
      none={isChosen || asked === '' ? '' : t('matter.none')}
      placeholder={t('matter.hint')}
    />
  )
}
