import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { signInContract } from '#modules/people/contract/index.ts'

/** Posts that ask for a second step at sign-in say so, wherever one is, until it is there. */
export function ClosedPosts({ me }: { me: signInContract.Me }) {
  const { t } = useTranslation('frame')
  const closed = me.posts.filter((p) => p.closed)
  if (closed.length === 0) return null
  return (
    <p className="shell-demo" role="status">
      {t('shell.closedPosts', { posts: closed.map((p) => p.title).join(t('shell.and')) })}{' '}
      <Link to="/console/me">{t('shell.setUp')}</Link>
    </p>
  )
}
