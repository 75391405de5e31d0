import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { BackPage } from './BackPage.tsx'
import { LinkPage } from './LinkPage.tsx'
import { SignInPage } from './SignInPage.tsx'

/** The door for staff, below the root that the app brings. */
export function signInRoutes(root: AnyRoute) {
  const getParentRoute = () => root
  return [
    createRoute({ getParentRoute, path: '/sign-in', component: SignInPage }),
    createRoute({ getParentRoute, path: '/sign-in/back', component: BackPage }),
    createRoute({ getParentRoute, path: '/sign-in/$token', component: LinkPage }),
  ]
}
