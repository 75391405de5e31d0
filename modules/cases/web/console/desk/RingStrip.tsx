import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../../contract/index.ts'

/** Two soft notes; browsers let a page sound only after somebody asked for it, and so do we. */
function sound(): void {
  const context = new AudioContext()
  for (const [i, pitch] of [660, 880].entries()) {
    const note = context.createOscillator()
    const loud = context.createGain()
    note.frequency.value = pitch
    loud.gain.value = 0.08
    note.connect(loud).connect(context.destination)
    note.start(context.currentTime + i * 0.25)
    note.stop(context.currentTime + i * 0.25 + 0.2)
  }
  setTimeout(() => void context.close(), 1000)
}

/** Gas, fire, live wire, collapse: a strip over the desk until somebody takes them. Silent unless asked. */
export function RingStrip(props: { rows: readonly CaseRow[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('console')
  const ringing = props.rows.filter((r) => r.rings)
  const [loud, setLoud] = useState(false)
  const count = ringing.length
  useEffect(() => {
    if (!loud || count === 0) return undefined
    sound()
    const timer = setInterval(sound, 8000)
    return () => clearInterval(timer)
  }, [loud, count])
  const first = ringing[0]
  if (!first) return null
  return (
    <div className="ring-strip" role="alert">
      <b>{t('ring.title', { count })}</b>
      <span>
        {first.title || t('case.untitled')} · {first.address || first.communityName}
      </span>
      <Button size="small" danger type="primary" onClick={() => props.onOpen(first.id)}>
        {t('ring.open')}
      </Button>
      <Button size="small" aria-pressed={loud} onClick={() => setLoud(!loud)}>
        {t(loud ? 'ring.silence' : 'ring.sound')}
      </Button>
    </div>
  )
}
