import type { ReactNode } from 'react';

/** Drawn on 20 by 20, in the colour of the text beside them, which says the same: no screen reader names them. */
const shapes = {
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.2v.6',
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9v5M10 6v.6',
  copy: 'M7 7V3h10v10h-4M3 7h10v10H3z',
  down: 'M5 7.5l5 5 5-5',
  right: 'M7.5 5l5 5-5 5',
  left: 'M12.5 5l-5 5 5 5',
  search: 'M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  person: 'M10 3a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3 17.5c.6-3.4 3.4-5 7-5s6.4 1.6 7 5',
  overview: 'M3 17V9M8 17V3M13 17v-6M18 17V7M2 17.5h17',
  blocked: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM4.8 4.8l10.4 10.4',
  register: 'M4 3h9l3 3v11H4zM7 8h6M7 11h6M7 14h4',
  question: 'M7 7.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M10 15v.6',
  decisions: 'M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9',
  seal: 'M10 2l6 2.5v5c0 4-2.5 6.8-6 8.5-3.5-1.7-6-4.5-6-8.5v-5zM7 9.8l2.2 2.2L13 8',
  out: 'M8 3H3v14h5M12 6l4 4-4 4M16 10H7',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
