import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as contract from '#modules/cases/contract/personal.ts'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { useSay, useStep } from './queries.ts'
import { WordsForm } from './WordsForm.tsx'

type Entry = contract.FoundElsewhere
type Item = Entry['items'][number]
type Act = 'erase' | 'mend' | 'refuse'

/** What lies beside the cases, entry by entry: the register, visits, and what else the house keeps. */
export function FoundElsewhere({ page }: { page: contract.RequestPage }) {
  const { t } = useTranslation('personal')
  const time = useTime()
  if (page.elsewhere.length === 0) return null
  return (
    <>
      <h3>{t('elsewhere', { count: page.elsewhere.length })}</h3>
      <ol className="personal-found">
        {page.elsewhere.map((entry) => (
          <li key={`${entry.source} ${entry.id}`}>
            <p>
              {entry.label}{' '}
              <small>
                {t(`source.${entry.source}`)} <time>{time.at(entry.at)}</time>
              </small>
            </p>
            <dl>
              {entry.items.map((item) => (
                <OneItem key={item.field} page={page} entry={entry} item={item} />
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </>
  )
}

interface OneItemProps {
  page: contract.RequestPage
  entry: Entry
  item: Item
}

function OneItem({ page, entry, item }: OneItemProps) {
  const { t } = useTranslation('personal')
  const done = page.otherActs.filter(
    (act) => act.source === entry.source && act.entryId === entry.id && act.field === item.field,
  )
  return (
    <div>
      <dt>{t(`field.${item.field}`)}</dt>
      <dd>
        <span>{item.text ?? <em className="quiet">{t('gone')}</em>}</span>
        {done.map((act) => (
          <small key={act.at}>
            {t(`act.${act.act}`, { by: act.by })} {act.reason}
          </small>
        ))}
        <Verbs page={page} entry={entry} item={item} />
      </dd>
    </div>
  )
}

function verbsOf({ page, item }: OneItemProps): Act[] {
  if (item.text === null) return []
  const may = (act: Act) => page.allowed.includes(act)
  const verbs: Act[] = []
  if (may('erase') && item.fault === null) verbs.push('erase')
  if (may('mend') && item.mayMend) verbs.push('mend')
  if (may('refuse')) verbs.push('refuse')
  return verbs
}

function Verbs(props: OneItemProps) {
  const { page, entry, item } = props
  const { t } = useTranslation('personal')
  const say = useSay()
  const [doing, setDoing] = useState<Act | null>(null)
  const stop = () => setDoing(null)
  const step = useStep(
    (words: string) =>
      call(contract.actElsewhere, {
        params: { requestId: page.id },
        body: {
          source: entry.source,
          entryId: entry.id,
          field: item.field,
          act: doing ?? 'refuse',
          words,
          baseVersion: page.version,
        },
      }),
    stop,
  )
  const why = item.fault === null || item.fault === 'gone' ? '' : t(`fault.${item.fault}`)
  return (
    <>
      {why !== '' && page.allowed.includes('erase') && <small className="quiet">{why}</small>}
      {doing === null && (
        <span className="personal-verbs">
          {verbsOf(props).map((act) => (
            <Button
              key={act}
              size="small"
              danger={act === 'erase'}
              type={act === 'refuse' ? 'text' : 'default'}
              onClick={() => setDoing(act)}
            >
              {t(act)}
            </Button>
          ))}
        </span>
      )}
      {doing === 'erase' && step.error !== null && (
        <small className="personal-trouble" role="alert">
          {say(step.error)}
        </small>
      )}
      {doing === 'mend' && <WordsForm label={t('mendTo')} verb={t('mend')} step={step} />}
      {doing === 'refuse' && (
        <WordsForm label={t('refuseWhy')} verb={t('refuse')} step={step} first={why} />
      )}
      <Confirm
        open={doing === 'erase'}
        danger
        title={t('erase')}
        consequences={[t('eraseElsewhere')]}
        verb={t('erase')}
        busy={step.isPending}
        onConfirm={() => step.mutate('')}
        onClose={stop}
      />
    </>
  )
}
