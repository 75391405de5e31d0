import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { boardContract } from '../../contract/index.ts'
import type { BoardText } from '../../domain/boards.ts'

/** The boards of a station as they stand; a screen asks again by itself. */
export const useBoard = (of: { districtId: string; communityCode: string }, every?: number) =>
  useQuery({
    queryKey: ['board', of.districtId, of.communityCode],
    queryFn: ({ signal }) => call(boardContract.readBoard, { params: of, signal }),
    refetchInterval: every ?? false,
  })

/** A text in the language of the page, where the district has written it in that one. */
export function useTextOf() {
  const { i18n } = useTranslation()
  const english = languageOf(i18n) === 'en'
  return (text: BoardText) => (english && text.en !== '' ? text.en : text.zh)
}
