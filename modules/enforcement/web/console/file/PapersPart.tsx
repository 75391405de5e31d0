import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { FileView } from '../../../contract/index.ts'
import { fetchedFrom, ReasonVerb } from './ReasonVerb.tsx'
import { useDay } from './Rungs.tsx'

const printAddress = (fileId: string, paperId: string, format: 'pdf' | 'docx') =>
  `/api/enforcement/files/${fileId}/papers/${paperId}/print?format=${format}`

/** The papers of a file, each to print or to write on. */
export function PapersPart({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const day = useDay()
  if (file.papers.length === 0) return null
  return (
    <section>
      <h2>{t('papers')}</h2>
      <ul className="paper-list">
        {file.papers.map((paper) => (
          <li key={paper.id} data-state={paper.state}>
            <p>
              <b>{t(`paper.${paper.kind}`)}</b> <span className="code">{paper.number}</span>
              {paper.state === 'withdrawn' && <small> {t('paper.withdrawn')}</small>}
            </p>
            <small className="quiet">
              {time.at(paper.madeAt)}
              {paper.served && ` · ${t(`mode.${paper.served.mode}`)} ${day(paper.served.servedOn)}`}
            </small>
            <p className="paper-verbs no-print">
              <a href={printAddress(file.id, paper.id, 'pdf')}>{t('pdf')}</a>
              <a href={printAddress(file.id, paper.id, 'docx')}>{t('docx')}</a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The whole file as one PDF. */
export function ExportVerb({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  if (!file.mayExport) return null
  return (
    <ReasonVerb
      verb={t('export')}
      then={t('export.then')}
      onReason={fetchedFrom(`/api/enforcement/files/${file.id}/export`)}
    />
  )
}
