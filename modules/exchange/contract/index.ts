export * from './deliveries.ts'
export * from './subscriptions.ts'
export * from './links.ts'
export * from './orders.ts'
