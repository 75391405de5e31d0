import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { leaveContract } from '../../../contract/index.ts'
import type { LeaveView } from '../../../contract/leave.ts'
import { call } from '../form/saving.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'

/** Who stands in for each post; where nobody does it says who hears instead. */
function StandIns({ posts }: Pick<LeaveView, 'posts'>) {
  const { t } = useTranslation('access')
  return (
    <ul className="stand-ins">
      {posts.map(({ postId, title, standIn }) => {
        const stands = standIn !== null && standIn.state !== 'declined'
        return (
          <li key={postId}>
            {title}：
            {stands ? (
              <>
                {standIn.personName}
                <small> {t(`leave.state.${standIn.state}`)}</small>
              </>
            ) : (
              <em className="gap">
                {standIn ? t('leave.declinedBy', { name: standIn.personName }) : t('leave.upward')}
              </em>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface LeaveRowProps {
  leave: LeaveView
  /** On the own page the name is the heading already. */
  named: boolean
  onChange: () => void
}

/** One leave: who, the days, who stands in, and what may be done. */
export function LeaveRow({ leave, named, onChange }: LeaveRowProps) {
  const { t } = useTranslation('access')
  const [ending, setEnding] = useState(false)
  const time = useTime()
  const say = useSayTrouble()
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () =>
      call(leaveContract.endLeave, {
        params: { leaveId: leave.id },
        body: { baseVersion: leave.version },
      }),
    onSettled: () => {
      setEnding(false)
      for (const queryKey of [keys.leaves, keys.posts]) void client.invalidateQueries({ queryKey })
    },
  })
  const days = leave.from === leave.until ? 'leave.day' : 'leave.days'
  return (
    <li data-off={leave.cancelled}>
      <span>
        {named && <b>{leave.personName}</b>}{' '}
        <time>{t(days, { from: time.day(leave.from), until: time.day(leave.until) })}</time>
        {leave.words !== '' && <small>{leave.words}</small>}
        {leave.cancelled && <small>{t('leave.cancelled')}</small>}
        {end.error && (
          <small className="field-wrong" role="alert">
            {say(end.error)}
          </small>
        )}
      </span>
      <StandIns posts={leave.posts} />
      <span className="row-end">
        {leave.allowed.includes('change') && (
          <Button size="small" onClick={onChange}>
            {t('leave.change')}
          </Button>
        )}{' '}
        {leave.allowed.includes('end') && (
          <Button size="small" onClick={() => setEnding(true)}>
            {t('leave.end')}
          </Button>
        )}
      </span>
      <Confirm
        open={ending}
        title={t('leave.end')}
        consequences={[t('leave.endThen', { name: leave.personName })]}
        verb={t('leave.end')}
        busy={end.isPending}
        onConfirm={() => end.mutate()}
        onClose={() => setEnding(false)}
      />
    </li>
  )
}
