import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Finder } from '#platform/web/console/Finder.tsx'
import { foundBy } from '#platform/web/console/found.ts'
import type { SubjectKind, SubjectRow } from '../../contract/index.ts'
import { useFound } from './queries.ts'

export interface SubjectFinderProps {
  label: string
  /** Only of these kinds. */
  kinds?: readonly SubjectKind[]
  /** Never these. */
  without?: readonly string[]
  chosen: { id: string; name: string } | null
  onChoose: (subject: SubjectRow) => void
}

/** Those of the found that may be chosen. */
function useChoice(text: string, { kinds, without }: SubjectFinderProps) {
  const asked = useDeferredValue(text.trim())
  const only = kinds?.length === 1 ? kinds[0] : undefined
  const found = useFound({ q: asked, ...(only ? { kind: only } : {}) })
  const { rows, waiting, failed } = foundBy(found, text.trim(), asked)
  const may = (row: SubjectRow) =>
    without?.includes(row.id) !== true && kinds?.includes(row.kind) !== false
  return { rows: rows.filter(may), waiting, failed }
}

/** Chooses one of the register by what one knows of it: address, name, telephone, licence. */
export function SubjectFinder(props: SubjectFinderProps) {
  const { t } = useTranslation('subjects')
  const { chosen, onChoose } = props
  const [text, setText] = useState(chosen?.name ?? '')
  const choice = useChoice(text, props)
  return (
    <Finder
      label={props.label}
      text={text}
      onText={setText}
      {...choice}
      stands={text === chosen?.name}
      keyOf={(row) => row.id}
      {...(chosen ? { chosen: chosen.id } : {})}
      line={(row) => lineOf(row, t(`kind.${row.kind}`))}
      onChoose={(row) => {
        setText(row.name)
        onChoose(row)
      }}
      none={t('find.none')}
      placeholder={t('find.hint')}
    />
  )
}

const lineOf = (row: SubjectRow, kind: string) => (
  <>
    {row.name} <small>{[kind, row.addressText].join(' · ')}</small>
  </>
)
