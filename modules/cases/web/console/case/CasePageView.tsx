import { use, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { BeforeAfter } from '#platform/web/BeforeAfter.tsx'
import { usePart } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { CaseAction, CasePage } from '../../../contract/index.ts'
import { CaseSlot } from '../../case-slot.ts'
import { Actions } from '../actions/Actions.tsx'
import { BringIn } from '../beside/BringIn.tsx'
import { useChange } from '../change.ts'
import { photoPath } from '../others.ts'
import { Urgent } from '../parts.tsx'
import { DutyPart } from '../duties/DutyPart.tsx'
import { PartnerPart } from '../partners/PartnerPart.tsx'
import { useCasePage } from '../queries.ts'
import { MergingPart } from '../merging/MergingPart.tsx'
import { AppealPart } from '../appeals/AppealPart.tsx'
import { SupervisionPart } from '../supervision/SupervisionPart.tsx'
import { ParkedPart } from '../parked/ParkedPart.tsx'
import { PlanPart } from '../plans/PlanPart.tsx'
import { PoolPart } from '../pools/PoolPart.tsx'
import { WhistlePart } from '../whistles/WhistlePart.tsx'
import { Composer } from './Composer.tsx'
import { Photos } from './Photos.tsx'
import { State } from './State.tsx'
import { Story } from './Story.tsx'
import '../cases.css'
import './case.css'

/** One case: left its story, right how it stands and what may be done now. */
export function CasePageView() {
  const caseId = usePart('caseId')
  const one = useCasePage(caseId)
  return (
    <Answer of={one} rows={10}>
      {(page) => <Whole page={page} />}
    </Answer>
  )
}

function Whole({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const [open, setOpen] = useState<CaseAction | null>(null)
  const changing = useChange(page, () => setOpen(null))
  const beside = use(CaseSlot)
  useEffect(() => {
    document.title = `${page.title || page.shortCode} · ${t('brand')}`
  }, [page.title, page.shortCode, t])
  return (
    <div className="case">
      <div className="case-story">
        <Head page={page} />
        <Lead page={page} />
        <Words page={page} />
        <Photos page={page} changing={changing} />
        <MergingPart caseId={page.id} />
        <BringIn>
          <DutyPart caseId={page.id} />
          <PartnerPart caseId={page.id} />
          <WhistlePart caseId={page.id} />
          <PoolPart caseId={page.id} />
          <PlanPart caseId={page.id} />
          <ParkedPart caseId={page.id} />
          <SupervisionPart caseId={page.id} />
          <AppealPart caseId={page.id} />
        </BringIn>
        {beside?.(page.id)}
        <Story page={page} />
        {page.allowed.includes('note') && <Composer page={page} />}
      </div>
      <aside className="case-state" aria-label={t('case.state')}>
        <section className="panel no-print">
          <h2>{t('act.now')}</h2>
          <Actions page={page} changing={changing} open={open} onOpen={setOpen} />
        </section>
        <State page={page} />
      </aside>
    </div>
  )
}

function Head({ page }: { page: CasePage }) {
  const { t } = useTranslation(['console', 'sheet'])
  return (
    <header className="case-head">
      <p className="message-facts">
        {page.rings && <b className="rings">{t('rings')}</b>}
        <Urgent urgency={page.urgency} />
        <Link to="/console/cases" search={{ status: page.status }}>
          {t(`status.${page.status}`)}
        </Link>
        {page.confidential && <b>{t('case.confidential')}</b>}
        <span className="code">{page.shortCode}</span>
        <span className="code">{page.number}</span>
        <Link className="no-print" to="/console/cases/$caseId/sheet" params={{ caseId: page.id }}>
          {t('sheet:open')}
        </Link>
      </p>
      <h1>{page.title || t('case.untitled')}</h1>
      <p>
        {page.address || t('message.noAddress')}{' '}
        {page.communityName !== '' && (
          <Link to="/console/cases" search={{ community: page.communityCode }}>
            {page.communityName}
          </Link>
        )}
      </p>
      {page.matter && (
        <p>
          <small>
            {t(`kind.${page.matter.kind}`)} {page.matter.code}
          </small>{' '}
          <Link to="/console/cases" search={{ q: page.matter.name }}>
            {page.matter.name}
          </Link>
          {page.class !== null && <small> · {t(`class.${page.class}`)}</small>}
        </p>
      )}
    </header>
  )
}

/** A closed case leads with its two photographs. */
function Lead({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const time = useTime()
  const before =
    page.photos.find((p) => p.role === 'before') ?? page.photos.find((p) => p.role === 'report')
  const after = page.photos.findLast((p) => p.role === 'after')
  if (!before || !after || (page.status !== 'closed' && page.status !== 'handled')) return null
  const shot = (p: typeof before) => ({
    src: photoPath(p.fileId, 'public'),
    alt: `${t(`photo.${p.role}`)} ${time.at(p.at)}`,
  })
  return <BeforeAfter before={shot(before)} after={shot(after)} />
}

function Words({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const said = page.originalText ?? page.words
  return (
    <blockquote className="message-words">
      {said || <span className="quiet">{t('message.noWords')}</span>}
      {page.originalText !== null && page.words !== '' && page.words !== page.originalText && (
        <footer>
          <small>{t('message.summary')}</small> {page.words}
        </footer>
      )}
    </blockquote>
  )
}
