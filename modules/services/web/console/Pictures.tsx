import { useTranslation } from 'react-i18next'

/** Small pictures; each opens whole. */
export function Pictures({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('services')
  if (ids.length === 0) return null
  return (
    <p className="sign-pictures">
      {ids.map((fileId, n) => (
        <a key={fileId} href={`/api/files/${fileId}/public`} target="_blank" rel="noreferrer">
          <img
            src={`/api/files/${fileId}/thumb`}
            alt={t('picture', { number: n + 1 })}
            loading="lazy"
          />
        </a>
      ))}
    </p>
  )
}
