import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { IconName } from '../parts/icon';
import type { Wanted } from '../session/session';

/** A page: its address, and what of the script it needs, loaded when it is first opened. */
export interface PageEntry {
  /** As the router reads it; a page with pages of its own ends in `/*`. */
  readonly path: string;
  readonly Page: LazyExoticComponent<ComponentType>;
}

export const pages: readonly PageEntry[] = [
  { path: '/overzicht', Page: lazy(() => import('../pages/overzicht/page')) },
  { path: '/geblokkeerd', Page: lazy(() => import('../pages/geblokkeerd/list')) },
  { path: '/geblokkeerd/:id', Page: lazy(() => import('../pages/geblokkeerd/case')) },
  { path: '/register', Page: lazy(() => import('../pages/register/instruments')) },
  { path: '/register/instrumenten/:id', Page: lazy(() => import('../pages/register/instrument')) },
  { path: '/register/deelnemers', Page: lazy(() => import('../pages/register/participants')) },
  { path: '/register/deelnemers/:id', Page: lazy(() => import('../pages/register/participant')) },
  { path: '/register/matrix', Page: lazy(() => import('../pages/register/matrix')) },
  { path: '/register/vervalt', Page: lazy(() => import('../pages/register/expiring')) },
  { path: '/register/onbevestigd', Page: lazy(() => import('../pages/register/unconfirmed')) },
  { path: '/register/versies', Page: lazy(() => import('../pages/versies/page')) },
  { path: '/register/voorstellen/nieuw', Page: lazy(() => import('../pages/versies/propose')) },
  { path: '/register/voorstellen/:id', Page: lazy(() => import('../pages/versies/proposal')) },
  { path: '/mag-dit', Page: lazy(() => import('../pages/mag-dit/page')) },
  { path: '/betrokkene', Page: lazy(() => import('../pages/betrokkene/facts')) },
  { path: '/betrokkene/opzoeken', Page: lazy(() => import('../pages/betrokkene/lookup')) },
  { path: '/betrokkene/wissen', Page: lazy(() => import('../pages/betrokkene/erase')) },
  { path: '/betrokkene/zaken', Page: lazy(() => import('../pages/betrokkene/cases')) },
  { path: '/betrokkene/zaken/nieuw', Page: lazy(() => import('../pages/betrokkene/propose-case')) },
  { path: '/betrokkene/nieuw', Page: lazy(() => import('../pages/betrokkene/record')) },
  { path: '/beslissingen', Page: lazy(() => import('../pages/beslissingen/list')) },
  { path: '/beslissingen/:id', Page: lazy(() => import('../pages/beslissingen/decision')) },
];

/** What stands in the navigation, in this order, for whom: control itself decides about each call. */
export interface Destination {
  readonly to: string;
  readonly name: 'overview' | 'blocked' | 'register' | 'may' | 'decisions' | 'person';
  readonly icon: IconName;
  /** Nobody in particular where left out. */
  readonly roles?: readonly Wanted[];
}

export const destinations: readonly Destination[] = [
  { to: '/overzicht', name: 'overview', icon: 'overview' },
  { to: '/geblokkeerd', name: 'blocked', icon: 'blocked', roles: ['compliance', 'dpo', 'auditor'] },
  { to: '/register', name: 'register', icon: 'register' },
  { to: '/mag-dit', name: 'may', icon: 'question' },
  { to: '/beslissingen', name: 'decisions', icon: 'decisions', roles: ['compliance', 'dpo', 'auditor'] },
  { to: '/betrokkene', name: 'person', icon: 'person', roles: ['compliance', 'dpo', 'register-admin@*'] },
];
