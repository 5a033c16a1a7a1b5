import type { IncomingMessage } from 'node:http';
import type { SiteConfig } from './config.ts';

export type Headers = Readonly<Record<string, string>>;

/** Sources of a policy: the hashes of what stands within pages. */
export interface Within {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/**
 * What the chat frame may do: load its own files, show its own pictures, talk to its relay, and be
 * shown by the team's own websites (docs/ARCHITECTURE.md, origins). Nothing else. The one Trusted Types
 * policy lets nothing through but the addresses of the frame's workers (widget/app/worker-address.ts).
 * What stands within the page itself counts only by the hash of its bytes.
 */
const framePolicy = (
  { relays, embedders }: Pick<SiteConfig, 'relays' | 'embedders'>,
  { styles, scripts }: Within,
): string =>
  [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    "worker-src 'self'",
    ["style-src 'self'", ...styles].join(' '),
    "img-src 'self' data: blob:",
    `connect-src ${relays.join(' ')}`,
    `frame-ancestors ${embedders.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types beistand-worker',
  ].join('; ');

/**
 * A worker's policy comes from its own answer, not from the page's. The engine talks to the relay, and
 * loads parts of itself; it has no page, so nothing else is left to allow.
 */
const enginePolicy = ({ relays }: Pick<SiteConfig, 'relays'>): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `connect-src ${relays.join(' ')}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** Cleaning and sealing files: parts of itself are all it loads, and it reaches nobody. */
const filesPolicy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** On every answer, refusals included. */
export const everywhere: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'cross-origin-opener-policy': 'same-origin',
};

/** On what is no page and no script of ours. */
export const nothingAllowed: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** A loader never changes, and pages of other origins load it with SRI, which needs CORS. */
export const loaderHeaders: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'cache-control': 'public, max-age=31536000, immutable',
};

/** The frame's own scripts, styles and pictures. Those with a hash in their name never change. */
export const assetHeaders = (file: string, config: Pick<SiteConfig, 'relays'>): Headers => ({
  'content-security-policy': assetPolicy(file, config),
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
});

function assetPolicy(file: string, config: Pick<SiteConfig, 'relays'>): string {
  if (ENGINE.test(file)) return enginePolicy(config);
  return FILES.test(file) ? filesPolicy : "default-src 'none'; frame-ancestors 'none'";
}

/**
 * The page holds today's team and relay and is never kept. It may know who opened it: a window of its own gets
 * the conversation from the frame it was opened by, and hears nobody of another origin (ADR 0004).
 */
export const pageHeaders = (config: SiteConfig, within: Within): Headers => ({
  'content-security-policy': framePolicy(config, within),
  'cross-origin-opener-policy': 'unsafe-none',
  'permissions-policy': PERMISSIONS,
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

/**
 * Asks for a process of the page's own where the website around it would share one: `chat.example.org` on `example.org`.
 * A website elsewhere never does, and there the header costs 30 ms, since the browser has made ready another (ADR 0025).
 */
export const ownProcess = ({ headers }: IncomingMessage): Headers =>
  headers['sec-fetch-site'] === 'cross-site' ? {} : { 'origin-agent-cluster': '?1' };

const ENGINE = /^\/f\/assets\/engine-worker-[\w-]+\.js$/;
const FILES = /^\/f\/assets\/files-worker-[\w-]+\.js$/;
const HASHED = /-[\w-]{8,}\.\w+$/;

/** All a chat needs is to copy a code; everything else a browser could be asked for is off. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'camera',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'picture-in-picture',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
  'clipboard-write=(self)',
].join(', ');
