import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import type { Say } from '#platform/web/console/say.ts'
import { saveCalendar, type CalendarEdit } from '../../../contract/index.ts'
import { differences } from '../differences.ts'
import { sayValue } from '../History.tsx'
import { EditFrame, useSaving } from '../saving.tsx'

/** `overrides.2026-10-08` in words. */
export const sayCalendarPath = (path: string, t: Say<'catalogueConsole'>): string => {
  const [part = '', day = ''] = path.split('.')
  return part === 'overrides' ? day : t(`calendar.field.${part}`)
}

export function CalendarPublish(props: {
  draft: CalendarEdit
  present: CalendarEdit
  base: number
  reason: string | undefined
  onClose: () => void
  onDone: () => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { draft, present, base } = props
  const saving = useSaving(
    (reason) => call(saveCalendar, { body: { ...draft, baseVersion: base, reason } }),
    props.onDone,
  )
  const problems = saving.error instanceof CallError ? saving.error.details['problems'] : undefined
  return (
    <EditFrame
      title={t('policy.publish', { version: base + 1 })}
      verb={t('policy.publishVerb')}
      saving={saving}
      ready
      consequence={t('calendar.then')}
      onClose={props.onClose}
      reason={props.reason}
    >
      {Array.isArray(problems) && (
        <ul className="edit-trouble">
          {problems.map((p) => (
            <li key={String(p)}>{t(`calendar.problem.${String(p)}`)}</li>
          ))}
        </ul>
      )}
      <dl className="changes changes-long">
        {differences(present, draft).map((c) => (
          <div key={c.path}>
            <dt>{sayCalendarPath(c.path, t)}</dt>
            <dd>
              <del>{sayValue(c.before, t)}</del>
              <span aria-hidden="true"> → </span>
              <ins>{sayValue(c.after, t)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </EditFrame>
  )
}
