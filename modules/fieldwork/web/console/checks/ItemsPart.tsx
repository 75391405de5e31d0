import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { itemKinds } from '../../../domain/checks/item.ts'
import { freshItem, type ItemDraft } from './draft.ts'
import type { PartProps } from './ListDialog.tsx'

/** What to look at, in order, and how each is answered. */
export function ItemsPart({ draft, set }: PartProps) {
  const { t } = useTranslation('checks')
  return (
    <section className="checks-part">
      <h3>{t('itemsTitle')}</h3>
      <ol>
        {draft.items.map((item, n) => (
          <Item key={item.id} n={n} draft={draft} set={set} />
        ))}
      </ol>
      <Button onClick={() => set({ items: [...draft.items, freshItem()] })}>{t('addItem')}</Button>
    </section>
  )
}

function Item({ n, draft, set }: PartProps & { n: number }) {
  const { t } = useTranslation('checks')
  const item = draft.items[n]!
  const change = (to: Partial<ItemDraft>) =>
    set({ items: draft.items.map((one, i) => (i === n ? { ...one, ...to } : one)) })
  const up = () => set({ items: draft.items.toSpliced(n - 1, 2, item, draft.items[n - 1]!) })
  return (
    <li>
      <Input
        className="checks-words"
        aria-label={t('itemWords', { n: n + 1 })}
        value={item.words}
        maxLength={200}
        onChange={(event) => change({ words: event.target.value })}
      />
      <Select
        aria-label={t('itemKind', { n: n + 1 })}
        value={item.kind}
        onChange={(kind) => change({ kind })}
        options={itemKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      {item.kind === 'number' && (
        <>
          <InputNumber
            aria-label={t('itemLeast', { n: n + 1 })}
            placeholder={t('least')}
            value={item.least}
            onChange={(least) => change({ least })}
          />
          <InputNumber
            aria-label={t('itemMost', { n: n + 1 })}
            placeholder={t('most')}
            value={item.most}
            onChange={(most) => change({ most })}
          />
          <Input
            className="checks-unit"
            aria-label={t('itemUnit', { n: n + 1 })}
            placeholder={t('unit')}
            value={item.unit}
            maxLength={20}
            onChange={(event) => change({ unit: event.target.value })}
          />
        </>
      )}
      <Checkbox
        checked={item.picture}
        onChange={(event) => change({ picture: event.target.checked })}
      >
        {t('picture')}
      </Checkbox>
      <Button size="small" disabled={n === 0} onClick={up}>
        {t('up')}
      </Button>
      <Button
        size="small"
        disabled={draft.items.length === 1}
        onClick={() => set({ items: draft.items.filter((one) => one.id !== item.id) })}
      >
        {t('remove')}
      </Button>
    </li>
  )
}
