import { brotliCompressSync, constants } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it, vi } from 'vitest'

/**
 * What a resident's phone fetches before the first screen, compressed as it is sent: React, router,
 * queries, words in both languages (a second round trip costs a phone more than they do), the checks
 * of the contract, styles. The map comes with the screen that shows it.
 */
const limit = 200_000
const sent = (text: string): number =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length

type Piece = Rolldown.OutputChunk | Rolldown.OutputAsset

it('the resident’s page stays light, and brings neither the map nor the console’s kit', async () => {
  // Under test, React would bring its development build.
  vi.stubEnv('NODE_ENV', 'production')
  const built = (await build({
    logLevel: 'silent',
    build: { write: false },
  })) as Rolldown.RolldownOutput
  vi.unstubAllEnvs()
  const pieces: Piece[] = built.output
  const chunks = pieces.filter((piece) => piece.type === 'chunk')
  const first = chunks.filter((chunk) => chunk.isEntry && chunk.name === 'resident')
  const initial = new Set(first.flatMap((chunk) => [chunk.fileName, ...chunk.imports]))
  for (const name of initial)
    for (const next of chunks.find((chunk) => chunk.fileName === name)?.imports ?? [])
      initial.add(next)
  const loaded = chunks.filter((chunk) => initial.has(chunk.fileName))
  const sheets = new Set(loaded.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]))
  const styles = pieces.filter((piece) => sheets.has(piece.fileName))
  const modules = loaded.flatMap((chunk) => chunk.moduleIds)
  expect(first.length).toBeGreaterThan(0)
  expect(
    modules.filter((id) => /node_modules\/(antd|maplibre-gl|@ant-design|opencc-js)\//.test(id)),
  ).toEqual([])
  const texts = [...loaded.map((chunk) => chunk.code), ...styles.map((s) => textOf(s))]
  const size = texts.reduce((sum, text) => sum + sent(text), 0)
  expect(size).toBeLessThan(limit)
}, 60_000)

const textOf = (piece: Piece) =>
  piece.type === 'asset' ? Buffer.from(piece.source).toString() : piece.code
