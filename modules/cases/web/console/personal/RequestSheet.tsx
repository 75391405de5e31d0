import { Button, Drawer } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as contract from '#modules/cases/contract/personal.ts'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { FoundElsewhere } from './FoundElsewhere.tsx'
import { FoundReports } from './FoundReports.tsx'
import { useRequest, useSay, useStep } from './queries.ts'
import { WordsForm } from './WordsForm.tsx'

/** One request from identity to answer: what was found, what was done item by item, what was told. */
export function RequestSheet(props: { requestId: string; onClose: () => void }) {
  const { t } = useTranslation('personal')
  const request = useRequest(props.requestId)
  const title = request.data
    ? `${t(`kind.${request.data.kind}`)} ${request.data.name ?? ''}`
    : t('title')
  return (
    <Drawer
      open
      size="min(680px, 100vw)"
      title={title}
      onClose={props.onClose}
      closable={{ 'aria-label': t('leave') }}
    >
      <Answer of={request} rows={4}>
        {(page) => <Steps page={page} />}
      </Answer>
    </Drawer>
  )
}

function Steps({ page }: { page: contract.RequestPage }) {
  const { t } = useTranslation('personal')
  const time = useTime()
  const params = { requestId: page.id }
  const baseVersion = page.version
  const identity = useStep((words: string) =>
    call(contract.checkIdentity, { params, body: { words, baseVersion } }),
  )
  const close = useStep((answer: string) =>
    call(contract.closePersonalRequest, { params, body: { answer, baseVersion } }),
  )
  const may = (step: contract.RequestPage['allowed'][number]) => page.allowed.includes(step)
  return (
    <div className="personal-steps">
      <section>
        <p>
          {t(`way.${page.way}`, { at: time.at(page.askedAt) })} {page.phone}
        </p>
        {page.words !== '' && <blockquote>{page.words}</blockquote>}
        <p className="quiet">{t('due', { at: time.at(page.dueAt) })}</p>
      </section>
      <section>
        <h3>{t('identity')}</h3>
        {page.identity ? (
          <p>
            {page.identity.words}{' '}
            <small>
              {page.identity.by} <time>{time.at(page.identity.at)}</time>
            </small>
          </p>
        ) : (
          may('identity') && (
            <WordsForm
              label={t('identityHow')}
              hint={t('identityWhy')}
              verb={t('identityVerb')}
              step={identity}
            />
          )
        )}
      </section>
      {page.identity && (
        <section>
          <h3>{t('found', { count: page.found.length })}</h3>
          {page.found.length === 0 && <p className="quiet">{t('foundNone')}</p>}
          <FoundReports page={page} />
          <FoundElsewhere page={page} />
          {may('copy') && page.found.length + page.elsewhere.length > 0 && (
            <Copy requestId={page.id} />
          )}
        </section>
      )}
      {page.answer !== null && (
        <section>
          <h3>{t('answer')}</h3>
          <p>{page.answer}</p>
        </section>
      )}
      {may('close') && (
        <section>
          <h3>{t('answer')}</h3>
          <WordsForm label={t('answerWhat')} verb={t('close')} step={close} />
        </section>
      )}
    </div>
  )
}

/** The copy as two files: for programs, and to read or print. */
function Copy({ requestId }: { requestId: string }) {
  const { t } = useTranslation('personal')
  const say = useSay()
  const copy = useMutation({
    mutationFn: async (as: 'json' | 'page') => {
      const made = await call(contract.copyPersonal, { params: { requestId } })
      const kind = as === 'json' ? 'application/json' : 'text/html'
      save(new Blob([made[as]], { type: kind }), `${made.name}.${as === 'json' ? 'json' : 'html'}`)
    },
  })
  return (
    <p className="personal-verbs">
      <Button loading={copy.isPending} onClick={() => copy.mutate('page')}>
        {t('copyPage')}
      </Button>
      <Button loading={copy.isPending} onClick={() => copy.mutate('json')}>
        {t('copyJson')}
      </Button>
      {copy.error && <span role="alert">{say(copy.error)}</span>}
    </p>
  )
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
