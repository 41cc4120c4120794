export type { Keys } from './ports';
