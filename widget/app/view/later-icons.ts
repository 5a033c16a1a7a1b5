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
export const phone: Outline = [
  'M22 16.920v3a2 2 0 0 1-2.180 2 19.790 19.790 0 0 1-8.630-3.070 19.500 19.500 0 0 1-6-6 19.790 19.790 0 0 1-3.070-8.670A2 2 0 0 1 4.110 2h3a2 2 0 0 1 2 1.720 12.840 12.840 0 0 0 .7 2.810 2 2 0 0 1-.45 2.110L8.090 9.910a16 16 0 0 0 6 6l1.270-1.270a2 2 0 0 1 2.110-.45 12.840 12.840 0 0 0 2.810.7A2 2 0 0 1 22 16.920z',
];
export const end: Outline = ['M18 6L6 18', 'M6 6l12 12'];
export const star: Outline = [
  'M12 2l3.090 6.260L22 9.270l-5 4.870 1.180 6.880L12 17.770l-6.180 3.250L7 14.140 2 9.270l6.910-1.010z',
];
