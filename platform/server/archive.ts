import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Header, Parser, Pax, type ReadEntry } from 'tar'

/** What is known of a member once it has been written or read. */
export interface Member {
  path: string
  bytes: number
  sha256: string
}

/** A .tar.gz being written, member after member, in constant memory. */
export interface ArchiveWriter {
  /** The size must be told first, since it stands before the content; content of another size throws. */
  add(path: string, size: number, content: AsyncIterable<Buffer> | Buffer[]): Promise<Member>
  /** Writes the end and brings everything to the disk. Nothing may be added after it. */
  finish(): Promise<void>
}

/** Opens a new archive that only we may read, since it holds everything about everyone. */
export function createArchive(file: string): ArchiveWriter {
  const gzip = createGzip({ level: 4 })
  const done = pipeline(gzip, createWriteStream(file, { mode: 0o600, flush: true }))
  done.catch(() => {}) // it is awaited by whoever writes next

  const write = async (bytes: Buffer) => {
    if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), done])
  }
  return {
    add: async (path, size, content) => {
      await write(headOf(path, size))
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of content) {
        hash.update(chunk)
        bytes += chunk.length
        await write(chunk)
      }
      if (bytes !== size) throw new Error(`${path} changed while it was read`)
      await write(Buffer.alloc((512 - (size % 512)) % 512))
      return { path, bytes, sha256: hash.digest('hex') }
    },
    finish: async () => {
      gzip.end(Buffer.alloc(1024))
      await done
    },
  }
}

function headOf(path: string, size: number): Buffer {
  const about = { path, size, mode: 0o600, mtime: new Date() }
  const header = new Header({ ...about, type: 'File' })
  const block = Buffer.alloc(512)
  const tooLong = header.encode(block)
  return tooLong ? Buffer.concat([new Pax(about).encode(), block]) : block
}

/**
 * Reads an archive from beginning to end and hands over each member with its content, one after
 * the other. Answers what was read; the caller compares that with what should have been.
 */
export async function readArchive(
  file: string,
  take: (path: string, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Member[]> {
  const parser = new Parser({ strict: true })
  const members: Member[] = []
  const source = createReadStream(file)
  const gunzip = createGunzip()
  let taking = Promise.resolve()
  parser.on('entry', (entry: ReadEntry) => {
    taking = taking
      .then(async () => void members.push(await takeEntry(entry, take)))
      .catch((error: unknown) => {
        entry.resume()
        gunzip.destroy(error instanceof Error ? error : new Error(String(error)))
      })
  })
  await pipeline(source, gunzip, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) if (!parser.write(chunk)) await once(parser, 'drain')
    parser.end()
  })
  await taking
  return members
}

async function takeEntry(
  entry: ReadEntry,
  take: (path: string, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Member> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* content(): AsyncGenerator<Buffer> {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  await take(entry.path, content())
  return { path: entry.path, bytes, sha256: hash.digest('hex') }
}
