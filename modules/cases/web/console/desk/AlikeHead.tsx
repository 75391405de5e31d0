import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { AlikeGroup } from '../../../contract/merging.ts'
import { ManyDialog } from '../many/ManyDialog.tsx'
import { Thumb } from '../parts.tsx'

interface AlikeHeadProps {
  group: AlikeGroup
  open: boolean
  onToggle: () => void
  onJoined: () => void
}

/** Above the one that leads: how many more are likely the same, their pictures, and joining them at once. */
export function AlikeHead({ group, open, onToggle, onJoined }: AlikeHeadProps) {
  const { t } = useTranslation('merging')
  const { verbs } = useConsoleSetting()
  const [joining, setJoining] = useState(false)
  const rows = group.rows.map((r) => r.case)
  const pictures = rows.filter((row) => row.thumb !== null).slice(1, 5)
  return (
    <div className="alike-head">
      <button type="button" aria-expanded={open} onClick={onToggle}>
        {t(open ? 'alike.close' : 'alike.open', { count: rows.length - 1 })}
      </button>
      <span className="alike-pictures">
        {pictures.map((row) => (
          <Thumb key={row.id} row={row} />
        ))}
      </span>
      {verbs.has('cases.merge') && (
        <Button size="small" onClick={() => setJoining(true)}>
          {t('alike.join')}
        </Button>
      )}
      {joining && (
        <ManyDialog
          act="merge"
          rows={rows.slice(0, 100)}
          master={rows[0]?.id ?? null}
          onDone={onJoined}
          onClose={() => setJoining(false)}
        />
      )}
    </div>
  )
}
