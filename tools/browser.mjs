import { existsSync } from 'node:fs';
import path from 'node:path';

const names = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome.exe',
];
const places = [
  ...(process.env['PATH'] ?? '').split(path.delimiter),
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
  'C:\\Program Files\\Google\\Chrome\\Application',
];

/**
 * An installed Chromium or Chrome, for driving the widget as a visitor would.
 * BEISTAND_CHROMIUM names one directly.
 * @returns {string | null} the path of its program, or null where none is installed
 */
export function findChromium() {
  const named = process.env['BEISTAND_CHROMIUM'];
  if (named) return named;
  const programs = places.flatMap((place) =>
    [...names, 'Google Chrome', 'Chromium'].map((name) => path.join(place, name)),
  );
  return programs.find((program) => existsSync(program)) ?? null;
}
