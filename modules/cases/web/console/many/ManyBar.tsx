import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { CaseRow } from '../../../contract/index.ts'
import { manyActs, type ManyAct } from '../../../contract/many.ts'
import { ManyDialog } from './ManyDialog.tsx'
import type { Selection } from './selection.ts'
import './many.css'

const verbOf: Record<ManyAct, string> = {
  dispatch: 'cases.dispatch',
  merge: 'cases.merge',
  reply: 'cases.receive',
}

/** What may be done with those that are chosen; an act is looked at for each case before it is done. */
export function ManyBar(props: { rows: readonly CaseRow[]; selection: Selection }) {
  const { t } = useTranslation('many')
  const { verbs } = useConsoleSetting()
  const { selection } = props
  const [act, setAct] = useState<ManyAct | null>(null)
  const rows = props.rows.filter((r) => selection.has(r.id))
  if (rows.length === 0) return null
  const acts = manyActs.filter((a) => verbs.has(verbOf[a]) && (a !== 'merge' || rows.length > 1))
  return (
    <section className="many-bar no-print" aria-label={t('bar')}>
      <b>{t('chosen', { count: rows.length })}</b>
      {acts.map((a) => (
        <Button key={a} size="small" onClick={() => setAct(a)}>
          {t(`act.${a}`)}
        </Button>
      ))}
      <Button
        size="small"
        href={`/console/sheets?ids=${rows.map((r) => r.id).join(',')}`}
        target="_blank"
      >
        {t('print')}
      </Button>
      <Button size="small" type="text" onClick={selection.all}>
        {t('all')}
      </Button>
      <Button size="small" type="text" onClick={selection.clear}>
        {t('none')}
      </Button>
      {act && (
        <ManyDialog
          act={act}
          rows={rows.slice(0, 100)}
          onDone={selection.clear}
          onClose={() => setAct(null)}
        />
      )}
    </section>
  )
}
