import { Button } from 'antd'
import { useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import type { FileView } from '../../../contract/index.ts'
import { BlurSlot } from '../../blur-slot.ts'
import { usePublishing, useRedacting } from '../queries.ts'
import { Refused } from '../Refused.tsx'
import { fetchedFrom, ReasonVerb } from './ReasonVerb.tsx'

type Evidence = FileView['evidence'][number]

const pictureAddress = (fileId: string) => `/api/files/${fileId}/public`

/** Pictures that prove: each with its hash, whether it is what the camera gave, and who had it in hand. */
export function EvidencePart({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  if (file.evidence.length === 0) return null
  return (
    <section>
      <h2>{t('evidence')}</h2>
      <ul className="evidence-list">
        {file.evidence.map((one) => (
          <EvidenceItem key={one.id} file={file} one={one} />
        ))}
      </ul>
      <details className="custody">
        <summary>{t('custody', { count: file.custody.length })}</summary>
        <ol>
          {file.custody.map((line) => (
            <li key={`${line.at}${line.act}${line.evidenceId}`}>
              <time dateTime={line.at}>{time.at(line.at)}</time> {t(`custody.${line.act}`)}{' '}
              {line.by}
              {line.reason !== '' && <small> {line.reason}</small>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}

function EvidenceItem({ file, one }: { file: FileView; one: Evidence }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const { verbs } = useConsoleSetting()
  const blur = useContext(BlurSlot)
  const [open, setOpen] = useState(false)
  const redacting = useRedacting(file, one.id)
  return (
    <li>
      <img
        src={pictureAddress(one.publicFileId ?? one.pictureId)}
        alt={one.caption || t('picture')}
        loading="lazy"
      />
      <p>
        {one.caption} <small>{time.at(one.takenAt ?? one.receivedAt)}</small>
      </p>
      <p className="sameness" data-same={one.sameness}>
        {t(`same.${one.sameness}`)}
      </p>
      <small className="code" title={one.sha256}>
        {one.sha256.slice(0, 16)}…
      </small>
      {one.publicFileId !== null && <small>{t('redacted')}</small>}
      {verbs.has('enforcement.act') && (
        <ReasonVerb
          size="small"
          verb={t('original')}
          then={t('original.then')}
          onReason={fetchedFrom(`/api/enforcement/files/${file.id}/evidence/${one.id}/original`)}
        />
      )}
      {blur && verbs.has('enforcement.act') && (
        <Button size="small" className="no-print" onClick={() => setOpen(true)}>
          {t('redact')}
        </Button>
      )}
      <Refused error={redacting.error} />
      <Publishing file={file} one={one} />
      {open &&
        blur?.({
          src: pictureAddress(one.pictureId),
          busy: redacting.isPending,
          onRelease: (regions) =>
            regions.length === 0
              ? setOpen(false)
              : redacting.mutate(regions, { onSuccess: () => setOpen(false) }),
          onClose: () => setOpen(false),
        })}
    </li>
  )
}

/** Whether the public sees the copy, and for those who may give files out: to show it or take it back. */
function Publishing({ file, one }: { file: FileView; one: Evidence }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const { verbs } = useConsoleSetting()
  const publishing = usePublishing(file, one.id)
  if (one.publicFileId === null) return null
  const shown = one.publishedAt !== null
  return (
    <>
      {one.publishedAt !== null && (
        <small>{t('published.since', { at: time.at(one.publishedAt) })}</small>
      )}
      {verbs.has('enforcement.export') && (
        <ReasonVerb
          size="small"
          verb={t(shown ? 'unpublish' : 'publish')}
          then={t(shown ? 'unpublish.then' : 'publish.then')}
          onReason={(reason) => publishing.mutate({ shown: !shown, reason })}
        />
      )}
      <Refused error={publishing.error} />
    </>
  )
}
