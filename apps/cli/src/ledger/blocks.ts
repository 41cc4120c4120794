import type { Block } from '#explain';

export type { Block };

/** Day and time in Brussels, whatever the clock of this machine says. */
export function moment(at: string): string {
  return new Date(at).toLocaleString('nl-BE', {
    timeZone: 'Europe/Brussels',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

const stated = (text: string) => ({ text, sure: undefined });
export const said = (text: string): Block => ({ kind: 'paragraph', said: stated(text) });
export const title = (text: string): Block => ({ kind: 'heading', level: 1, text });
export const part = (text: string): Block => ({ kind: 'heading', level: 2, text });
export const row = (label: string, value: string) => ({ label, values: [stated(value)] });
export const list = (items: readonly string[]): Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', items: items.map(stated) }];
