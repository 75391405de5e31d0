export * from './files.ts'
export * from './mediation.ts'
export * from './papers.ts'
export * from './settings.ts'
