import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Begin } from '../beside/BringIn.tsx'
import { BlowForm } from './BlowForm.tsx'
import { useWhistles } from './queries.ts'
import { WhistleCard } from './WhistleCard.tsx'
import './whistles.css'

/** The whistles of a case on its page, and where one may, the verb to blow. */
export function WhistlePart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('whistles')
  const asked = useWhistles(caseId)
  const [blowing, setBlowing] = useState(false)
  const { data } = asked
  if (!data || (data.whistles.length === 0 && !data.mayBlow)) return null
  const begin = data.mayBlow && !blowing && (
    <Begin of="whistle">
      <Button onClick={() => setBlowing(true)}>{t('blowOne')}</Button>
    </Begin>
  )
  if (data.whistles.length === 0 && !blowing) return begin
  return (
    <section className="whistles" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.whistles.map((whistle) => (
        <WhistleCard key={whistle.id} whistle={whistle} ofCase />
      ))}
      {blowing && (
        <BlowForm caseId={caseId} version={data.version} onDone={() => setBlowing(false)} />
      )}
      {begin}
    </section>
  )
}
