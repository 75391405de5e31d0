import { useTranslation } from 'react-i18next'
import { Key } from '#platform/web/console/keys.tsx'
import type { CasePage } from '../../../contract/index.ts'
import { Proposal } from '../actions/SendForms.tsx'
import type { Matter } from '../others.ts'
import { useRouting } from '../queries.ts'
import { StandardOf } from '../StandardOf.tsx'
import type { ReadOne } from '../../desk-slot.ts'
import { useReadUnits, type Candidates } from './candidates.ts'

interface ProposalsProps {
  page: CasePage
  candidates: Candidates
  onPick: (matter: Matter) => void
  /** The words of this one are marked in the message. */
  onPoint: (index: number) => void
  onUnit: (unit: ReadOne) => void
}

/** What the system would do, and why; one key takes it up. */
export function Proposals(props: ProposalsProps) {
  const { page, candidates } = props
  const { t } = useTranslation('console')
  const dispatches = page.allowed.includes('dispatch') && page.status === 'filed'
  const routing = useRouting(page.id, dispatches)
  if (dispatches && routing.data)
    return (
      <section className="proposals">
        <h3>{t('propose.unit')}</h3>
        <Proposal routing={routing.data} />
        <LikelyUnits page={page} besides={routing.data.unitName} onUnit={props.onUnit} />
      </section>
    )
  if (candidates.matters.length === 0) return null
  return (
    <section className="proposals" data-sure={candidates.sure}>
      <h3>{t(candidates.sure ? 'propose.matter' : 'propose.unsure')}</h3>
      {!candidates.sure && <p className="quiet">{t('propose.unsureWords')}</p>}
      <ol>
        {candidates.matters.map(({ matter, confidence }, i) => (
          <li key={`${matter.kind}${matter.code}`}>
            <button
              type="button"
              onClick={() => props.onPick(matter)}
              onMouseEnter={() => props.onPoint(i)}
              onFocus={() => props.onPoint(i)}
            >
              <span>{matter.name}</span>
              <Likelihood of={confidence} otherwise={matter.majorName} />
              <Key name={String(i + 1)} />
            </button>
          </li>
        ))}
      </ol>
      <LaterUnit page={page} />
    </section>
  )
}

/** Before filing: where it would then go, by which rule or by what was learned. */
function LaterUnit({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const unit = useReadUnits(page)[0]
  if (!unit) return null
  return (
    <p className="quiet">
      {t('propose.later', { unit: unit.name })} <Likelihood of={unit.confidence} />{' '}
      {unit.rule && t('propose.byRule', { rule: unit.rule })}
    </p>
  )
}

/** How likely in a hundred, with a bar of that length; never 100, since nobody has decided yet. */
export function Likelihood({ of, otherwise = '' }: { of: number | null; otherwise?: string }) {
  const { t } = useTranslation('console')
  if (of === null) return <small>{otherwise}</small>
  const percent = Math.min(99, Math.round(of * 100))
  return (
    <small className="likelihood" title={t('propose.likelihood', { percent })}>
      <i aria-hidden="true" style={{ width: `${percent / 2}px` }} />
      {percent < 1 ? '<1%' : `${percent}%`}
    </small>
  )
}

/** Units that handled what was alike, where the rule names another or none; by no rule, which is said above. */
function LikelyUnits(props: {
  page: CasePage
  besides: string | null
  onUnit: (unit: ReadOne) => void
}) {
  const { t } = useTranslation('console')
  const units = useReadUnits(props.page).filter(
    ({ name, confidence, rule }) => name !== props.besides && confidence >= 0.05 && !rule,
  )
  if (units.length === 0) return null
  return (
    <>
      <h4>{t('propose.units')}</h4>
      <ol>
        {units.map((unit) => (
          <li key={unit.code}>
            <button type="button" onClick={() => props.onUnit(unit)}>
              <span>{unit.name}</span>
              <Likelihood of={unit.confidence} />
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}

/** Beside the case: when its matter may be filed and closed, and how it is handled. */
export function Standard({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  if (!page.standard && !page.guide) return null
  return (
    <section className="desk-standard">
      <h3>{page.matter?.name ?? t('case.standards')}</h3>
      <StandardOf standard={page.standard} guide={page.guide} />
    </section>
  )
}
