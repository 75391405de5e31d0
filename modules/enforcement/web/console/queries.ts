import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import {
  addParties,
  beginMediation,
  filesOfCase,
  listFiles,
  listTemplates,
  moveMediation,
  openFile,
  readFile,
  readSettings,
  publishCopy,
  redactEvidence,
  takeStep,
  type FileView,
} from '../../contract/index.ts'

/** Below the key of cases: what changes a case may change what stands beside it. */
export const filesKey = ['cases', 'enforcement'] as const

export const useFile = (fileId: string) =>
  useQuery({
    queryKey: [...filesKey, 'file', fileId],
    queryFn: ({ signal }) => call(readFile, { params: { fileId }, signal }),
  })

export const useFilesOfCase = (caseId: string, may: boolean) =>
  useQuery({
    queryKey: [...filesKey, 'case', caseId],
    queryFn: ({ signal }) => call(filesOfCase, { params: { caseId }, signal }),
    enabled: may,
  })

export type FilesAsk = Omit<Input<typeof listFiles.query>, 'after' | 'limit'>

export const useFiles = (ask: FilesAsk) =>
  useInfiniteQuery({
    queryKey: [...filesKey, 'list', ask],
    queryFn: ({ pageParam, signal }) =>
      call(listFiles, {
        query: { ...ask, limit: 30, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

/** Whatever was done, lists and counts are asked anew; the file itself is what the answer says. */
function useRenewing() {
  const client = useQueryClient()
  return {
    onSuccess: (file: FileView) => client.setQueryData([...filesKey, 'file', file.id], file),
    onSettled: () => client.invalidateQueries({ queryKey: filesKey }),
  }
}

type StepBody = Input<typeof takeStep.body>

/** A step: its id is made once for the form, so that a second press takes it once. */
export const useStep = (file: Pick<FileView, 'id' | 'version'>) =>
  useMutation({
    mutationFn: (body: Pick<StepBody, 'clientId' | 'order' | 'evidence'>) =>
      call(takeStep, { params: { fileId: file.id }, body: { ...body, baseVersion: file.version } }),
    ...useRenewing(),
  })

/** Further parties: the id is made once for the form as well. */
export const useNaming = (file: Pick<FileView, 'id' | 'version'>) =>
  useMutation({
    mutationFn: (body: Omit<Input<typeof addParties.body>, 'baseVersion'>) =>
      call(addParties, {
        params: { fileId: file.id },
        body: { ...body, baseVersion: file.version },
      }),
    ...useRenewing(),
  })

export const useOpening = () =>
  useMutation({
    mutationFn: (body: Input<typeof openFile.body>) => call(openFile, { body }),
    ...useRenewing(),
  })

type Mediating = Input<typeof beginMediation.body>
type MediationOrder = Input<typeof moveMediation.body>['order']

export function useMediation(file: Pick<FileView, 'id' | 'version'>) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: filesKey })
  const params = { fileId: file.id }
  const begin = useMutation({
    mutationFn: (body: Omit<Mediating, 'baseVersion'>) =>
      call(beginMediation, { params, body: { ...body, baseVersion: file.version } }),
    onSettled,
  })
  const move = useMutation({
    mutationFn: ({ mediationId, order }: { mediationId: string; order: MediationOrder }) =>
      call(moveMediation, {
        params: { ...params, mediationId },
        body: { clientId: newId(), baseVersion: file.version, order },
      }),
    onSettled,
  })
  return { begin, move }
}

export const useRedacting = (file: Pick<FileView, 'id' | 'version'>, evidenceId: string) =>
  useMutation({
    mutationFn: (regions: Input<typeof redactEvidence.body>['regions']) =>
      call(redactEvidence, {
        params: { fileId: file.id, evidenceId },
        body: { clientId: newId(), baseVersion: file.version, regions },
      }),
    ...useRenewing(),
  })

export const usePublishing = (file: Pick<FileView, 'id' | 'version'>, evidenceId: string) =>
  useMutation({
    mutationFn: (said: { shown: boolean; reason: string }) =>
      call(publishCopy, {
        params: { fileId: file.id, evidenceId },
        body: { clientId: newId(), baseVersion: file.version, ...said },
      }),
    ...useRenewing(),
  })

export const settingsKey = ['enforcement', 'settings'] as const

export const useSettings = () =>
  useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => call(readSettings, { signal }),
  })

export const useTemplates = () =>
  useQuery({
    queryKey: [...settingsKey, 'templates'],
    queryFn: ({ signal }) => call(listTemplates, { signal }),
  })
