import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { ruleOnCase, type DutiesView, type RulingView } from '../../../contract/duties.ts'
import { DutyForm, UnitField, UnitsField, WordsField } from './DutyForm.tsx'
import { useDutyChange } from './queries.ts'

/** One dispute: between whom, by when it is to be ruled on, and what was ruled and why. */
export function RulingLine({ view, line }: { view: DutiesView; line: RulingView }) {
  const { t } = useTranslation('duties')
  const time = useTime()
  const [open, setOpen] = useState(false)
  const and = t('ruling.and')
  return (
    <li data-state={line.state}>
      <div className="duty-line">
        <b>{t('ruling.between', { units: line.parties.map((p) => p.name).join(and) })}</b>
        <span className="duty-state">{t(`ruling.state.${line.state}`)}</span>
        {line.dueAt !== null && (
          <span className="duty-time" data-late={line.overdue}>
            {t('ruleDue', { at: time.at(line.dueAt), left: time.left(line.dueAt) })}
          </span>
        )}
      </div>
      <p>{line.words}</p>
      <p className="quiet">{t('ruling.asked', { by: line.askedBy, at: time.at(line.askedAt) })}</p>
      {line.unitName !== null && line.ruledAt !== null && (
        <blockquote className="duty-ruled">
          <b>
            {line.level !== null && `${t(`ruling.level.${line.level}`)} · `}
            {t(line.supportNames.length > 0 ? 'ruling.madeWith' : 'ruling.made', {
              by: line.ruledBy,
              at: time.at(line.ruledAt),
              unit: line.unitName,
              support: line.supportNames.join(and),
            })}
          </b>
          <p>{line.reasons}</p>
        </blockquote>
      )}
      {line.allowed.includes('rule') && !open && (
        <p className="duty-verbs">
          <Button type="primary" size="small" onClick={() => setOpen(true)}>
            {t('verb.rule')}
          </Button>
        </p>
      )}
      {open && <RuleForm view={view} line={line} onDone={() => setOpen(false)} />}
    </li>
  )
}

function RuleForm(props: { view: DutiesView; line: RulingView; onDone: () => void }) {
  const { view, line, onDone } = props
  const { t } = useTranslation('duties')
  const [unitId, setUnit] = useState('')
  const [support, setSupport] = useState<string[]>([])
  const [reasons, setReasons] = useState('')
  const changing = useDutyChange(view)
  const unit = view.units.find((u) => u.id === unitId)
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(ruleOnCase, {
          params: { ...params, rulingId: line.id },
          body: { ...base, unitId, supportUnitIds: support, reasons: reasons.trim() },
        }),
      { onSuccess: onDone },
    )
  return (
    <DutyForm
      name={t('verb.rule')}
      verb={t('verb.rule')}
      {...(unit ? { consequence: t('ruling.then', { unit: unit.name }) } : {})}
      ready={unitId !== '' && reasons.trim() !== ''}
      changing={changing}
      onSend={send}
      onLeave={onDone}
    >
      <UnitField
        label={t('ruling.unit')}
        units={partiesFirst(view, line)}
        value={unitId}
        onChange={setUnit}
      />
      <UnitsField
        label={t('ruling.support')}
        units={partiesFirst(view, line).filter((u) => u.id !== unitId)}
        value={support}
        onChange={setSupport}
      />
      <WordsField
        label={t('ruling.reasons')}
        hint={t('ruling.reasonsHint')}
        value={reasons}
        onChange={setReasons}
      />
    </DutyForm>
  )
}

/** Usually it is one of those who dispute, but it may be another. */
function partiesFirst(view: DutiesView, line: RulingView) {
  const parties = new Set(line.parties.map((p) => p.id))
  return [
    ...view.units.filter((u) => parties.has(u.id)),
    ...view.units.filter((u) => !parties.has(u.id)),
  ]
}
