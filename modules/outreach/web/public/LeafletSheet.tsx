import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import './leaflet.css'

export interface LeafletWords {
  title: string
  body: string
  titleEn: string
  bodyEn: string
}

/** A leaflet as people see it, in the language of the page where it is written in that one. */
export function LeafletSheet(props: { words: LeafletWords; picture: string | null }) {
  const { i18n } = useTranslation()
  const { words, picture } = props
  const english = languageOf(i18n) === 'en'
  const title = english && words.titleEn !== '' ? words.titleEn : words.title
  const body = english && words.bodyEn !== '' ? words.bodyEn : words.body
  const lines = body.split('\n').filter((line) => line.trim() !== '')
  return (
    <article className="leaflet">
      <h2>{title}</h2>
      {picture !== null && <img src={picture} alt="" />}
      {lines.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no name but their place
        <p key={at}>{line}</p>
      ))}
    </article>
  )
}
