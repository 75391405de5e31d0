import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { languageOf } from '#platform/web/i18n.ts'
import { LanguageSwitch, LargeLetters, Page, Strip, TopBar } from '#platform/web/kit/index.ts'
import { keptValue } from './kept.ts'
import { readDistrict, type PublicDistrict } from './reach.ts'
import { useSpeech } from './speech.ts'
import { useTranslation } from 'react-i18next'

export const useDistrict = (districtId: string) =>
  useQuery({
    queryKey: ['district', districtId],
    queryFn: () => readDistrict(districtId),
    staleTime: 3_600_000,
    enabled: districtId !== '',
  })

/** The district whose page was open last: an app on the home screen begins there. */
export const lastDistrict = keptValue<string>('gongzhi.district', '')

export function useDistrictName() {
  const { i18n } = useTranslation()
  return (district: PublicDistrict) =>
    languageOf(i18n) === 'en' && district.nameEn !== '' ? district.nameEn : district.name
}

export interface DistrictFrameProps {
  districtId: string
  title?: string
  onBack?: () => void
  foot?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** What stands around every page of a resident: place, way back, language, large letters. */
export function DistrictFrame(props: DistrictFrameProps) {
  const { t } = useSpeech()
  const nameOf = useDistrictName()
  const { data } = useDistrict(props.districtId)
  useEffect(() => {
    if (data) lastDistrict.set(data.districtId)
  }, [data])
  const name = data ? `${t('brand')} · ${nameOf(data)}` : t('brand')
  return (
    <Page
      width={props.wide === true ? 'wide' : 'phone'}
      foot={props.foot}
      top={
        <TopBar title={props.title ?? name} {...(props.onBack ? { onBack: props.onBack } : {})}>
          <LanguageSwitch />
        </TopBar>
      }
    >
      {data?.demo === true && <Strip>{t('demo')}</Strip>}
      {props.children}
      <footer className="phone-end">
        <LargeLetters />
      </footer>
    </Page>
  )
}
