import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { ReplyTemplate } from '../../../contract/replies.ts'
import { settingsSheets } from '../../../contract/sheets.ts'
import { freshTemplate, templatesKey, useTemplateChanges, useTemplates } from './queries.ts'
import { TemplateDialog } from './TemplateDialog.tsx'
import '../cases.css'
import './replies.css'

/** Templates of replies: the district's own words, by state and matter, with who changed them. */
export function RepliesPage() {
  const { t } = useTranslation('many')
  const templates = useTemplates()
  const [editing, setEditing] = useState<ReplyTemplate | null>(null)
  return (
    <Answer of={templates}>
      {({ rows, gaps, allowed }) => (
        <div className="page replies">
          <header className="page-head">
            <h1>{t('templates')}</h1>
            {allowed.includes('edit') && (
              <SheetTools
                sheet={settingsSheets.replies}
                what={t('templates')}
                may
                queryKey={templatesKey}
              />
            )}
            {allowed.includes('edit') && (
              <Button type="primary" onClick={() => setEditing(freshTemplate())}>
                {t('templates.add')}
              </Button>
            )}
          </header>
          <p className="quiet">{t('templates.how')}</p>
          {rows.length === 0 ? (
            <Empty title={t('templates.none')} words={t('templates.noneWords')} />
          ) : (
            <ul className="replies-list">
              {rows.map((row) => (
                <li key={row.id} data-off={!row.active}>
                  <div>
                    <b>{row.name}</b>
                    <Meant template={row} />
                    <blockquote>{row.words}</blockquote>
                  </div>
                  {allowed.includes('edit') && (
                    <Button
                      size="small"
                      aria-label={t('templates.editName', { name: row.name })}
                      onClick={() => setEditing(row)}
                    >
                      {t('templates.edit')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
          {allowed.includes('edit') && <Changes />}
          {editing && (
            <TemplateDialog
              key={editing.id}
              template={editing}
              gaps={gaps}
              onClose={() => setEditing(null)}
            />
          )}
        </div>
      )}
    </Answer>
  )
}

/** For which cases a template is meant. */
function Meant({ template }: { template: ReplyTemplate }) {
  const { t } = useTranslation(['many', 'console'])
  const { whenStatuses, whenMatters, active } = template
  const parts = [
    ...(active ? [] : [t('templates.off')]),
    whenStatuses.length === 0
      ? t('templates.anyStatus')
      : whenStatuses.map((s) => t(`console:status.${s}`)).join('、'),
    whenMatters.length === 0 ? t('templates.anyMatter') : whenMatters.join('、'),
  ]
  return <small>{parts.join(' · ')}</small>
}

function Changes() {
  const { t } = useTranslation('many')
  const time = useTime()
  const changes = useTemplateChanges()
  const rows = changes.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section className="replies-changes">
      <h2>{t('templates.history')}</h2>
      <ol>
        {rows.map((row) => (
          <li key={`${row.templateId}${row.version}`}>
            <small>
              <time dateTime={row.at}>{time.at(row.at)}</time> {row.by}
            </small>{' '}
            <b>
              {t(row.before ? 'templates.changed' : 'templates.added', { name: row.after.name })}
            </b>
            <p>{row.after.words}</p>
            {row.before && row.before.words !== row.after.words && (
              <p>
                <del>{row.before.words}</del>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
