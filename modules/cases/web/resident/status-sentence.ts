import type { FollowPage } from '#modules/cases/contract/report.ts'
import type { Speech } from '../phone/speech.ts'

/** One big sentence: how it stands, who has it, by when. */
export function statusSentence(page: FollowPage, { t, known, say }: Speech): string {
  const unit = page.unitName ?? t('say.unit')
  const at = page.promise ? say(page.promise.at, page.now) : null
  if (page.pausedReason !== null) return t('say.paused', { reason: page.pausedReason })
  if (page.overdue && at !== null)
    return page.unitName === null
      ? t('say.overdue.desk', { at })
      : t('say.overdue', { unit: page.unitName, at })
  const timed = page.status === 'reported' || page.status === 'handling'
  const key = timed && at === null ? `say.${page.status}.bare` : `say.${page.status}`
  return known(key, '') === '' ? page.title : t(key, { unit, at })
}
