import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { ListView } from '../../../contract/index.ts'
import { draftOf, freshList, type ListDraft } from './draft.ts'
import { ListDialog } from './ListDialog.tsx'
import { useLists } from './queries.ts'
import { useSaySchedule } from './say-schedule.ts'

/** The lists with their days, and the next ones. */
export function ListsPart() {
  const { t } = useTranslation('checks')
  const lists = useLists()
  const [editing, setEditing] = useState<ListDraft | null>(null)
  return (
    <>
      <Answer of={lists} rows={4}>
        {(data) => (
          <>
            {data.mayPlan && (
              <p>
                <Button type="primary" onClick={() => setEditing(freshList(data.today))}>
                  {t('add')}
                </Button>
              </p>
            )}
            {data.lists.length === 0 ? (
              <Empty title={t('none')} words={t('noneWords')} />
            ) : (
              <ul className="checks-rows checks-lists">
                {data.lists.map((list) => (
                  <Row key={list.id} list={list} onEdit={() => setEditing(draftOf(list))} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
      {editing && lists.data && (
        <ListDialog
          list={editing}
          kinds={lists.data.kinds}
          stations={lists.data.stations}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

function Row({ list, onEdit }: { list: ListView; onEdit: () => void }) {
  const { t } = useTranslation('checks')
  const time = useTime()
  const say = useSaySchedule()
  return (
    <li>
      <span>
        <b>{list.name}</b>
        <small className="quiet">
          {[
            list.areaName,
            t('places', { count: list.places.length }),
            t('items', { count: list.items.length }),
            list.purpose,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <span>
        {say(list.schedule)}
        <small className="quiet">
          {list.active
            ? list.next.length > 0
              ? t('next', { days: list.next.slice(0, 3).map(time.date).join(' · ') })
              : t('nextNone')
            : t('off')}
        </small>
      </span>
      {list.mayEdit && (
        <Button size="small" aria-label={`${t('edit')} ${list.name}`} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
    </li>
  )
}
