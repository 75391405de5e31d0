import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import type { ModelView } from '../../../contract/index.ts'
import { usePlacing } from './queries.ts'
import { Trouble } from './Trouble.tsx'

interface VersionsProps {
  models: readonly ModelView[]
  standing: ModelView | null
}

/** Every version with how good it was, and the way back to an older one. */
export function VersionsPart({ models, standing }: VersionsProps) {
  const { t } = useTranslation('proposals')
  const placing = usePlacing()
  const [wanted, setWanted] = useState<ModelView | null>(null)
  return (
    <>
      <h3>{t('versions')}</h3>
      <Trouble error={placing.error} />
      <div className="reading-scroll">
        <table className="reading-table">
          <thead>
            <tr>
              <th scope="col">{t('version')}</th>
              <th scope="col">{t('madeAt')}</th>
              <th scope="col">{t('learned')}</th>
              <th scope="col" className="number">
                {t('score.accuracy')}
              </th>
              <th scope="col" className="number">
                {t('score.sureAccuracy')}
              </th>
              <th scope="col">{t('inPlace')}</th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <Version key={model.version} model={model} onPlace={() => setWanted(model)} />
            ))}
          </tbody>
        </table>
      </div>
      {wanted && (
        <Confirm
          open
          title={t('place.title', { version: wanted.version })}
          consequences={consequencesOf(t, wanted, standing)}
          verb={t('place')}
          busy={placing.isPending}
          onConfirm={() => {
            const { kind, version } = wanted
            placing.mutate(
              { kind, version, standing: standing?.version ?? null },
              { onSettled: () => setWanted(null) },
            )
          }}
          onClose={() => setWanted(null)}
        />
      )}
    </>
  )
}

type Say = ReturnType<typeof useTranslation>['t']

function consequencesOf(t: Say, wanted: ModelView, standing: ModelView | null): string[] {
  const then = t('place.then', { version: wanted.version })
  const worse = ((standing?.scores.accuracy ?? 0) - wanted.scores.accuracy) * 100
  return worse < 0.5 ? [then] : [then, t('place.worse', { points: worse.toFixed(1) })]
}

function Version({ model, onPlace }: { model: ModelView; onPlace: () => void }) {
  const { t } = useTranslation('proposals')
  const time = useTime()
  const { version, scores, inPlace, placedBy } = model
  return (
    <tr data-standing={inPlace}>
      <th scope="row">{version}</th>
      <td>
        {time.at(model.madeAt)} {model.orderedBy && <small>{model.orderedBy}</small>}
      </td>
      <td>
        {model.learnedFrom > 0 ? t('from', { count: model.learnedFrom }) : t('fromCatalogue')}
      </td>
      <td className="number">{(scores.accuracy * 100).toFixed(1)}%</td>
      <td className="number">{(scores.sureAccuracy * 100).toFixed(1)}%</td>
      <td>
        {inPlace ? (
          <>
            <b>{t('inPlace')}</b>{' '}
            <small>
              {placedBy
                ? t('placedBy', { by: placedBy })
                : t(version === 1 ? 'placedFirst' : 'placedAlone')}
            </small>
          </>
        ) : (
          <Button size="small" aria-label={`${t('place')} ${version}`} onClick={onPlace}>
            {t('place')}
          </Button>
        )}
      </td>
    </tr>
  )
}
