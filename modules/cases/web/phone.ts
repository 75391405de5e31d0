export { residentRoutes } from './resident/routes.tsx'
export { workerRoutes } from './worker/routes.tsx'
