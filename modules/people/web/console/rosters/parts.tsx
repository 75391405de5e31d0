import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { NoteView, SwapView } from '../../../contract/rosters.ts'
import { useSwapAct } from '../../shifts/queries.ts'
import { useKindName } from '../../shifts/speech.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import type { Verb } from '../../shifts/CalendarLinks.tsx'

/** A button of the desk, for parts that both faces show. */
export const DeskVerb: Verb = ({ onClick, busy = false, children }) => (
  <Button size="small" loading={busy} onClick={onClick}>
    {children}
  </Button>
)

/** Swaps that wait, with what one may do about each. */
export function SwapsPart({ swaps }: { swaps: readonly SwapView[] }) {
  const { t } = useTranslation('rosters')
  const time = useTime()
  const say = useSayTrouble()
  const act = useSwapAct()
  const kindName = useKindName()
  const side = (one: SwapView['shift']) => `${time.at(one.startsAt)} ${kindName(one)}`
  return (
    <section className="card">
      <h2>{t('swaps')}</h2>
      {act.error && <p role="alert">{say(act.error)}</p>}
      {swaps.length === 0 && <p className="quiet">{t('swaps.none')}</p>}
      <ul>
        {swaps.map((swap) => (
          <li key={swap.id}>
            {t('swap.gives', { from: swap.fromName, to: swap.toName, shift: side(swap.shift) })}
            {swap.back && ` · ${t('swap.back', { shift: side(swap.back) })}`}
            <small>
              {t(`swap.state.${swap.state}`)}
              {swap.words !== '' && ` · ${swap.words}`}
            </small>
            {swap.allowed.length > 0 && (
              <span className="row-verbs">
                {swap.allowed.map((one) => (
                  <Button
                    key={one}
                    size="small"
                    type={one === 'grant' || one === 'agree' ? 'primary' : 'default'}
                    loading={act.isPending}
                    onClick={() => act.mutate({ swap, act: one })}
                  >
                    {t(`act.${one}`)}
                  </Button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What shifts have handed over, and who has it now. */
export function NotesPart({ notes }: { notes: readonly NoteView[] }) {
  const { t } = useTranslation('rosters')
  const time = useTime()
  return (
    <section className="card">
      <h2>{t('notes')}</h2>
      {notes.length === 0 && <p className="quiet">{t('notes.none')}</p>}
      <ul>
        {notes.slice(0, 8).map((note) => (
          <li key={note.id}>
            {note.words}
            <small>
              {t('note.by', { name: note.byName, at: time.at(note.writtenAt) })} ·{' '}
              {note.takenByName === null
                ? t('note.open')
                : t('note.taken', { name: note.takenByName })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
