import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress, type Search } from '#platform/web/console/address.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { Figures, Group, MeasureFilters } from '../../contract/index.ts'
import { dimensions, type Dimension, type Rate } from '../../domain/measures.ts'
import { stepFor, steps } from '../../domain/steps.ts'
import { MultiplesPart } from './charts/MultiplesPart.tsx'
import { SpreadPart } from './charts/SpreadPart.tsx'
import { TrendPart } from './charts/TrendPart.tsx'
import { BehindLink, RateCell, sayRate, Times } from './Figures.tsx'
import { FrozenPart } from './paper/FrozenPart.tsx'
import { PaperHead } from './paper/PaperHead.tsx'
import { PublishedPart } from './published/PublishedPart.tsx'
import { dayOf, filtersOf, periodNames, periodsOf } from './period.ts'
import { useMeasures, useStatement, useStatements } from './queries.ts'
import { useGroupName } from './group-name.ts'
import './measures.css'

const heads = ['response', 'onTime', 'resolution', 'satisfaction'] as const
const others = [
  'closing',
  'answer',
  'rework',
  'return',
  'reopening',
  'attendance',
  'reportInTime',
] as const
const columns = ['response', 'onTime', 'resolution', 'satisfaction', 'rework'] as const
const counts = ['reported', 'filed', 'closed', 'open', 'overdue', 'paused'] as const

/** The figures of a period: rates with what they are rates of, and every one opens its cases. */
export function MeasuresPage() {
  const { t, i18n } = useTranslation('insight')
  const { now, timeZone } = useTime()
  const [address, setAddress] = useAddress()
  const today = dayOf(now, timeZone)
  const filters = filtersOf(address, today)
  const by = dimensions.find((d) => d === address['by']) ?? 'community'
  const step = steps.find((s) => s === address['step']) ?? stepFor(filters)
  const measures = useMeasures(filters, by)
  const statement = useStatement(address['statement'])
  return (
    <div className="page measures">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <div className="measures-controls">
          <Button href={sheetAddress({ ...filters, by, language: i18n.language })}>
            {t('sheet')}
          </Button>
          <Button onClick={() => print()}>{t('print')}</Button>
          <Button href="/console/screen">{t('screen')}</Button>
        </div>
      </header>
      <PeriodPart filters={filters} today={today} onChange={setAddress} address={address} />
      <Answer of={measures} rows={8}>
        {({ total, groups, asOf }) => (
          <>
            <PaperHead {...{ filters, by, groups, asOf }} />
            {total.reported === 0 ? (
              <Empty title={t('none')} words={t('noneWords')} />
            ) : (
              <>
                <Heads
                  total={total}
                  filters={filters}
                  frozen={statement.data?.total ?? undefined}
                />
                {statement.data && (
                  <FrozenPart statement={statement.data} live={total} filters={filters} />
                )}
                <TrendPart
                  {...{ filters, total, step }}
                  onStep={(next) => setAddress({ step: next })}
                />
                <ByPart
                  {...{ by, groups, filters }}
                  frozen={statement.data?.groups[by]}
                  onChange={(next) => setAddress({ by: next })}
                />
                <SpreadPart {...{ by, groups, total, filters }} />
                <MultiplesPart {...{ filters, step }} />
                <PublishedPart {...{ filters, total, step }} />
              </>
            )}
            <p className="quiet">{t('explain')}</p>
          </>
        )}
      </Answer>
    </div>
  )
}

/** The same figures as a workbook: the browser saves what it opens. */
function sheetAddress(ask: Record<string, string | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(ask)) if (value !== undefined) query.set(name, value)
  return `/api/insight/measures.xlsx?${query.toString()}`
}

function PeriodPart(props: {
  filters: MeasureFilters
  today: string
  address: Search
  onChange: (change: Search) => void
}) {
  const { t } = useTranslation('insight')
  const { filters, today, address, onChange } = props
  const periods = periodsOf(today)
  const statements = useStatements()
  const chosen = periodNames.find(
    (name) => periods[name].from === filters.from && periods[name].until === filters.until,
  )
  const day = (name: 'from' | 'until') => (
    <label>
      <span>{t(`period.${name}`)}</span>
      <DayPicker
        value={filters[name]}
        onChange={(to) =>
          to !== '' && onChange({ from: filters.from, until: filters.until, [name]: to })
        }
      />
    </label>
  )
  return (
    <search className="measures-period">
      <div role="group" aria-label={t('period')}>
        {periodNames.map((name) => (
          <Button
            key={name}
            type={chosen === name ? 'primary' : 'default'}
            aria-pressed={chosen === name}
            onClick={() => onChange({ ...periods[name] })}
          >
            {t(`period.${name}`)}
          </Button>
        ))}
      </div>
      {day('from')}
      {day('until')}
      {(statements.data?.statements.length ?? 0) > 0 && (
        <Select
          allowClear
          aria-label={t('frozen.choose')}
          placeholder={t('frozen.choose')}
          value={address['statement'] ?? null}
          onChange={(month: string | null | undefined) => onChange(frozenMonth(month))}
          options={(statements.data?.statements ?? []).map(({ month }) => ({
            value: month,
            label: t('frozen.month', { month }),
          }))}
          popupMatchSelectWidth={false}
        />
      )}
    </search>
  )
}

/** A frozen month is set beside the live figures of the same days. */
function frozenMonth(month: string | null | undefined): Search {
  if (!month) return { statement: undefined }
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return { statement: month, from: `${month}-01`, until: `${month}-${last}` }
}

function Heads(props: { total: Figures; filters: MeasureFilters; frozen: Figures | undefined }) {
  const { t } = useTranslation('insight')
  const { total, filters, frozen } = props
  return (
    <>
      <section className="measures-heads" aria-label={t('heads')}>
        {heads.map((name) => (
          <article key={name}>
            <h2>{t(`rate.${name}`)}</h2>
            <RateCell
              {...{ name, filters }}
              rate={total.rates[name]}
              frozen={frozen?.rates[name]}
            />
            {name === 'onTime' && <AfterAppeals {...{ filters }} rate={total.rates.onTimeAfter} />}
            <p>{t(`rate.${name}.what`)}</p>
          </article>
        ))}
      </section>
      <section className="measures-more">
        <div>
          <h2>{t('counts')}</h2>
          <dl className="times">
            {counts.map((name) => (
              <div
                key={name}
                data-tone={name === 'overdue' && total.overdue > 0 ? 'late' : undefined}
              >
                <dt>{t(`counts.${name}`)}</dt>
                <dd>
                  <BehindLink
                    search={{ ...filters, count: name }}
                    label={`${t(`counts.${name}`)} ${total[name]}`}
                  >
                    {String(total[name])}
                  </BehindLink>
                </dd>
              </div>
            ))}
          </dl>
        </div>
        <div>
          <h2>{t('times')}</h2>
          <Times figures={total} />
        </div>
        <div>
          <h2>{t('others')}</h2>
          <dl className="times">
            {others.map((name) => (
              <div key={name}>
                <dt title={t(`rate.${name}.what`)}>{t(`rate.${name}`)}</dt>
                <dd>
                  <RateCell
                    {...{ name, filters }}
                    rate={total.rates[name]}
                    frozen={frozen?.rates[name]}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
    </>
  )
}

/** What stands after appeals, beside the raw rate and smaller: the raw fact leads. */
function AfterAppeals({ rate, filters }: { rate: Rate; filters: MeasureFilters }) {
  const { t } = useTranslation('insight')
  const shown = `${t('rate.after', { share: sayRate(rate) })} (${rate.numerator}/${rate.denominator})`
  return (
    <p title={t('rate.onTimeAfter.what')}>
      <BehindLink
        search={{ ...filters, rate: 'onTimeAfter' }}
        label={t('rate.afterOpen', { shown })}
      >
        {shown}
      </BehindLink>
    </p>
  )
}

function ByPart(props: {
  by: Dimension
  groups: readonly Group[]
  filters: MeasureFilters
  frozen: readonly Group[] | undefined
  onChange: (by: Dimension) => void
}) {
  const { t } = useTranslation('insight')
  const { by, groups, filters, frozen } = props
  const nameOf = useGroupName(by)
  return (
    <section aria-label={t('by')}>
      <header className="page-head">
        <h2>{t('by')}</h2>
        <Select
          aria-label={t('by')}
          value={by}
          onChange={props.onChange}
          options={dimensions.map((value) => ({ value, label: t(`by.${value}`) }))}
          popupMatchSelectWidth={false}
        />
      </header>
      <div className="measures-wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`by.${by}`)}</th>
              <th scope="col" className="number">
                {t('counts.reported')}
              </th>
              <th scope="col" className="number">
                {t('counts.overdue')}
              </th>
              {columns.map((name) => (
                <th key={name} scope="col" title={t(`rate.${name}.what`)}>
                  {t(`rate.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => {
              const own = { ...filters, [by]: group.key }
              return (
                <tr key={group.key}>
                  <th scope="row">{nameOf(group)}</th>
                  {(['reported', 'overdue'] as const).map((name) => (
                    <td key={name} className="number">
                      <BehindLink
                        search={{ ...own, count: name }}
                        label={`${nameOf(group)} ${t(`counts.${name}`)} ${group.figures[name]}`}
                      >
                        {String(group.figures[name])}
                      </BehindLink>
                    </td>
                  ))}
                  {columns.map((name) => (
                    <td key={name}>
                      <RateCell
                        name={name}
                        whose={nameOf(group)}
                        filters={own}
                        rate={group.figures.rates[name]}
                        frozen={frozen?.find((f) => f.key === group.key)?.figures.rates[name]}
                      />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
