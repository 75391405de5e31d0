export * from './shapes.ts'
export * from './report.ts'
export * from './staff.ts'
export * from './routing.ts'
