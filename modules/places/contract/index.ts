export * from './edit-places.ts'
export * as publicPlaces from './public-places.ts'
export * from './shapes.ts'
