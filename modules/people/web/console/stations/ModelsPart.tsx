import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { StaffingModelView } from '../../../contract/index.ts'
import { useOpened } from '../form/opened.ts'
import { useModels, useNamed } from '../queries.ts'
import { ModelSheet } from './ModelSheet.tsx'

/** The models that stations are measured by; ours are marked until the district has edited them. */
export function ModelsPart() {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const models = useModels()
  const opened = useOpened(models.data, (m) => m.code, models.refetch)
  return (
    <>
      <p className="quiet">{t('models.how')}</p>
      {verbs.has('people.edit') && (
        <div className="filters">
          <Button type="primary" onClick={() => opened.open('new')}>
            {t('models.add')}
          </Button>
        </div>
      )}
      <Answer of={models} rows={4}>
        {(rows) => (
          <ul className="rows">
            {rows.map((model) => (
              <ModelRow key={model.code} model={model} onOpen={() => opened.open(model.code)} />
            ))}
          </ul>
        )}
      </Answer>
      {opened.isOpen && (
        <ModelSheet
          key={opened.key}
          model={opened.row}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}

function ModelRow({ model, onOpen }: { model: StaffingModelView; onOpen: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const named = useNamed()
  return (
    <li>
      <span>
        <button type="button" className="row-name" onClick={onOpen}>
          {named(model)}
        </button>
        {model.preset && <small>{t('models.preset')}</small>}
      </span>
      <span>
        {model.seats
          .map((s) =>
            t(s.most === null ? 'models.seatOpen' : 'models.seat', {
              name: named(s),
              count: s.least,
            }),
          )
          .join(t('and'))}
      </span>
      <small className="row-end">{t('models.stations', { count: model.stations })}</small>
    </li>
  )
}
