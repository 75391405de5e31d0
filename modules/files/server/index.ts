/** The door of files: pictures in, derivatives out. */
export { forgetOriginals, originalsKept } from './forget.ts'
export { derivativeOf, keptHashes, type StoredFile } from './queries.ts'
export { claimFiles, FOR_ALL, holdOriginals, receiveFile, saveRedacted } from './receive-file.ts'
export type { FileInput, Redaction } from './receive-file.ts'
export { eitherSight, filesRoutes, type FilesParts, type Sight, takePictures } from './routes.ts'
export { sendFile } from './send-file.ts'
export { diskStore, type FileStore } from './store.ts'
export { filesJobs } from './sweep.ts'
