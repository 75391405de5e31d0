import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { staffContract, type HoldingView } from '../../../contract/index.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys, useHoldings } from '../queries.ts'
import { AppointForm } from './AppointForm.tsx'
import { dayOf } from './day.ts'

type Whose =
  | { post: { id: string; title: string; active: boolean }; person?: undefined }
  | { person: { id: string; name: string; active: boolean }; post?: undefined }

/** Who holds, held and will hold a post, or which posts a person has; and appointing. */
export function HoldingsOf({ post, person }: Whose) {
  const { t } = useTranslation('peopleConsole')
  const { verbs, timeZone } = useConsoleSetting()
  const { now } = useTime()
  const today = dayOf(timeZone, now)
  const [doing, setDoing] = useState<'appoint' | HoldingView | null>(null)
  const holdings = useHoldings(post ? { postId: post.id } : { personId: person.id })
  const may = verbs.has('people.grant')
  const close = () => setDoing(null)
  return (
    <section className="sheet-part">
      <h3>{t(post ? 'holdings.ofPost' : 'holdings.ofPerson')}</h3>
      <Answer of={holdings} rows={2}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="quiet">{t(post ? 'holdings.none' : 'holdings.noPost')}</p>
          ) : (
            <ol className="holdings">
              {rows.map((h) => (
                <Holding
                  key={h.id}
                  holding={h}
                  name={post ? h.personName : h.postTitle}
                  today={today}
                  may={may && doing === null}
                  onChange={() => setDoing(h)}
                />
              ))}
            </ol>
          )
        }
      </Answer>
      {doing !== null && (
        <AppointForm
          key={doing === 'appoint' ? 'new' : doing.id}
          holding={doing === 'appoint' ? undefined : doing}
          postId={post?.id}
          personId={person?.id}
          today={today}
          onClose={close}
        />
      )}
      {may && doing === null && (post ?? person).active && (
        <Button onClick={() => setDoing('appoint')}>{t('holdings.appoint')}</Button>
      )}
    </section>
  )
}

type When = 'now' | 'past' | 'future'

export const whenOf = (h: { from: string; until: string | null }, today: string): When => {
  if (h.from > today) return 'future'
  return h.until !== null && h.until < today ? 'past' : 'now'
}

interface HoldingProps {
  holding: HoldingView
  name: string
  today: string
  may: boolean
  onChange: () => void
}

function Holding({ holding, name, today, may, onChange }: HoldingProps) {
  const { t } = useTranslation('peopleConsole')
  const client = useQueryClient()
  const say = useSayTrouble()
  const time = useTime()
  const when = whenOf(holding, today)
  const withdraw = useMutation({
    mutationFn: () => call(staffContract.withdrawHolding, { params: { holdingId: holding.id } }),
    onSettled: () => {
      for (const queryKey of [keys.holdings, keys.posts, keys.persons])
        void client.invalidateQueries({ queryKey })
    },
  })
  return (
    <li data-when={when}>
      <span>
        <b>{name}</b>
        <small>
          {holding.until === null
            ? t('holdings.since', { from: time.date(holding.from) })
            : t('holdings.between', {
                from: time.date(holding.from),
                until: time.date(holding.until),
              })}
          {' · '}
          {t(`holdings.${when}`)}
        </small>
        {withdraw.error && (
          <small className="field-wrong" role="alert">
            {say(withdraw.error)}
          </small>
        )}
      </span>
      {may && when !== 'past' && (
        <Button size="small" onClick={onChange}>
          {t(when === 'now' ? 'holdings.end' : 'holdings.change')}
        </Button>
      )}
      {may && when === 'future' && (
        <Button size="small" danger loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('holdings.withdraw')}
        </Button>
      )}
    </li>
  )
}
