import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { kindContract, type PostKindView } from '../../../contract/index.ts'
import type { KindChangeView } from '../../../contract/kinds.ts'
import { changesNothing, kindChange, type KindMeaning } from '../../../domain/post-kind-change.ts'
import { keys } from '../queries.ts'

/** Before saving: what is gained and lost, and by whom. */
export function KindEffect({ kind, next }: { kind: PostKindView; next: KindMeaning }) {
  const { t } = useTranslation('access')
  const change = kindChange(kind, next)
  const nothing = changesNothing(change)
  const holders = useQuery({
    queryKey: [...keys.kinds, 'holders', kind.code],
    queryFn: ({ signal }) =>
      call(kindContract.kindHolders, { params: { code: kind.code }, signal }),
    enabled: !nothing,
  })
  if (nothing) return null
  const reached = holders.data
  return (
    <section className="slip" aria-label={t('kind.effect')} role="status">
      <b>{t('kind.effect')}</b>
      <ChangeWords change={change} />
      {reached && (
        <p>
          {t('kind.reaches', { count: reached.people })}
          {reached.named.map((p) => p.name).join(t('factor.and'))}
          {reached.people > reached.named.length && t('kind.more')}
        </p>
      )}
      {change.secondFactor === true && reached && reached.withoutFactor > 0 && (
        <p>{t('kind.withoutFactor', { count: reached.withoutFactor })}</p>
      )}
    </section>
  )
}

/** One edit in words: rights gained and lost, how far it sees, the second step. */
export function ChangeWords({ change }: { change: KindChangeView }) {
  const { t } = useTranslation('access')
  const { t: said } = useTranslation('said')
  const named = (verbs: readonly string[]) =>
    verbs.map((verb) => said([`verb.${verb}`], { defaultValue: verb })).join(t('factor.and'))
  const { gained, lost, reachBefore, secondFactor } = change
  return (
    <ul className="kind-change">
      {gained.length > 0 && <li>{t('kind.gained', { verbs: named(gained) })}</li>}
      {lost.length > 0 && <li>{t('kind.lost', { verbs: named(lost) })}</li>}
      {reachBefore !== null && <li>{t('kind.reach', { before: said(`reach.${reachBefore}`) })}</li>}
      {secondFactor !== null && <li>{t(secondFactor ? 'kind.factorOn' : 'kind.factorOff')}</li>}
    </ul>
  )
}
