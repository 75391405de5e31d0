import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch, LargeLetters, Page, TopBar } from '#platform/web/kit/index.ts'
import './sign-in.css'

/** The frame of every page before signing in. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation('sign-in')
  return (
    <Page
      top={
        <TopBar title={t('brand')}>
          <LanguageSwitch />
        </TopBar>
      }
    >
      <div className="sign-in-page">
        <h1>{title}</h1>
        {children}
        <LargeLetters />
      </div>
    </Page>
  )
}
