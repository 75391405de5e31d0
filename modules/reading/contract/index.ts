export * from './proposals.ts'
export * from './issues.ts'
