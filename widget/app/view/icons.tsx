import type { JSX } from 'preact';

/** The lines of one Lucide outline (ISC), drawn here so that the frame loads no picture. */
export type Outline = readonly string[];

export const lock: Outline = [
  'M5 11h14a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1z',
  'M7.500 11V7a4.500 4.500 0 0 1 9 0v4',
];
export const leave: Outline = [
  'M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4',
  'M16 17l5-5-5-5',
  'M21 12H9',
];
export const dots: Outline = ['M12 12h.01', 'M19 12h.01', 'M5 12h.01'];
export const down: Outline = ['M6 9l6 6 6-6'];
export const send: Outline = ['M12 19V5', 'M5 12l7-7 7 7'];
export const globe: Outline = [
  'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z',
  'M12 2a15 15 0 0 1 0 20 15 15 0 0 1 0-20z',
  'M2 12h20',
];
export const clock: Outline = ['M12 6v6l4 2', 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z'];

/** One outline in the colour of the text around it.  */
export function Icon({
  d,
  size = 20,
}: {
  readonly d: Outline;
  readonly size?: number;
}): JSX.Element {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={d === dots ? 3 : 1.75}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {d.map((line) => (
        <path key={line} d={line} />
      ))}
    </svg>
  );
}
