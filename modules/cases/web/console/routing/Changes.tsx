import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import {
  listRoutingChanges,
  type RoutingChange,
  type RoutingRule,
} from '../../../contract/index.ts'
import { conditionWords, type Names } from './rule-words.ts'
import { rulesKey } from './rules.ts'

const isRule = (value: unknown): value is RoutingRule =>
  typeof value === 'object' && value !== null && 'whenMatters' in value && 'unitId' in value

const orderIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && 'order' in value && Array.isArray(value.order)
    ? value.order.map(String)
    : []

/** Who changed which rule and how, newest first. */
export function Changes({ names }: { names: Names }) {
  const { t } = useTranslation('console')
  const changes = useQuery({
    queryKey: [...rulesKey, 'changes'],
    queryFn: ({ signal }) => call(listRoutingChanges, { signal }),
  })
  return (
    <section className="rule-changes">
      <h2>{t('routing.history')}</h2>
      <Answer of={changes} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('routing.historyNone')}</p>
          ) : (
            <ol>
              {rows.map((row) => (
                <Change key={row.seq} row={row} names={names} />
              ))}
            </ol>
          )
        }
      </Answer>
    </section>
  )
}

function useSaying(names: Names) {
  const { t } = useTranslation('console')
  return (rule: RoutingRule) =>
    t('routing.reads', {
      when: conditionWords(rule, names, t).join(t('routing.and')),
      unit: names.unit(rule.unitId) || t('routing.unknownUnit'),
    }) + (rule.enabled ? '' : t('routing.offWords'))
}

function Change({ row, names }: { row: RoutingChange; names: Names }) {
  const { t } = useTranslation('console')
  const time = useTime()
  const { before, after } = row
  const rule = [after, before].find((state) => isRule(state))
  return (
    <li>
      <span>
        <time dateTime={row.at}>{time.at(row.at)}</time>
        <small>{row.by ?? t('routing.somebody')}</small>
      </span>
      <div>
        <b>
          {t(`routing.act.${row.act}`)} {rule?.name}
        </b>
        {rule && (
          <RuleState rule={rule} was={row.act === 'changed' ? before : null} names={names} />
        )}
        {row.act === 'ordered' && (
          <p>
            {orderIn(after)
              .map((name, i) => `${i + 1} ${name}`)
              .join(t('list.and'))}
          </p>
        )}
      </div>
    </li>
  )
}

/** What a rule says, and what it said before where that differs. */
function RuleState({ rule, was, names }: { rule: RoutingRule; was: unknown; names: Names }) {
  const { t } = useTranslation('console')
  const say = useSaying(names)
  const before = isRule(was) ? was : null
  return (
    <>
      {before && before.name !== rule.name && (
        <small>{t('routing.wasNamed', { name: before.name })}</small>
      )}
      <p>{say(rule)}</p>
      {before && say(before) !== say(rule) && (
        <p>
          <del>{say(before)}</del>
        </p>
      )}
    </>
  )
}
