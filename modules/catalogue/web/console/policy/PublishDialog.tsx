import { Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { MomentPicker } from '#platform/web/console/DayPicker.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { savePolicy } from '../../../contract/index.ts'
import { differences } from '../differences.ts'
import { sayValue } from '../History.tsx'
import { EditFrame, Field, useSaving } from '../saving.tsx'
import { sayLimitPath, type Limits } from './limits.ts'
import { instantOf, wallOf } from './wall-time.ts'

export interface PublishProps {
  draft: Limits
  current: Limits
  /** The last version that was seen. */
  base: number
  reason: string | undefined
  onClose: () => void
  onDone: () => void
}

/** Everything that would change, from when, and why; then a new version. */
export function PublishDialog(props: PublishProps) {
  const { t } = useTranslation('catalogueConsole')
  const { now, timeZone } = useTime()
  const { draft, current, base } = props
  const id = useId()
  const [later, setLater] = useState(false)
  const [wall, setWall] = useState(() => `${wallOf(now + 86_400_000, timeZone).slice(0, 10)}T00:00`)
  const changes = differences(current, draft)
  const saving = useSaving((reason) => {
    const startsAt = later ? { startsAt: instantOf(wall, timeZone).toISOString() } : {}
    return call(savePolicy, { body: { limits: draft, baseVersion: base, reason, ...startsAt } })
  }, props.onDone)
  return (
    <EditFrame
      title={t('policy.publish', { version: base + 1 })}
      verb={t('policy.publishVerb')}
      saving={saving}
      ready={changes.length > 0 && (!later || wall !== '')}
      consequence={t('policy.then')}
      onClose={props.onClose}
      reason={props.reason}
    >
      <Unusable error={saving.error} />
      <dl className="changes changes-long">
        {changes.map((c) => (
          <div key={c.path}>
            <dt>{sayLimitPath(c.path, t)}</dt>
            <dd>
              <del>{sayValue(c.before, t)}</del>
              <span aria-hidden="true"> → </span>
              <ins>{sayValue(c.after, t)}</ins>
            </dd>
          </div>
        ))}
      </dl>
      <Radio.Group
        className="choices-list"
        aria-label={t('policy.when')}
        value={later}
        onChange={(e) => setLater(e.target.value === true)}
        options={[
          { value: false, label: t('policy.atOnce') },
          { value: true, label: t('policy.later') },
        ]}
      />
      {later && (
        <Field name="startsAt" id={id} label={t('policy.startsAt')} hint={t('policy.startsHint')}>
          <MomentPicker id={id} value={wall} onChange={setWall} />
        </Field>
      )}
    </EditFrame>
  )
}

/** The limits that cannot be used, by name. */
function Unusable({ error }: { error: unknown }) {
  const { t } = useTranslation('catalogueConsole')
  const problems = error instanceof CallError ? error.details['problems'] : undefined
  if (!Array.isArray(problems)) return null
  return (
    <ul className="edit-trouble">
      {problems.map((path) => (
        <li key={String(path)}>{sayLimitPath(String(path), t)}</li>
      ))}
    </ul>
  )
}
