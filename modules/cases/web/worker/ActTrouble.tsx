import { CallError } from '#platform/web/call.ts'
import { Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'

export function ActTrouble({ error }: { error: unknown }) {
  const { t, known } = useSpeech()
  const late = error instanceof CallError && error.status === 409
  const code = error instanceof CallError ? error.code : ''
  return (
    <Strip tone="warn">
      {late ? t('task.changed') : known(`refusal.${code}`, t('task.wrong', { code }))}
    </Strip>
  )
}
