import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

/** What has been changed and does not hold yet: made into a new version together, or dropped. */
export function DraftBar(props: { count: number; onPublish: () => void; onDiscard: () => void }) {
  const { t } = useTranslation('catalogueConsole')
  if (props.count === 0) return null
  return (
    <div className="draft-bar" role="status">
      <span>{t('policy.changed', { count: props.count })}</span>
      <Button type="primary" onClick={props.onPublish}>
        {t('policy.publishOpen')}
      </Button>
      <Button onClick={props.onDiscard}>{t('policy.discard')}</Button>
    </div>
  )
}
