import { useTranslation } from 'react-i18next'
import { millis, sayDuration, sayInstant, type Instant, type TimeLanguage } from './time-words.ts'
import './ChainOfHands.css'

export interface Hand {
  unit: string
  /** Given only to those who may know it; the public sees units. */
  person?: string
  from: Instant
  /** null: has it now, or is being offered it. */
  to: Instant | null
  /** false: offered, not yet taken. The joint stays open. */
  accepted: boolean
  did?: string
  /** It helps while another has it. */
  support?: boolean | undefined
}

export interface ChainOfHandsProps {
  /** Oldest first. */
  hands: readonly Hand[]
  /** `row`: one line for a table or a card: who has it, and since how many hands. */
  size?: 'full' | 'row'
  now: Instant
  language: TimeLanguage
  timeZone: string
}

type Grip = 'had' | 'has' | 'offered' | 'declined'

const gripOf = (hand: Hand): Grip => {
  if (hand.to === null) return hand.accepted ? 'has' : 'offered'
  return hand.accepted ? 'had' : 'declined'
}

/** The chain of hands (接力): who has had it, who has it, since when, what each did. */
export function ChainOfHands(props: ChainOfHandsProps) {
  const { t } = useTranslation('platform')
  if (props.size === 'row') return <ChainRow {...props} />
  return (
    <ol className="chain" aria-label={t('chain.name')}>
      {props.hands.map((hand) => (
        <Link key={`${hand.unit}${millis(hand.from)}`} hand={hand} {...props} />
      ))}
    </ol>
  )
}

function Link({ hand, now, language, timeZone }: ChainOfHandsProps & { hand: Hand }) {
  const { t } = useTranslation('platform')
  const grip = gripOf(hand)
  const end = hand.to === null ? now : hand.to
  return (
    <li className="chain-link" data-grip={grip} aria-current={grip === 'has' ? 'step' : undefined}>
      <span className="chain-joint" aria-hidden="true">
        <Joint grip={grip} />
      </span>
      <div className="chain-words">
        <p className="chain-who">
          <strong>{hand.unit}</strong>
          {hand.support === true && <small>{t('chain.support')}</small>}
          {hand.person !== undefined && <span>{hand.person}</span>}
          <span className="chain-grip">{t(gripWord(hand, grip))}</span>
        </p>
        {hand.did !== undefined && <p>{hand.did}</p>}
        <p className="chain-when">
          {t(grip === 'offered' ? 'chain.offeredAt' : 'chain.since', {
            at: sayInstant(hand.from, now, language, timeZone),
            long: sayDuration(millis(end) - millis(hand.from), language),
          })}
        </p>
      </div>
    </li>
  )
}

/** Whoever helps hands nothing on: it has done its part. */
const gripWord = (hand: Hand, grip: Grip): string =>
  hand.support === true && grip === 'had' ? 'chain.helped' : `chain.${grip}`

/** Closed joint: a full disc. In hand: a disc in a ring. Open joint: two half rings that do not touch. */
function Joint({ grip, small }: { grip: Grip; small?: boolean }) {
  const side = small === true ? 14 : 24
  return (
    <svg viewBox="0 0 24 24" width={side} height={side} focusable="false">
      {grip === 'had' && <circle className="chain-full" cx="12" cy="12" r="5" />}
      {grip === 'has' && (
        <>
          <circle className="chain-ring" cx="12" cy="12" r="9" />
          <circle className="chain-full" cx="12" cy="12" r="5" />
        </>
      )}
      {grip === 'offered' && (
        <path className="chain-ring" d="M3.5 9a9 9 0 0 1 17 0M3.5 15a9 9 0 0 0 17 0" />
      )}
      {grip === 'declined' && <path className="chain-ring" d="M7 7l10 10M17 7L7 17" />}
    </svg>
  )
}

function ChainRow({ hands }: ChainOfHandsProps) {
  const { t } = useTranslation('platform')
  const last = hands.at(-1)
  if (!last) return null
  const grip = gripOf(last)
  return (
    <span className="chain-row" data-grip={grip}>
      <span className="chain-dots" aria-hidden="true">
        {hands.slice(-4).map((hand) => (
          <Joint key={`${hand.unit}${millis(hand.from)}`} grip={gripOf(hand)} small />
        ))}
      </span>
      <span className="chain-row-unit" title={last.unit}>
        {last.unit}
      </span>
      <span className="chain-grip">{t(`chain.${grip}`)}</span>
    </span>
  )
}
