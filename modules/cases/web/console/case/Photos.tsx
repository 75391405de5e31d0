import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { PhotoView } from '#platform/web/kit/PhotoView.tsx'
import { publishCase, releasePhoto, type CasePage } from '../../../contract/index.ts'
import type { Changing } from '../change.ts'
import { viewed } from '../desk/Message.tsx'
import { photoPath } from '../others.ts'
import { BlurTool, type Blur } from './BlurTool.tsx'

/** The pictures, and for those who may: which of them the public sees, and what it reads. */
export function Photos({ page, changing }: { page: CasePage; changing: Changing }) {
  const { t } = useTranslation('console')
  const time = useTime()
  const [blurring, setBlurring] = useState<string | null>(null)
  const may = page.allowed.includes('release_photo')
  if (page.photos.length === 0 && !may) return null
  const release = (fileId: string, released: boolean, blur: Blur[]) =>
    changing
      .send(({ params, base }) =>
        call(releasePhoto, { params, body: { ...base, fileId, released, blur } }),
      )
      .then((ok) => ok && setBlurring(null))
  return (
    <section aria-label={t('case.photos')}>
      <PhotoView photos={viewed(page, (role, at) => `${t(`photo.${role}`)} ${time.at(at)}`)} />
      {may && (
        <details className="release no-print">
          <summary>{t('release.title')}</summary>
          <ul>
            {page.photos.map((p) => (
              <li key={p.fileId}>
                <img src={photoPath(p.fileId, 'thumb')} alt={t(`photo.${p.role}`)} />
                <span>
                  {t(`photo.${p.role}`)} · {t(p.released ? 'release.out' : 'release.in')}
                </span>
                {p.released ? (
                  <Button size="small" onClick={() => void release(p.fileId, false, [])}>
                    {t('release.takeBack')}
                  </Button>
                ) : (
                  <Button size="small" onClick={() => setBlurring(p.fileId)}>
                    {t('release.prepare')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <Publish page={page} changing={changing} />
        </details>
      )}
      {blurring !== null && (
        <BlurTool
          src={photoPath(blurring, 'public')}
          busy={changing.busy}
          onRelease={(blur) => void release(blurring, true, blur)}
          onClose={() => setBlurring(null)}
        />
      )}
    </section>
  )
}

function Publish({ page, changing }: { page: CasePage; changing: Changing }) {
  const { t } = useTranslation('console')
  const [asking, setAsking] = useState(false)
  const [words, setWords] = useState(page.publicWords ?? '')
  const send = () =>
    changing
      .send(({ params, base }) =>
        call(publishCase, {
          params,
          body: { ...base, public: !page.public, publicWords: words.trim() || null },
        }),
      )
      .then((ok) => ok && setAsking(false))
  const verb = t(page.public ? 'publish.hide' : 'publish.show')
  return (
    <p>
      {t(page.public ? 'publish.isShown' : 'publish.isHidden')}{' '}
      <Button size="small" onClick={() => setAsking(true)}>
        {verb}
      </Button>
      <Confirm
        open={asking}
        title={verb}
        consequences={[
          t(page.public ? 'publish.thenHide' : 'publish.thenShow'),
          t('publish.noPersonal'),
        ]}
        verb={verb}
        busy={changing.busy}
        onConfirm={() => void send()}
        onClose={() => setAsking(false)}
      >
        {!page.public && (
          <Input.TextArea
            aria-label={t('publish.words')}
            placeholder={t('publish.words')}
            maxLength={500}
            rows={3}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        )}
      </Confirm>
    </p>
  )
}
