import { join } from 'node:path'
import { diskStore, type FileStore } from '#modules/files/server/index.ts'
import { aesCipher, type Cipher } from '#platform/server/cipher.ts'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { startEmbedded } from '#platform/server/embedded/index.ts'
import { readConfiguration, type Configuration } from './configuration.ts'

/** What every command stands on: settings, database (our own or DATABASE_URL), files and keys. */
export interface Ground {
  configuration: Configuration
  url: string
  db: Db
  cipher: Cipher
  store: FileStore
  filesFolder: string
  close(): Promise<void>
}

export async function openGround(log: (line: string) => void = () => undefined): Promise<Ground> {
  const configuration = readConfiguration()
  const embedded =
    configuration.databaseUrl === null
      ? await startEmbedded({ folder: configuration.folder, log })
      : null
  const url = embedded?.url ?? configuration.databaseUrl ?? ''
  const db = openDatabase(url, { max: 20 })
  const filesFolder = join(configuration.folder, 'files')
  return {
    configuration,
    url,
    db,
    cipher: aesCipher(configuration.secret),
    store: diskStore(filesFolder),
    filesFolder,
    close: async () => {
      await db.destroy()
      await embedded?.stop()
    },
  }
}
