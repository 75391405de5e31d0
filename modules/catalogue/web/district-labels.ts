import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { publicLabels } from '../contract/index.ts'

/**
 * Puts the district's own words for states over ours, in a namespace whose keys are `status.…`.
 * Telling the language again makes every page that is open say them.
 */
export function useDistrictLabels(districtId: string, namespace: string): void {
  const { i18n } = useTranslation()
  const labels = useQuery({
    queryKey: ['catalogue', 'labels', 'public', districtId],
    queryFn: ({ signal }) => call(publicLabels, { params: { districtId }, signal }),
    staleTime: 5 * 60_000,
  })
  const rows = labels.data?.rows
  useEffect(() => {
    if (!rows || rows.length === 0) return
    for (const { status, name, nameEn } of rows) {
      i18n.addResource('zh-CN', namespace, `status.${status}`, name, { silent: true })
      i18n.addResource('en', namespace, `status.${status}`, nameEn, { silent: true })
    }
    void i18n.changeLanguage(i18n.language)
  }, [rows, i18n, namespace])
}
