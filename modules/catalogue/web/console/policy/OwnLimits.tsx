import { AutoComplete, Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stages } from '../../../contract/index.ts'
import { limitWords } from '../limit-words.ts'
import { useFoundMatters } from '../queries.ts'
import type { LimitValue } from './LimitField.tsx'
import { withOwn } from './limits.ts'
import { OneLimit, type LimitsProps } from './LimitsTable.tsx'

type Stage = (typeof stages)[number]
type At = { key: string; name: string; stage: Stage; limit: LimitValue; there: boolean }

const SHOWN = 24

/** Matters with a standard of their own: many, so they are found rather than scrolled. */
export function OwnLimits(props: LimitsProps & { names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('catalogueConsole')
  const { limits, base, onChange, names } = props
  const [text, setText] = useState('')
  const [all, setAll] = useState(false)
  const [at, setAt] = useState<At | null>(null)
  const keys = [...new Set([...Object.keys(limits.own), ...Object.keys(base.own)])].toSorted()
  const found = keys.filter((k) => `${k} ${names.get(k) ?? ''}`.includes(text.trim()))
  const shown = all || text ? found : found.slice(0, SHOWN)
  return (
    <section className="own">
      <h2>
        {t('policy.own')} <small>{Object.keys(limits.own).length}</small>
      </h2>
      <div className="catalogue-bar">
        <Input
          type="search"
          allowClear
          value={text}
          aria-label={t('policy.findOwn')}
          placeholder={t('policy.findOwn')}
          onChange={(e) => setText(e.target.value)}
        />
        {onChange && (
          <AddOwn
            onChoose={(key, name) => {
              const limit = limits.own[key]?.handle ?? { value: 1, unit: 'WORK_DAY' }
              setAt({ key, name, stage: 'handle', limit, there: key in limits.own })
            }}
          />
        )}
      </div>
      <ul className="own-limits">
        {shown.map((key) => (
          <OwnRow
            key={key}
            id={key}
            name={names.get(key) ?? ''}
            limits={props}
            onOpen={(stage, limit) =>
              setAt({ key, name: names.get(key) ?? '', stage, limit, there: true })
            }
          />
        ))}
      </ul>
      {shown.length < found.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('policy.allOwn', { count: found.length })}
        </Button>
      )}
      {at && onChange && (
        <OneLimit
          title={`${at.key.split('/')[1]} ${at.name} · ${t(`stage.${at.stage}`)}`}
          limit={at.limit}
          onClose={() => setAt(null)}
          onTake={(limit) => {
            onChange(withOwn(limits, at, limit))
            setAt(null)
          }}
          {...(at.there
            ? {
                onRemove: () => {
                  onChange(withOwn(limits, at, null))
                  setAt(null)
                },
              }
            : {})}
        />
      )}
    </section>
  )
}

function OwnRow(props: {
  id: string
  name: string
  limits: LimitsProps
  onOpen: (stage: Stage, limit: LimitValue) => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { id, name, onOpen } = props
  const { limits, base, onChange } = props.limits
  const now = limits.own[id] ?? {}
  const was = base.own[id] ?? {}
  return (
    <li>
      <span className="code">{id.split('/')[1]}</span>
      <span className="own-name">{name}</span>
      {stages.map((stage) => {
        const limit = now[stage]
        const before = was[stage]
        if (!limit && !before) return null
        const changed = JSON.stringify(limit) !== JSON.stringify(before)
        const words = limit ? limitWords(limit, t) : t('policy.noOwn')
        return (
          <span key={stage} className="own-limit" data-changed={changed}>
            {stage !== 'handle' && `${t(`stage.${stage}`)} `}
            {onChange && limit ? (
              <button type="button" className="limit-open" onClick={() => onOpen(stage, limit)}>
                {words}
              </button>
            ) : (
              words
            )}
            {changed && before && <del>{limitWords(before, t)}</del>}
          </span>
        )
      })}
    </li>
  )
}

function AddOwn({ onChoose }: { onChoose: (key: string, name: string) => void }) {
  const { t } = useTranslation('catalogueConsole')
  const [text, setText] = useState('')
  const found = useFoundMatters(useDeferredValue(text))
  return (
    <AutoComplete
      value={text}
      className="own-add"
      aria-label={t('policy.addOwn')}
      placeholder={t('policy.addOwn')}
      onChange={(value: string) => setText(value)}
      onSelect={(key: string) => {
        const matter = found.data?.rows.find((m) => `${m.kind}/${m.code}` === key)
        onChoose(key, matter?.name ?? '')
        setText('')
      }}
      options={(found.data?.rows ?? []).map((m) => ({
        value: `${m.kind}/${m.code}`,
        label: `${m.code} ${m.name} · ${t(`kind.${m.kind}`)}`,
      }))}
    />
  )
}
