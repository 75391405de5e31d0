import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { FileView } from '../../../contract/index.ts'
import { useDay } from './Rungs.tsx'

/** What became of the file elsewhere: their number, state and days, and how one may object. */
export function HandoverPart({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  if (file.handovers.length === 0) return null
  return (
    <section>
      <h2>{t('rung.handed_over')}</h2>
      {file.handovers.map((one) => (
        <Handover key={one.id} one={one} />
      ))}
    </section>
  )
}

function Handover({ one }: { one: FileView['handovers'][number] }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const day = useDay()
  const before = (end: string) => time.day(new Date(Date.parse(end) - 1))
  const facts = [
    one.theirNumber,
    one.filedOn && t('handover.filed', { day: day(one.filedOn) }),
    one.decideUntil && t('handover.until', { day: before(one.decideUntil) }),
    one.decidedOn && t('handover.decided', { day: day(one.decidedOn) }),
  ].filter(Boolean)
  return (
    <article className="file-card">
      <p>
        <b>{one.to}</b> {t(`theirs.${one.state}`)}{' '}
        <small>
          {t(`system.${one.system}`)} · {t(`handover.${one.reason}`)}
        </small>
      </p>
      {facts.length > 0 && <p className="quiet">{facts.join(' · ')}</p>}
      {one.remedies && (
        <p>
          {t(one.remedies.reviewFirst ? 'remedies.first' : 'remedies.both', {
            review: before(one.remedies.reviewUntil),
            suit: day(one.remedies.suitUntil),
          })}
        </p>
      )}
    </article>
  )
}
