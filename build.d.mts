import type { Rolldown } from 'vite'

export const build: (say: (line: string) => void) => Promise<void>
export const buildServer: (outfile?: string) => Promise<void>
export const offlineFaces: readonly { name: string; own: string }[]
export const filesOfFace: (
  name: string,
  output: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
) => string[]
