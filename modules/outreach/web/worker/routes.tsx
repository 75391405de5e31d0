import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { letOpen } from '#modules/cases/web/index.ts'
import { OutreachWorkPage } from './OutreachWorkPage.tsx'
import { letOutreachQueue } from './queue.ts'

/** The page of outreach in the worker's face, with its door and its place in the outbox. */
export function outreachWorkRoutes(root: AnyRoute) {
  letOutreachQueue()
  letOpen({ to: '/work/outreach', word: 'outreach.title', verb: 'outreach.record' })
  const getParentRoute = () => root
  return [createRoute({ getParentRoute, path: '/work/outreach', component: OutreachWorkPage })]
}
