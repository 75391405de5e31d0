import { Link, useParams } from '@tanstack/react-router'
import { Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { InspectionView } from '../../../contract/index.ts'
import { fetchedFrom, ReasonVerb } from '../file/ReasonVerb.tsx'
import { Refused } from '../Refused.tsx'
import { useFollowing, useInspection } from './queries.ts'
import '../enforcement.css'
import './inspections.css'

/** One inspection: who, why, what was looked at, what came of it; its paper; what follows. */
export function InspectionPage() {
  const { inspectionId } = useParams({ strict: false }) as { inspectionId?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- the routes are joined at run time
  return <Answer of={useInspection(inspectionId ?? '')}>{(one) => <Whole one={one} />}</Answer>
}

const address = (one: InspectionView, format: 'pdf' | 'docx') =>
  `/api/enforcement/inspections/${one.id}/print?format=${format}`

function Whole({ one }: { one: InspectionView }) {
  const { t } = useTranslation('inspections')
  return (
    <div className="page enforcement file-page">
      <header className="page-head">
        <div>
          <p className="file-facts">
            <b data-result={one.voided ? 'void' : one.result}>
              {one.voided ? t('voided') : t(`result.${one.result}`)}
            </b>
            <span className="code">{one.number}</span>
            <span>{one.bodyName}</span>
          </p>
          <h1>{t('titleOf', { name: one.subjectName })}</h1>
          <p>
            <Link to="/console/subjects/$subjectId" params={{ subjectId: one.subjectId }}>
              {one.subjectName}
            </Link>{' '}
            {one.address}
          </p>
        </div>
      </header>
      <div className="file-body">
        <div className="file-main">
          <Facts one={one} />
          <Looked one={one} />
          <Pictures one={one} />
        </div>
        <aside className="file-side" aria-label={t('next')}>
          <section className="panel no-print">
            <h2>{t('next')}</h2>
            <Next one={one} />
          </section>
        </aside>
      </div>
    </div>
  )
}

function Facts({ one }: { one: InspectionView }) {
  const { t } = useTranslation('inspections')
  const time = useTime()
  const rows: [string, string | null][] = [
    ['at', time.at(one.inspectedAt)],
    [
      'phone',
      one.phone &&
        t('phoneSaid', { done: time.at(one.phone.doneAt), sent: time.at(one.phone.sentAt) }),
    ],
    ['matter', `${one.matterCode} ${one.matterName}`],
    ['basis', one.basis],
    [
      'ground',
      [t(`ground.${one.ground}`), one.planTitle, one.groundWords].filter(Boolean).join(' · '),
    ],
    ['approver', one.approver],
    ['officers', one.officers.map(({ name, number }) => `${name}（${number}）`).join('、')],
    ['words', one.words],
    ['signing', t(`signing.${one.signing}`)],
    ['signedBy', one.signedBy],
    ['refusedWhy', one.refusedWhy],
    ['witness', one.witness],
    ['voidedWords', one.voidedWords],
  ]
  return (
    <table className="settings-table">
      <tbody>
        {rows.map(([name, value]) =>
          value ? (
            <tr key={name}>
              <th scope="row">{t(name)}</th>
              <td>{value}</td>
            </tr>
          ) : null,
        )}
      </tbody>
    </table>
  )
}

function Looked({ one }: { one: InspectionView }) {
  const { t } = useTranslation('inspections')
  return (
    <section>
      <h2>{t('looks')}</h2>
      <ol className="file-story">
        {one.looks.map((look) => (
          <li key={look.what}>
            <span data-result={look.was === 'bad' ? 'problem' : ''}>{t(`looked.${look.was}`)}</span>
            <p>
              {look.what} {look.words !== '' && <small>{look.words}</small>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Pictures({ one }: { one: InspectionView }) {
  const { t } = useTranslation('inspections')
  const { t: own } = useTranslation('enforcement')
  const time = useTime()
  if (one.pictures.length === 0) return null
  return (
    <section>
      <h2>{t('pictures')}</h2>
      <ul className="evidence-list">
        {one.pictures.map((picture) => (
          <li key={picture.id}>
            <img
              src={`/api/files/${picture.pictureId}/public`}
              alt={picture.caption || t('picture')}
              loading="lazy"
            />
            <p>
              {picture.caption} <small>{picture.takenAt && time.at(picture.takenAt)}</small>
            </p>
            <p className="sameness" data-same={picture.sameness}>
              {own(`same.${picture.sameness}`)}
            </p>
            <small className="code" title={picture.sha256}>
              {picture.sha256.slice(0, 16)}…
            </small>
            {one.allowed.includes('original') && (
              <ReasonVerb
                size="small"
                verb={own('original')}
                then={t('originalThen')}
                onReason={fetchedFrom(
                  `/api/enforcement/inspections/${one.id}/pictures/${picture.id}/original`,
                )}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What it led to, and its paper. */
function Links({ one }: { one: InspectionView }) {
  const { t } = useTranslation('inspections')
  return (
    <>
      {one.fileId !== null && (
        <li>
          <Link to="/console/enforcement/$fileId" params={{ fileId: one.fileId }}>
            {t('ofFile')}
          </Link>
        </li>
      )}
      {one.caseId !== null && (
        <li>
          <Link to="/console/cases/$caseId" params={{ caseId: one.caseId }}>
            {t('ofCase', { code: one.caseShortCode ?? '' })}
          </Link>
        </li>
      )}
      {one.allowed.includes('print') && (
        <li className="paper-verbs">
          <a href={address(one, 'pdf')}>{t('pdf')}</a>
          <a href={address(one, 'docx')}>{t('docx')}</a>
        </li>
      )}
    </>
  )
}

/** The paper, and what may follow: a file, a case, or that it was recorded wrongly. */
function Next({ one }: { one: InspectionView }) {
  const { t } = useTranslation('inspections')
  const following = useFollowing(one.id)
  const [ids] = useState(() => ({ fileId: newId(), partyId: newId() }))
  const [asking, setAsking] = useState<'open_file' | 'open_case' | 'void' | null>(null)
  const done = { onSuccess: () => setAsking(null) }
  const send = (words: string) => {
    if (asking === 'open_file') following.file.mutate({ ...ids, title: words }, done)
    if (asking === 'open_case') following.case.mutate({ words }, done)
    if (asking === 'void') following.void.mutate({ words, baseVersion: one.version }, done)
  }
  const steps = (['open_file', 'open_case', 'void'] as const).filter((step) =>
    one.allowed.includes(step),
  )
  return (
    <>
      <ul className="step-list">
        <Links one={one} />
        {steps.map((step) => (
          <li key={step}>
            <Button block onClick={() => setAsking(step)}>
              {t(`next.${step}`)}
            </Button>
          </li>
        ))}
      </ul>
      {asking !== null && (
        <AskWords
          title={t(`next.${asking}`)}
          label={t(`ask.${asking}`)}
          start={asking === 'void' ? '' : (one.words ?? '').slice(0, 120)}
          most={asking === 'open_file' ? 120 : 400}
          error={following.file.error ?? following.case.error ?? following.void.error}
          busy={following.file.isPending || following.case.isPending || following.void.isPending}
          onSend={send}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}

function AskWords(props: {
  title: string
  label: string
  start: string
  most: number
  error: unknown
  busy: boolean
  onSend: (words: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('inspections')
  const id = useId()
  const [words, setWords] = useState(props.start)
  return (
    <Modal
      open
      title={props.title}
      okText={props.title}
      cancelText={t('leave')}
      okButtonProps={{ disabled: words.trim() === '', loading: props.busy }}
      onOk={() => props.onSend(words.trim())}
      onCancel={props.onClose}
    >
      <div className="enforcement act-field">
        <Refused error={props.error} />
        <label htmlFor={id}>{props.label}</label>
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={props.most}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
    </Modal>
  )
}
