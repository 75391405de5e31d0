import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { RecordView } from '../../../contract/index.ts'
import { useOneRound } from './queries.ts'

/** One round: what was found, by whom and when, and the cases that came of it. */
export function OneRound({ roundId }: { roundId: string }) {
  const { t } = useTranslation('checks')
  return (
    <Answer of={useOneRound(roundId)} rows={3}>
      {(round) => (
        <>
          {round.purpose !== '' && <p className="quiet">{round.purpose}</p>}
          {round.records.length === 0 && <p className="quiet">{t('round.noRecord')}</p>}
          {round.records.map((record, n) => (
            <section key={record.id}>
              {n > 0 && <h3>{t('round.second')}</h3>}
              <Record record={record} />
            </section>
          ))}
        </>
      )}
    </Answer>
  )
}

function Record({ record }: { record: RecordView }) {
  const { t } = useTranslation('checks')
  const time = useTime()
  const { phone } = record
  return (
    <>
      <p>
        {t('round.by', { who: record.who, at: time.at(record.at) })}
        {phone && (
          <small className="quiet">
            {' '}
            {t('round.phone', { doneAt: time.at(phone.doneAt), sentAt: time.at(phone.sentAt) })}
          </small>
        )}
      </p>
      {record.words !== '' && <p>{record.words}</p>}
      <ol className="checks-answers">
        {record.answers.map((answer) => (
          <AnswerLine key={answer.id} answer={answer} />
        ))}
      </ol>
    </>
  )
}

function AnswerLine({ answer }: { answer: RecordView['answers'][number] }) {
  const { t } = useTranslation('checks')
  const { value } = answer
  const shown =
    value === null
      ? t('value.none')
      : value === 'yes' || value === 'no'
        ? t(`value.${value}`)
        : `${value}${answer.unit}`
  return (
    <li>
      <span>
        {answer.item} <b>{shown}</b>{' '}
        {!answer.fine && (
          <span className="checks-state" data-tone="cinnabar">
            {t('notFine')}
          </span>
        )}
        {answer.words !== '' && <small className="quiet">{answer.words}</small>}
      </span>
      <span className="checks-photos">
        {answer.photos.map((photo) => (
          <a key={photo} href={`/api/files/${photo}/public`} target="_blank" rel="noreferrer">
            <img src={`/api/files/${photo}/thumb`} alt={t('round.photo')} loading="lazy" />
          </a>
        ))}
      </span>
      {answer.caseId !== null && (
        <a href={`/console/cases/${answer.caseId}`}>
          {t(answer.settled ? 'round.settled' : 'round.case')}
        </a>
      )}
    </li>
  )
}
