import type { ReactNode } from 'react'
import { LanguageSwitch, LargeLetters, Page, TopBar } from '#platform/web/kit/index.ts'
import { usePublicWords } from './words.ts'

interface PublicFrameProps {
  districtId: string
  title: string
  children: ReactNode
}

/** What stands around every page of outreach that anyone may open. */
export function PublicFrame({ districtId, title, children }: PublicFrameProps) {
  const { t } = usePublicWords()
  return (
    <Page
      top={
        <TopBar title={title}>
          <LanguageSwitch />
        </TopBar>
      }
    >
      {children}
      <footer className="phone-end">
        <LargeLetters />
        <a className="text-button" href={`/${districtId}/events`}>
          {t('events')}
        </a>
        <a className="text-button" href={`/${districtId}/report`}>
          {t('report')}
        </a>
        <a className="text-button" href={`/${districtId}`}>
          {t('home')}
        </a>
      </footer>
    </Page>
  )
}
