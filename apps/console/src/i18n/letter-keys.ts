import { useSyncExternalStore } from 'react';
import { remembered } from './remembered';

const chosen = remembered<'on' | 'off'>('sluis.letter-keys', ['on', 'off'], 'on', () => undefined);

/** Shortcuts of one letter can be turned off: who speaks to the machine says letters all the time (WCAG 2.1.4). */
export function useLetterKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(chosen.subscribe, chosen.read) === 'on';
  return [on, (next) => chosen.write(next ? 'on' : 'off')];
}
