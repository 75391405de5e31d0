import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import type { IssueMember, IssuePage } from '../../../contract/issues.ts'
import { useIssueChange } from './queries.ts'

const percent = (share: number) => `${Math.round(100 * Math.min(1, share))}%`

/** The messages, newest first, each with how alike it was when it was put here. */
export function Members({ page }: { page: IssuePage }) {
  const { t } = useTranslation(['issues', 'said'])
  const [leaving, setLeaving] = useState<IssueMember | null>(null)
  const { takeOut } = useIssueChange(page.number)
  const leave = ({ reportId }: IssueMember) =>
    takeOut.mutate({ baseVersion: page.version, reportId }, { onSettled: () => setLeaving(null) })
  return (
    <section>
      <h2>{t('members', { count: page.members.length })}</h2>
      {takeOut.error && (
        <p className="trouble" role="alert">
          {t([
            `said:error.${takeOut.error instanceof CallError ? takeOut.error.code : ''}`,
            'failed',
          ])}
        </p>
      )}
      <ul className="issue-members">
        {page.members.map((member) => (
          <Member
            key={member.reportId}
            member={member}
            {...(page.allowed.includes('take_out') && page.members.length > 1
              ? { onLeave: () => setLeaving(member) }
              : {})}
          />
        ))}
      </ul>
      <Confirm
        open={leaving !== null}
        title={t('leave.title')}
        consequences={[t('leave.then'), t('leave.kept')]}
        verb={t('leave.do')}
        busy={takeOut.isPending}
        onConfirm={() => leaving && leave(leaving)}
        onClose={() => setLeaving(null)}
      />
    </section>
  )
}

function Member({ member, onLeave }: { member: IssueMember; onLeave?: () => void }) {
  const { t } = useTranslation(['issues', 'console'])
  const time = useTime()
  const { likeness } = member
  return (
    <li>
      <time dateTime={member.at}>{time.at(member.at)}</time>
      <div>
        <Link to="/console/cases/$caseId" params={{ caseId: member.caseId }}>
          {member.title || member.shortCode}
        </Link>
        <small>
          {[member.address, t(`console:status.${member.status}`)]
            .filter((s) => s !== '')
            .join(' · ')}
        </small>
      </div>
      <small>
        {likeness
          ? t('alike', {
              name: percent(likeness.name),
              trouble: percent(likeness.trouble),
              saying: percent(likeness.saying),
            })
          : t('alikeNone')}
      </small>
      {onLeave && (
        <Button type="text" onClick={onLeave}>
          {t('leave.do')}
        </Button>
      )}
    </li>
  )
}
