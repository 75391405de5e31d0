import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import {
  listReplyTemplateChanges,
  listReplyTemplates,
  replyDrafts,
  saveReplyTemplate,
  type ReplyTemplate,
} from '../../../contract/replies.ts'

export const templatesKey = ['cases', 'reply-templates'] as const

export const useTemplates = () =>
  useQuery({
    queryKey: templatesKey,
    queryFn: ({ signal }) => call(listReplyTemplates, { signal }),
    staleTime: 60_000,
  })

export const useTemplateChanges = () =>
  useQuery({
    queryKey: [...templatesKey, 'changes'],
    queryFn: ({ signal }) => call(listReplyTemplateChanges, { signal }),
  })

/** The templates that fit a case, filled from it. */
export const useReplyDrafts = (caseId: string) =>
  useQuery({
    queryKey: ['cases', 'replies', caseId],
    queryFn: ({ signal }) => call(replyDrafts, { params: { caseId }, signal }).then((r) => r.rows),
  })

export function useSaveTemplate(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: ReplyTemplate) =>
      call(saveReplyTemplate, { params: { templateId: id }, body }),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: templatesKey }),
  })
}

export const freshTemplate = (): ReplyTemplate => ({
  id: newId(),
  name: '',
  whenStatuses: [],
  whenMatters: [],
  words: '',
  active: true,
  version: 0,
})
