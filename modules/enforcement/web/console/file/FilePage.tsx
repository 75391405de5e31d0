import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { FileView } from '../../../contract/index.ts'
import { useFile } from '../queries.ts'
import { AddParties } from './AddParties.tsx'
import { EvidencePart } from './EvidencePart.tsx'
import { MediationPart } from './MediationPart.tsx'
import { HandoverPart } from './HandoverPart.tsx'
import { ExportVerb, PapersPart } from './PapersPart.tsx'
import { DueLine, Rungs } from './Rungs.tsx'
import { NextSteps } from './NextSteps.tsx'
import '../enforcement.css'

/** One file: the ladder, what may be done next, and everything that was done. */
export function FilePage() {
  const { fileId } = useParams({ strict: false })
  return <Answer of={useFile(fileId ?? '')}>{(file) => <Whole file={file} />}</Answer>
}

function Whole({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  return (
    <div className="page enforcement file-page">
      <Head file={file} />
      <div className="file-body">
        <div className="file-main">
          <Rungs file={file} />
          <PapersPart file={file} />
          <HandoverPart file={file} />
          <EvidencePart file={file} />
          <MediationPart file={file} />
          <StoryPart file={file} />
        </div>
        <aside className="file-side" aria-label={t('next')}>
          <section className="panel no-print">
            <h2>{t('next')}</h2>
            <NextSteps file={file} />
          </section>
          <PartiesPart file={file} />
        </aside>
      </div>
    </div>
  )
}

function Head({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  return (
    <header className="page-head">
      <div>
        <p className="file-facts">
          <b>{t(`state.${file.state}`)}</b>
          {file.caseId !== null && (
            <Link to="/console/cases/$caseId" params={{ caseId: file.caseId }}>
              {t('ofCase', { code: file.caseShortCode ?? '' })}
            </Link>
          )}
          {file.inspections.map((one) => (
            <Link
              key={one.id}
              to="/console/inspections/$inspectionId"
              params={{ inspectionId: one.id }}
            >
              {t('ofInspection', { number: one.number })}
            </Link>
          ))}
          {file.bodyName !== null && <span>{file.bodyName}</span>}
        </p>
        <h1>{file.title}</h1>
        <p>
          {file.address}
          {file.matterName !== '' && (
            <span className="quiet">
              {' · '}
              {file.matterCode} {file.matterName}
            </span>
          )}
        </p>
        {file.dueAt !== null && (
          <p>
            <DueLine file={file} />
          </p>
        )}
      </div>
      <ExportVerb file={file} />
    </header>
  )
}

function PartiesPart({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  return (
    <section className="panel">
      <h2>{t('parties')}</h2>
      <ul className="party-list">
        {file.partyRows.map((party) => (
          <li key={party.id}>
            <b>{party.name}</b> <small>{t(`party.${party.kind}`)}</small>
            {party.about !== null && <p>{party.about}</p>}
            {party.elsewhere > 0 && (
              <p className="quiet">{t('elsewhere', { count: party.elsewhere })}</p>
            )}
          </li>
        ))}
      </ul>
      {file.atPlace > 0 && <p className="quiet">{t('atPlace', { count: file.atPlace })}</p>}
      {file.sells !== 'none' && (
        <p className="quiet">
          {t(`sells.${file.sells}`)} · {t(file.stallsOffered ? 'stalls.offered' : 'stalls.not')}
        </p>
      )}
      <AddParties file={file} />
    </section>
  )
}

function StoryPart({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  return (
    <section>
      <h2>{t('story')}</h2>
      <ol className="file-story">
        {file.story.toReversed().map((step) => (
          <li key={step.seq}>
            <time dateTime={step.at}>{time.at(step.at)}</time>
            <p>
              <b>{t(`step.${step.type}`)}</b> <small>{step.by}</small>
              <Phone details={step.details} />
            </p>
            {step.words !== null && step.words !== '' && <blockquote>{step.words}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What lay on a phone before it came was done earlier than it stands here. */
function Phone({ details }: { details: Record<string, unknown> }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const { said } = details
  if (typeof said !== 'object' || said === null || !('aboutAt' in said)) return null
  const { aboutAt } = said
  return typeof aboutAt === 'string' ? (
    <small className="quiet"> {t('phone', { at: time.at(aboutAt) })}</small>
  ) : null
}
