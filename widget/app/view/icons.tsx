import type { JSX } from 'preact';

/** Lucide outlines (ISC), drawn here so that the frame loads nothing. Decoration only: labels stand beside them. */
const paths = {
  lock: [
    'M5 11h14a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1z',
    'M7.500 11V7a4.500 4.500 0 0 1 9 0v4',
  ],
  leave: ['M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4', 'M16 17l5-5-5-5', 'M21 12H9'],
  more: ['M12 12h.01', 'M19 12h.01', 'M5 12h.01'],
  down: ['M6 9l6 6 6-6'],
  back: ['M15 18l-6-6 6-6'],
  send: ['M12 19V5', 'M5 12l7-7 7 7'],
  check: ['M20 6L9 17l-5-5'],
  checks: ['M18 6L7 17l-5-5', 'M22 10l-7.500 7.500L13 16'],
  clock: ['M12 6v6l4 2', 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z'],
  copy: [
    'M9 9h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1z',
    'M4 16a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2',
  ],
  print: [
    'M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2',
    'M6 9V3h12v6',
    'M6 14h12v8H6z',
  ],
  key: [
    'M15.500 7.500l3 3L22 7l-3-3',
    'M21 2l-9.600 9.600',
    'M7.500 10a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11z',
  ],
  phone: [
    'M22 16.920v3a2 2 0 0 1-2.180 2 19.790 19.790 0 0 1-8.630-3.070 19.500 19.500 0 0 1-6-6 19.790 19.790 0 0 1-3.070-8.670A2 2 0 0 1 4.110 2h3a2 2 0 0 1 2 1.720 12.840 12.840 0 0 0 .7 2.810 2 2 0 0 1-.45 2.110L8.090 9.910a16 16 0 0 0 6 6l1.270-1.270a2 2 0 0 1 2.110-.45 12.840 12.840 0 0 0 2.810.7A2 2 0 0 1 22 16.920z',
  ],
  end: ['M18 6L6 18', 'M6 6l12 12'],
  info: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z', 'M12 16v-4', 'M12 8h.01'],
  star: [
    'M12 2l3.090 6.260L22 9.270l-5 4.870 1.180 6.880L12 17.770l-6.180 3.250L7 14.140 2 9.270l6.910-1.010z',
  ],
} as const;

export type IconName = keyof typeof paths;

/** One outline in the colour of the text around it. `turns`: mirrored where the page reads right to left. */
export function Icon({
  name,
  size = 20,
}: {
  readonly name: IconName;
  readonly size?: number;
}): JSX.Element {
  return (
    <svg
      class={TURNS.has(name) ? 'icon turns' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={name === 'more' ? 3 : 1.75}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {paths[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}

const TURNS: ReadonlySet<IconName> = new Set(['leave', 'back']);
