import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { sayDuration } from '#platform/web/time-words.ts'
import type { Figures, Group, MeasureFilters } from '../../../contract/index.ts'
import type { Step } from '../../../domain/steps.ts'
import { stepName } from '../charts/step-name.ts'
import { BehindLink, sayRate } from '../Figures.tsx'
import { useMeasures } from '../queries.ts'
import './published.css'

const classes = ['service', 'management', 'outreach', 'enforcement'] as const

/**
 * The figures in the sentences in which districts publish theirs: found and solved; listed and put
 * right in one community; its small matters, how their mean time moved, and how many are satisfied.
 */
export function PublishedPart(props: { filters: MeasureFilters; total: Figures; step: Step }) {
  const { t } = useTranslation('insight')
  const { demo } = useConsoleSetting()
  const [address, setAddress] = useAddress()
  const { filters, total, step } = props
  const communities = useMeasures(filters, 'community').data?.groups ?? []
  const named = communities.filter((group) => group.key !== '' && group.name !== null)
  const place = named.find((group) => group.key === address['place']) ?? mostOf(named)
  const kind = classes.find((name) => name === address['kind'])
  const all = address['kind'] === 'any'
  const chosen = all ? undefined : (kind ?? 'service')
  return (
    <section className="measures-part published" aria-label={t('published')}>
      <header className="page-head">
        <h2>{t('published')}</h2>
        <div className="measures-controls no-print">
          <Select
            aria-label={t('published.community')}
            value={place?.key ?? null}
            onChange={(key) => setAddress({ place: key })}
            options={named.map((group) => ({ value: group.key, label: group.name }))}
            popupMatchSelectWidth={false}
          />
          <Select
            aria-label={t('published.class')}
            value={chosen ?? 'any'}
            onChange={(next) => setAddress({ kind: next })}
            options={['any', ...classes].map((value) => ({
              value,
              label: value === 'any' ? t('published.anyClass') : t(`console:class.${value}`),
            }))}
            popupMatchSelectWidth={false}
          />
        </div>
      </header>
      <p className="quiet">
        {demo && <strong className="published-demo">{t('published.demo')}</strong>}
        {t('published.words')}
      </p>
      <ul>
        <li>
          {spoken(t('published.district', { found: '|found|', solved: '|solved|' }), {
            found: <Count {...{ filters }} name="found" count="reported" value={total.reported} />,
            solved: <Count {...{ filters }} name="solved" count="closed" value={total.closed} />,
          })}
        </li>
        {place && <PlaceSentence {...{ place, filters }} />}
        {place && <SmallMatters {...{ place, filters, step, kind: chosen }} />}
      </ul>
    </section>
  )
}

/** The community one begins with: where most was reported, so that there is something to say. */
const mostOf = (groups: readonly Group[]): Group | undefined =>
  groups.toSorted((a, b) => b.figures.reported - a.figures.reported)[0]

/** A sentence with figures in it: what stands between bars is the name of one. */
const spoken = (words: string, figures: Record<string, ReactNode>): ReactNode[] =>
  words.split('|').map((part) => <span key={part}>{figures[part] ?? part}</span>)

function Count(props: {
  filters: MeasureFilters
  name: 'found' | 'solved' | 'listed'
  count: string
  value: number
}) {
  const { t } = useTranslation('insight')
  const { filters, name, count, value } = props
  return (
    <BehindLink search={{ ...filters, count }} label={t(`published.open.${name}`, { n: value })}>
      {value.toLocaleString('en')}
    </BehindLink>
  )
}

function PlaceSentence({ place, filters }: { place: Group; filters: MeasureFilters }) {
  const { t } = useTranslation('insight')
  const own = { ...filters, community: place.key }
  const { filed, closed } = place.figures
  return (
    <li>
      {spoken(t('published.place', { name: place.name, listed: '|listed|', solved: '|solved|' }), {
        listed: <Count filters={own} name="listed" count="filed" value={filed} />,
        solved: <Count filters={own} name="solved" count="closed" value={closed} />,
      })}
    </li>
  )
}

function SmallMatters(props: {
  place: Group
  filters: MeasureFilters
  step: Step
  kind: (typeof classes)[number] | undefined
}) {
  const { t } = useTranslation(['insight', 'console'])
  const { language } = useTime()
  const { place, filters, step, kind } = props
  const own = { ...filters, community: place.key, ...(kind ? { class: kind } : {}) }
  const { data } = useMeasures(own, step)
  if (!data) return null
  const name = place.name ?? ''
  if (data.total.reported === 0) return <li>{t('published.none', { name })}</li>
  const said = data.groups.filter((group) => group.figures.meanMinutes !== null)
  const [first, last] = [said.at(0), said.at(-1)]
  const time = (group: Group) => sayDuration((group.figures.meanMinutes ?? 0) * 60_000, language)
  const { satisfaction } = data.total.rates
  return (
    <li>
      {spoken(
        t('published.small', {
          name,
          class: kind ? t(`console:class.${kind}`) : t('published.anyClass'),
          listed: '|listed|',
          share: '|share|',
          n: satisfaction.numerator,
          of: satisfaction.denominator,
        }),
        {
          listed: (
            <Count filters={own} name="listed" count="reported" value={data.total.reported} />
          ),
          share: (
            <BehindLink
              search={{ ...own, rate: 'satisfaction' }}
              label={t('rate.open', {
                rate: t('rate.satisfaction'),
                share: sayRate(satisfaction),
                n: satisfaction.numerator,
                of: satisfaction.denominator,
              })}
            >
              {sayRate(satisfaction)}
            </BehindLink>
          ),
        },
      )}{' '}
      {first && last && first !== last
        ? t('published.times', {
            first: time(first),
            from: stepName(first.key, step, language),
            last: time(last),
            until: stepName(last.key, step, language),
          })
        : first && t('published.time', { time: time(first) })}
    </li>
  )
}
