import { useSyncExternalStore } from 'react';
import { remembered } from './remembered';

/** `system`: as the machine is set. */
export type Theme = 'system' | 'light' | 'dark';

const chosen = remembered<Theme>('sluis.theme', ['system', 'light', 'dark'], 'system', (theme) => {
  document.documentElement.dataset['theme'] = theme;
});

export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(chosen.subscribe, chosen.read), chosen.write];
}
