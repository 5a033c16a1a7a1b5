import type { Outline } from './icons.tsx';

/** Outlines of the pages that are loaded after the conversation's own. */
export const back: Outline = ['M15 18l-6-6 6-6'];
export const copies: Outline = [
  'M9 9h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1z',
  'M4 16a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2',
];
export const printer: Outline = [
  'M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2',
  'M6 9V3h12v6',
  'M6 14h12v8H6z',
];
export const key: Outline = [
  'M15.500 7.500l3 3L22 7l-3-3',
  'M21 2l-9.600 9.600',
  'M7.500 10a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11z',
];
export const end: Outline = ['M18 6L6 18', 'M6 6l12 12'];
export const star: Outline = [
  'M12 2l3.090 6.260L22 9.270l-5 4.870 1.180 6.880L12 17.770l-6.180 3.250L7 14.140 2 9.270l6.910-1.010z',
];
export const check: Outline = ['M20 6L9 17l-5-5'];
export const checks: Outline = ['M18 6L7 17l-5-5', 'M22 10l-7.500 7.500L13 16'];
export const smile: Outline = [
  'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z',
  'M8 14s1.500 2 4 2 4-2 4-2',
  'M9 9h.01',
  'M15 9h.01',
];
export const bell: Outline = [
  'M10.270 21a2 2 0 0 0 3.460 0',
  'M3.300 15.300A1 1 0 0 0 4 17h16a1 1 0 0 0 .740-1.670C19.410 13.960 18 12.500 18 8A6 6 0 0 0 6 8c0 4.500-1.410 5.960-2.740 7.330z',
];
export const clip: Outline = [
  'M21 11l-9 9a5.700 5.700 0 0 1-8-8l9-9a3.800 3.800 0 0 1 5.400 5.400l-9 9a1.900 1.900 0 0 1-2.700-2.700l8.300-8.300',
];
export const popOut: Outline = [
  'M11 5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-5',
  'M14 4h6v6',
  'M20 4l-9 9',
];
export const download: Outline = ['M12 3v12', 'M7 10l5 5 5-5', 'M4 21h16'];
export const card: Outline = [
  'M3 5h18a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z',
  'M2.500 6.500L12 13l9.500-6.500',
];
export const shield: Outline = [
  'M12 22s8-3.500 8-10V5l-8-3-8 3v7c0 6.500 8 10 8 10z',
  'M9 12l2 2 4-4',
];
export const bin: Outline = [
  'M3 6h18',
  'M8 6V4a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v2',
  'M19 6l-1 14a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1L5 6',
];
