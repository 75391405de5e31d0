import { Button, Glyph } from '#platform/web/kit/index.ts'
import { useDistrict } from '../phone/DistrictFrame.tsx'
import { useSpeech } from '../phone/speech.ts'
import type { Danger } from './draft.ts'

const dangers: readonly Danger[] = ['gas', 'fire', 'live_wire', 'collapse']

/** Whom to ring first; the order is the order of help. */
const numbers: Record<Danger, readonly ('119' | '110' | '120')[]> = {
  gas: ['119', '110'],
  fire: ['119', '120'],
  live_wire: ['119', '110', '120'],
  collapse: ['119', '120', '110'],
}

export interface DangerAskProps {
  districtId: string
  danger: Danger | null
  onChange: (danger: Danger | null) => void
}

export function DangerAsk({ districtId, danger, onChange }: DangerAskProps) {
  const { t } = useSpeech()
  if (danger !== null)
    return (
      <div className="danger-chosen">
        <DangerCalls districtId={districtId} danger={danger} />
        <p>{t('danger.also')}</p>
        <Button look="quiet" onClick={() => onChange(null)}>
          {t('danger.undo')}
        </Button>
      </div>
    )
  return (
    <details className="danger-ask">
      <summary>
        <Glyph name="danger" size={22} />
        <span>
          <strong>{t('danger.ask')}</strong>
          <small>{t('danger.hint')}</small>
        </span>
      </summary>
      <div className="danger-kinds">
        {dangers.map((kind) => (
          <Button key={kind} look="danger" onClick={() => onChange(kind)}>
            {t(`danger.${kind}`)}
          </Button>
        ))}
      </div>
    </details>
  )
}

/** The calls come before everything else; a report alone puts out no fire. */
export function DangerCalls({ districtId, danger }: { districtId: string; danger: Danger }) {
  const { t } = useSpeech()
  const { data } = useDistrict(districtId)
  const gas = danger === 'gas' ? (data?.gasTelephone ?? '') : ''
  return (
    <section className="danger-calls" role="alert">
      <h2>{t('danger.first')}</h2>
      <p>{t(`danger.${danger}.do`)}</p>
      <ul>
        {numbers[danger].map((number) => (
          <li key={number}>
            <a className="danger-call" href={`tel:${number}`}>
              {t(`danger.call${number}`)}
            </a>
          </li>
        ))}
        {gas !== '' && (
          <li>
            <a className="danger-call" href={`tel:${gas}`}>
              {t('danger.callGas', { phone: gas })}
            </a>
          </li>
        )}
        {data && data.telephone !== '' && (
          <li>
            <a className="danger-call" data-second="true" href={`tel:${data.telephone}`}>
              {t('danger.callDesk', { phone: data.telephone })}
            </a>
          </li>
        )}
      </ul>
    </section>
  )
}
