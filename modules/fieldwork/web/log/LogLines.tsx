import { useTranslation } from 'react-i18next'
import type { LogView } from '../../contract/index.ts'
import { logParts } from '../../domain/log/log.ts'
import './log.css'

interface LogLinesProps {
  lines: LogView['lines']
  /** The time of the day by the district's clock. */
  clock: (at: string) => string
  /** Where a line leads, or nowhere on this face. */
  to?: (of: LogView['lines'][number]['of']) => string | undefined
}

/** What was done on a day, part by part, each thing once with its deeds. */
export function LogLines({ lines, clock, to }: LogLinesProps) {
  const { t, i18n } = useTranslation('log')
  const deed = ({ act, times }: { act: string; times: number }) => {
    const said = i18n.exists(`log:did.${act}`) ? t(`did.${act}`) : act
    return times > 1 ? `${said} ×${times}` : said
  }
  return logParts.map((part) => {
    const here = lines.filter((line) => line.part === part)
    if (here.length === 0) return null
    return (
      <section key={part} className="log-part">
        <h2>{t(`part.${part}`)}</h2>
        <ul>
          {here.map((line) => {
            const href = to?.(line.of)
            return (
              <li key={`${line.of.kind} ${line.of.id}`}>
                <time dateTime={line.at}>{clock(line.at)}</time>
                <span>
                  {href === undefined ? line.of.label : <a href={href}>{line.of.label}</a>}
                  <small className="quiet">{line.acts.map(deed).join(t('paper.comma'))}</small>
                </span>
              </li>
            )
          })}
        </ul>
      </section>
    )
  })
}
