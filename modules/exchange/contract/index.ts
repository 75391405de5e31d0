export * from './deliveries.ts'
export * from './subscriptions.ts'
