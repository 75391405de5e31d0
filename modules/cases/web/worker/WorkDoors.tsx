import { useState } from 'react'
import { Sheet } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import { atTheFoot, doorsFor, type WorkDoor } from './doors.ts'

/** The doors at the foot of the worker's pages that this person may open; what does not fit opens by 更多. */
export function Doors({ verbs }: { verbs: readonly string[] }) {
  const { t } = useSpeech()
  const [open, setOpen] = useState(false)
  const doors = doorsFor(verbs)
  // One door alone leads nowhere.
  if (doors.length < 2) return null
  const { shown, rest } = atTheFoot(doors)
  return (
    <>
      <nav className="work-doors" aria-label={t('work.title')}>
        {shown.map((door) => (
          <Door key={door.to} door={door} />
        ))}
        {rest.length > 0 && (
          <button
            type="button"
            aria-haspopup="dialog"
            aria-current={rest.some(isHere) ? 'true' : undefined}
            onClick={() => setOpen(true)}
          >
            {t('work.more')}
          </button>
        )}
      </nav>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('work.more')}>
        <nav className="work-doors-rest" aria-label={t('work.more')}>
          {rest.map((door) => (
            <Door key={door.to} door={door} />
          ))}
        </nav>
      </Sheet>
    </>
  )
}

const isHere = ({ to }: WorkDoor) => location.pathname === to

function Door({ door }: { door: WorkDoor }) {
  const { t } = useSpeech()
  return (
    <a href={door.to} aria-current={isHere(door) ? 'page' : undefined}>
      {t(door.word)}
    </a>
  )
}
