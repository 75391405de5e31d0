import { Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Answer } from '#platform/web/console/states.tsx'
import { savePolicy, type MatterRef, type PolicyView } from '../../../contract/index.ts'
import { usePolicies } from '../queries.ts'
import { EditFrame, Field, useSaving } from '../saving.tsx'
import { LimitField, type LimitValue } from './LimitField.tsx'
import { withOwn } from './limits.ts'

interface OwnLimitProps {
  matter: MatterRef
  name: string
  onClose: () => void
}

/** A matter's own limit for handling: a new version of the policy in which only this one differs. */
export function OwnLimitDialog(props: OwnLimitProps) {
  const policies = usePolicies()
  return (
    <Answer of={policies} rows={1}>
      {({ current, versions }) => (
        <Loaded {...props} current={current} base={versions[0]?.version ?? current.version} />
      )}
    </Answer>
  )
}

function Loaded(props: OwnLimitProps & { current: PolicyView; base: number }) {
  const { t } = useTranslation('catalogueConsole')
  const { matter, name, onClose } = props
  const [{ current, base }] = useState(props)
  const id = useId()
  const key = `${matter.kind}/${matter.code}`
  const present = current.limits.own[key]?.handle
  const [own, setOwn] = useState(present !== undefined)
  const [limit, setLimit] = useState<LimitValue>(present ?? { value: 1, unit: 'WORK_DAY' })
  const saving = useSaving((reason) => {
    const limits = withOwn(current.limits, { key, stage: 'handle' }, own ? limit : null)
    return call(savePolicy, { body: { limits, baseVersion: base, reason } })
  }, onClose)
  return (
    <EditFrame
      title={t('ownLimit.title', { name })}
      saving={saving}
      ready
      consequence={t('policy.then')}
      onClose={onClose}
    >
      <Radio.Group
        aria-label={t('ownLimit.set')}
        className="choices-list"
        value={own}
        onChange={(e) => setOwn(e.target.value === true)}
        options={[
          { value: false, label: t('ownLimit.default') },
          { value: true, label: t('ownLimit.own') },
        ]}
      />
      {own && (
        <Field name="limits" id={id} label={t('matter.limit')}>
          <LimitField id={id} value={limit} onChange={setLimit} />
        </Field>
      )}
    </EditFrame>
  )
}
