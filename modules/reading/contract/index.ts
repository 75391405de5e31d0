export * from './proposals.ts'
export * from './issues.ts'
export * from './places.ts'
