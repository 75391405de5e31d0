import { Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { FileView } from '../../../contract/index.ts'
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

/** The whole file as one PDF. Why it is taken out is asked, and written down. */
export function ExportVerb({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const id = useId()
  if (!file.mayExport) return null
  const address = `/api/enforcement/files/${file.id}/export?${new URLSearchParams({ reason: reason.trim() })}`
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {t('export')}
      </Button>
      <Modal
        open={open}
        title={t('export')}
        okText={t('export')}
        cancelText={t('leave')}
        okButtonProps={{ disabled: reason.trim() === '' }}
        onOk={() => {
          location.assign(address)
          setOpen(false)
        }}
        onCancel={() => setOpen(false)}
      >
        <div className="act-field">
          <label htmlFor={id}>{t('export.why')}</label>
          <Input
            id={id}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <small className="quiet">{t('export.then')}</small>
        </div>
      </Modal>
    </>
  )
}
