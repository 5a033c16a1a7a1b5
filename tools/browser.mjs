import { existsSync } from 'node:fs';
import path from 'node:path';

const names = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome.exe',
];
const firefoxNames = ['firefox-esr', 'firefox', 'firefox.exe'];
const places = [
  ...(process.env['PATH'] ?? '').split(path.delimiter),
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Firefox.app/Contents/MacOS',
  'C:\\Program Files\\Google\\Chrome\\Application',
  'C:\\Program Files\\Mozilla Firefox',
];

/**
 * An installed Chromium or Chrome, for driving the widget as a visitor would.
 * BEISTAND_CHROMIUM names one directly.
 * @returns {string | null} the path of its program, or null where none is installed
 */
export function findChromium() {
  const named = process.env['BEISTAND_CHROMIUM'];
  if (named) return named;
  return installed([...names, 'Google Chrome', 'Chromium']);
}

/**
 * An installed Firefox, for the journeys that are walked in a second engine too. BEISTAND_FIREFOX names
 * one directly.
 * @returns {string | null} the path of its program, or null where none is installed
 */
export function findFirefox() {
  return process.env['BEISTAND_FIREFOX'] || installed(firefoxNames);
}

/**
 * The first of these programs that stands in any of the usual places.
 * @param {readonly string[]} programs
 */
const installed = (programs) =>
  places
    .flatMap((place) => programs.map((name) => path.join(place, name)))
    .find((program) => existsSync(program)) ?? null;
