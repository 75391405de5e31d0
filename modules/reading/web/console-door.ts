import type { AnyRoute } from '@tanstack/react-router'

export const readingConsoleRoutes = (_parent: AnyRoute): AnyRoute[] => []
