// Room: ui/features/profile. The one line a website carries (docs/DEPLOY.md). Pure.
import { CHAT_LANGUAGES } from '../../../../contract/profile.ts';
import { startingLauncher, type Launcher } from '../../app/state/launcher.ts';
import type { Loader } from '../../app/state/profile.ts';

/** An origin as a browser has it, or null: https, and http on this machine only. */
export function originOf(typed: string): string | null {
  const address = typed.trim();
  if (!URL.canParse(address)) return null;
  const { origin, protocol, hostname } = new URL(address);
  const own = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || (protocol === 'http:' && own) ? origin : null;
}

/** Null as long as address, colour or radius is none. Only what differs from the loader's own is said. */
export function snippetOf(launcher: Launcher, pin: string, loader: Loader): string | null {
  const origin = originOf(launcher.chat);
  const { color, side, radius, labels } = launcher;
  if (origin === null || !isColour(color) || !isRadius(radius)) return null;
  const said = [
    ['src', `${origin}${loader.path}`],
    ['integrity', loader.integrity],
    ['crossorigin', 'anonymous'],
    ['data-team', pin],
    ...(color === startingLauncher.color ? [] : [['data-color', color]]),
    ...(side === startingLauncher.side ? [] : [['data-side', side]]),
    ...(radius === startingLauncher.radius ? [] : [['data-radius', radius]]),
    ...CHAT_LANGUAGES.flatMap((one) => {
      const label = (labels[one] ?? '').trim();
      return label === '' ? [] : [[`data-label-${one}`, label]];
    }),
  ];
  const lines = said.map(([name = '', value = '']) => `  ${name}="${escaped(value)}"`);
  return ['<script', ...lines, '  defer', '></script>'].join('\n');
}

export const isColour = (typed: string): boolean => /^#[0-9a-f]{6}$/i.test(typed);
export const isRadius = (typed: string): boolean => /^\d{1,2}$/.test(typed);

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
