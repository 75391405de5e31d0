import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import {
  catalogueSheets,
  itemClasses,
  type GuideItemView,
  type ItemClass,
} from '../../../contract/index.ts'
import { useGuideItems } from '../queries.ts'
import { GuideDialog, newItem } from './GuideDialog.tsx'

/** The guide in its four classes; what nobody here has looked through says that it is a preset. */
export function GuidePart() {
  const { t } = useTranslation('catalogueConsole')
  const items = useGuideItems()
  const [adding, setAdding] = useState<ItemClass | null>(null)
  return (
    <Answer of={items} rows={8}>
      {({ rows, allowed }) => {
        const presets = rows.filter((r) => r.origin === 'preset' && r.active).length
        return (
          <>
            <p className="quiet catalogue-how">
              {t('guide.how', { count: rows.filter((r) => r.active).length })}
              {presets > 0 && ` ${t('guide.presets', { count: presets })}`}
            </p>
            <SheetTools
              sheet={catalogueSheets.guide}
              what={t('part.guide')}
              may={allowed.includes('edit')}
              queryKey={['catalogue']}
            />
            <div className="guide-classes">
              {itemClasses.map((c) => (
                <section key={c} className="guide-class">
                  <h2>
                    {t(`class.${c}`)}{' '}
                    <small>{rows.filter((r) => r.class === c && r.active).length}</small>
                    {allowed.includes('edit') && (
                      <Button
                        size="small"
                        aria-label={`${t('guide.add')} ${t(`class.${c}`)}`}
                        onClick={() => setAdding(c)}
                      >
                        {t('guide.add')}
                      </Button>
                    )}
                  </h2>
                  <ul>
                    {rows.flatMap((r) => (r.class === c ? [<Item key={r.code} item={r} />] : []))}
                  </ul>
                </section>
              ))}
            </div>
            {adding && (
              <GuideDialog
                title={t('guide.addTitle', { class: t(`class.${adding}`) })}
                start={newItem(adding, rows)}
                onClose={() => setAdding(null)}
              />
            )}
          </>
        )
      }}
    </Answer>
  )
}

function Item({ item }: { item: GuideItemView }) {
  const { t } = useTranslation('catalogueConsole')
  const english = useTime().language === 'en'
  return (
    <li className="guide-row" data-off={!item.active}>
      <span className="code">{item.code}</span>
      <Link to="/console/catalogue/guide/$code" params={{ code: item.code }}>
        {english ? item.nameEn : item.name}
      </Link>
      <small className="guide-owner">{item.owner}</small>
      <small className="guide-marks">
        {!item.active && <span className="mark">{t('inactive')}</span>}
        {item.settleAlone && <span className="mark">{t('settleAlone.short')}</span>}
        {item.origin === 'preset' && <span className="mark">{t('preset.short')}</span>}
      </small>
    </li>
  )
}
