// Room: ui/theme. The colours of the look, light and dark; every text/surface pair is at least 4.5 : 1.

/** What a surface, a line or a word is for. Components name the purpose, never the hex value. */
export interface Tokens {
  readonly canvas: string;
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly accent: string;
  readonly accentHover: string;
  readonly accentInk: string;
  readonly accentSoft: string;
  readonly waiting: string;
  readonly waitingSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly dangerFill: string;
  readonly dangerInk: string;
  readonly note: string;
  readonly noteLine: string;
  readonly live: string;
  readonly bubble: string;
}

export const light: Tokens = {
  canvas: '#F4F1EC',
  surface: '#FBFAF7',
  raised: '#FFFFFF',
  sunken: '#ECE8E1',
  line: '#DDD7CD',
  lineStrong: '#8A857B',
  ink: '#1E2422',
  inkSoft: '#58615D',
  inkFaint: '#646C68',
  accent: '#0F5D57',
  accentHover: '#0B4A45',
  accentInk: '#FFFFFF',
  accentSoft: '#DCEBE8',
  waiting: '#8A5000',
  waitingSoft: '#FBEBD0',
  danger: '#A3261B',
  dangerSoft: '#F9E1DE',
  dangerFill: '#A3261B',
  dangerInk: '#FFFFFF',
  note: '#FFF6DA',
  noteLine: '#E7CF86',
  live: '#2F8F5B',
  bubble: '#ECE7E0',
};

export const dark: Tokens = {
  canvas: '#131716',
  surface: '#191E1D',
  raised: '#212726',
  sunken: '#101413',
  line: '#323A38',
  lineStrong: '#75807C',
  ink: '#ECEAE4',
  inkSoft: '#A9B1AD',
  inkFaint: '#929B97',
  accent: '#6CC4B8',
  accentHover: '#86D2C8',
  accentInk: '#08211E',
  accentSoft: '#1D3835',
  waiting: '#F0B45A',
  waitingSoft: '#3A2C14',
  danger: '#F2938A',
  dangerSoft: '#3D1F1C',
  dangerFill: '#F2938A',
  dangerInk: '#2A0F0C',
  note: '#2E2A18',
  noteLine: '#6B5E2B',
  live: '#58B987',
  bubble: '#101413',
};

/** Avatar colours; white letters on each reach 4.5 : 1. A summary's `hue` picks one. */
export const avatarColours = [
  '#A85D24',
  '#567D35',
  '#2F6A8F',
  '#8B4B84',
  '#9A4638',
  '#4A6E69',
  '#7A5AA0',
  '#5D6B1E',
  '#1F7A72',
  '#8A5A44',
  '#4D62A8',
  '#9C4468',
] as const;
