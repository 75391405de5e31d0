import { useTranslation } from 'react-i18next'
import { Key } from '#platform/web/console/keys.tsx'
import type { CasePage } from '../../../contract/index.ts'
import { Proposal } from '../actions/SendForms.tsx'
import type { Matter } from '../others.ts'
import { useRouting } from '../queries.ts'
import { StandardOf } from '../StandardOf.tsx'
import { useLikely } from './use-likely.ts'

export const useCandidates = (page: CasePage): readonly Matter[] =>
  useLikely(page, page.allowed.includes('file'))

interface ProposalsProps {
  page: CasePage
  candidates: readonly Matter[]
  onPick: (matter: Matter) => void
}

/** What the system would do, and why; one key takes it up. */
export function Proposals({ page, candidates, onPick }: ProposalsProps) {
  const { t } = useTranslation('console')
  const dispatches = page.allowed.includes('dispatch') && page.status === 'filed'
  const routing = useRouting(page.id, dispatches)
  if (dispatches && routing.data)
    return (
      <section className="proposals">
        <h3>{t('propose.unit')}</h3>
        <Proposal routing={routing.data} />
      </section>
    )
  if (candidates.length === 0) return null
  return (
    <section className="proposals">
      <h3>{t('propose.matter')}</h3>
      <ol>
        {candidates.map((matter, i) => (
          <li key={`${matter.kind}${matter.code}`}>
            <button type="button" onClick={() => onPick(matter)}>
              <span>{matter.name}</span>
              <small>{matter.majorName}</small>
              <Key name={String(i + 1)} />
            </button>
          </li>
        ))}
      </ol>
    </section>
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
