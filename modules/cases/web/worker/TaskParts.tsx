import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CasePage, EventView } from '#modules/cases/contract/index.ts'
import { PlaceMap } from '#platform/web/Map.tsx'
import { readDistrict } from '../phone/reach.ts'
import { saidIn } from '../phone/said.ts'
import { useSpeech } from '../phone/speech.ts'

const useDistrict = (districtId: string) =>
  useQuery({
    queryKey: ['district', districtId],
    queryFn: () => readDistrict(districtId),
    staleTime: Infinity,
  })

/** The place on our own map, and handed to the phone's map application. */
export function WhereTo({ page, districtId }: { page: CasePage; districtId: string }) {
  const { t } = useSpeech()
  const areas = useDistrict(districtId).data?.areas
  const { lon, lat } = page
  const name = page.address || page.communityName
  const points = useMemo(
    () =>
      lon === null || lat === null
        ? []
        : [{ id: page.id, at: [lon, lat] as const, label: name, tone: 'jade' as const }],
    [lon, lat, name, page.id],
  )
  return (
    <section>
      <h2>{t('task.place')}</h2>
      <p>
        <strong>{name}</strong>
      </p>
      <p className="quiet">
        {page.communityName} · {t('task.grid', { code: page.gridCode })}
      </p>
      {lon !== null && lat !== null ? (
        <>
          <p className="where-to">
            <a href={`geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(name)})`}>
              {t('task.navigate')}
            </a>
            <a href={amap(lon, lat, name)} rel="noreferrer">
              {t('task.amap')}
            </a>
          </p>
          <PlaceMap
            className="task-map"
            label={name}
            center={[lon, lat]}
            zoom={16}
            {...(areas ? { outlines: areas } : {})}
            points={points}
          />
          <p className="quiet">
            {t('task.coordinates', { lat: lat.toFixed(5), lon: lon.toFixed(5) })}
          </p>
        </>
      ) : (
        <p className="quiet">{t('task.noPoint')}</p>
      )}
    </section>
  )
}

/** The address under which the application opens itself; it converts the point by `coordinate`. */
const amap = (lon: number, lat: number, name: string) =>
  `https://uri.amap.com/marker?${new URLSearchParams({
    position: `${lon},${lat}`,
    name,
    coordinate: 'wgs84',
    callnative: '1',
  })}`

/** What the matter asks: when it counts as done, which steps, which evidence. */
export function Guide({ page }: { page: CasePage }) {
  const { t } = useSpeech()
  const { standard, guide } = page
  const facts = [
    ['task.standard', standard?.closing],
    ['task.evidence', guide?.evidence.join(t('list.and'))],
    ['task.hint', standard?.hint],
  ].flatMap(([word, said]) => (word && said ? [{ word, said }] : []))
  if (facts.length === 0 && !guide) return null
  return (
    <section className="task-guide">
      <h2>{t('task.how')}</h2>
      {guide && guide.steps.length > 0 && (
        <ol>
          {guide.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <dl>
        {facts.map(({ word, said }) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      {(standard?.origin ?? guide?.origin) !== 'district' && (
        <p className="quiet">{t('task.preset')}</p>
      )}
    </section>
  )
}

/** Whoever reported is reached through the desk only. */
export function Contact({ districtId }: { districtId: string }) {
  const { t } = useSpeech()
  const telephone = useDistrict(districtId).data?.telephone ?? ''
  return (
    <section>
      <h2>{t('task.contact')}</h2>
      <p>{t('task.contactHow')}</p>
      {telephone !== '' && (
        <p className="where-to">
          <a href={`tel:${telephone.replaceAll(' ', '')}`}>{t('task.call', { telephone })}</a>
        </p>
      )}
    </section>
  )
}

/** What has happened, newest first: the last is what somebody in the street needs to know. */
export function History({ page, timeZone }: { page: CasePage; timeZone: string }) {
  const { t, say, known } = useSpeech(timeZone)
  if (page.events.length === 0) return null
  return (
    <section>
      <h2>{t('task.history')}</h2>
      <ol className="task-history">
        {page.events.toReversed().map((event) => (
          <li key={event.seq}>
            <time dateTime={event.at}>{say(event.at)}</time>
            <p>
              {[event.organisation, event.who].filter(Boolean).join(' ')}{' '}
              {known(`event.${event.type}`, t('event.other'))}
            </p>
            <HeldBack event={event} timeZone={timeZone} />
            {event.words !== null && <blockquote>{event.words}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What lay on a phone before it came was done earlier than it stands here. */
function HeldBack({ event, timeZone }: { event: EventView; timeZone: string }) {
  const { t, say } = useSpeech(timeZone)
  const said = saidIn(event)
  return said && <p className="quiet">{t('task.said', { at: say(said.aboutAt) })}</p>
}
