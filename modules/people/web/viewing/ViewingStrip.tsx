import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { sayInstant } from '#platform/web/time-words.ts'
import { viewAsContract, type signInContract } from '../../contract/index.ts'
import './viewing.css'

interface ViewingStripProps {
  viewing: NonNullable<signInContract.Me['viewing']>
  timeZone: string
}

/** Marks every page while a manager looks as another post, and ends the look by one press, or at its time. */
export function ViewingStrip({ viewing, timeZone }: ViewingStripProps) {
  const { t, i18n } = useTranslation('access')
  const client = useQueryClient()
  const [now] = useState(() => Date.now())
  const end = useMutation({
    mutationFn: () => call(viewAsContract.endViewAs, {}),
    onSettled: () => location.reload(),
  })
  useEffect(() => {
    const left = Date.parse(viewing.until) - Date.now()
    const timer = setTimeout(() => void client.resetQueries(), Math.max(left, 0) + 500)
    return () => clearTimeout(timer)
  }, [client, viewing.until])
  const until = sayInstant(viewing.until, now, languageOf(i18n), timeZone)
  const post = `${viewing.organisationName} ${viewing.postTitle}`
  return (
    <div className="viewing-strip" role="status">
      <p>
        <b>{t('viewing.as', { post })}</b> {t('viewing.only', { until })}
      </p>
      <button type="button" aria-busy={end.isPending} onClick={() => end.mutate()}>
        {t('viewing.end')}
      </button>
    </div>
  )
}
