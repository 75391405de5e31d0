import { useTranslation } from 'react-i18next'
import type { RoutingSettings } from '../../../contract/index.ts'
import { dutyOf, isKept } from '../../../domain/duty-list.ts'
import { useDutyList } from './duty-list.ts'

/** What the duty list says to a rule that would send this to a community: the check of dispatch itself. */
export function DutyWarning(props: {
  settings: RoutingSettings
  unitId: string
  matter: string
  area: string
}) {
  const { t } = useTranslation('duties')
  const list = useDutyList()
  const unit = props.settings.units.find((u) => u.id === props.unitId)
  if (unit?.kind !== 'community' || !list.data) return null
  const entry = dutyOf(list.data.entries, {
    matter: props.matter,
    guide: props.settings.matters.find((m) => m.key === props.matter)?.guide ?? null,
    communityCode: unit.areaCode ?? props.area.slice(0, 12),
  })
  if (!isKept(entry, 'lead')) return null
  return (
    <span className="rule-shadow" role="status">
      {t(`list.warn.${entry.kind}`, { name: entry.name })}
    </span>
  )
}
