import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#platform/web/console/say.ts'
import type { uploadOrders } from '../../../contract/index.ts'
import { Trouble } from '../trouble.tsx'
import { sayFault } from './said.ts'
import { useUpload } from './queries.ts'

type Report = Output<typeof uploadOrders.reply>
const MOST_BYTES = 900_000

/** A file is tried first; what becomes of each line stands there before anything is taken in. */
export function UploadDialog(props: { link: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const id = useId()
  const upload = useUpload(props.link.id)
  const [csv, setCsv] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [tried, setTried] = useState<Report | null>(null)
  const [done, setDone] = useState(false)
  const choose = async (file: File | undefined) => {
    setTried(null)
    setDone(false)
    const read = file ? await textOf(file) : { csv: '', fault: null }
    setCsv(read.csv)
    setFault(read.fault)
  }
  const send = (dryRun: boolean) =>
    upload.mutate(
      { csv, dryRun },
      {
        onSuccess: (report) => {
          setTried(report)
          setDone(!dryRun)
        },
      },
    )
  const takes = (tried?.lines ?? []).some(
    (line) => line.result === 'made' || line.result === 'changed',
  )
  return (
    <Modal
      open
      width={720}
      title={t('upload.title', { name: props.link.name })}
      onCancel={props.onClose}
      footer={[
        <Button key="leave" onClick={props.onClose}>
          {t(done ? 'close' : 'leave')}
        </Button>,
        <Button
          key="try"
          disabled={csv === '' || done}
          loading={upload.isPending}
          onClick={() => send(true)}
        >
          {t('upload.try')}
        </Button>,
        <Button
          key="do"
          type="primary"
          disabled={!takes || done}
          loading={upload.isPending}
          onClick={() => send(false)}
        >
          {t('upload.do')}
        </Button>,
      ]}
    >
      <p className="quiet">{t('upload.how')}</p>
      <div className="act-field">
        <label htmlFor={id}>{t('upload.choose')}</label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          onChange={(e) => void choose(e.target.files?.[0])}
        />
      </div>
      {fault !== null && (
        <div className="trouble" role="alert">
          {t(fault)}
        </div>
      )}
      <Trouble error={upload.error} />
      {tried && <ReportOf report={tried} done={done} />}
    </Modal>
  )
}

async function textOf(file: File): Promise<{ csv: string; fault: string | null }> {
  if (file.size > MOST_BYTES) return { csv: '', fault: 'upload.large' }
  try {
    const csv = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return { csv, fault: null }
  } catch {
    return { csv: '', fault: 'upload.encoding' }
  }
}

function ReportOf({ report, done }: { report: Report; done: boolean }) {
  const { t } = useTranslation('orders')
  const { t: said } = useTranslation('said')
  return (
    <section role="status">
      <p className="door-facts">
        {done && <b>{t('upload.done')}</b>}
        {Object.entries(report.counts).map(([result, count]) => (
          <span key={result}>
            {t(`result.${result}`)} {count}
          </span>
        ))}
      </p>
      <ul className="upload-lines">
        {report.lines.map((line) => (
          <li key={line.line} data-result={line.result}>
            <span>{t('upload.line', { line: line.line })}</span>{' '}
            <span className="code">{line.externalId}</span> {t(`result.${line.result}`)}{' '}
            {line.faults.map((one) => sayFault(t, said, one)).join(' · ')}
          </li>
        ))}
      </ul>
    </section>
  )
}
