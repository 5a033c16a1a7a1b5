import type { SiteConfig } from './config.ts';

export type Headers = Readonly<Record<string, string>>;

/**
 * What the chat frame may do: load its own files, show its own pictures, talk to its relay, and be
 * shown by the team's own websites (docs/ARCHITECTURE.md, origins). Nothing else.
 */
const framePolicy = ({ relays, embedders }: Pick<SiteConfig, 'relays' | 'embedders'>): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${relays.join(' ')}`,
    `frame-ancestors ${embedders.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** On every answer, refusals included. */
export const everywhere: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
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
export const assetHeaders = (file: string): Headers => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
});

/** The page holds today's team and relay and is never kept. */
export const pageHeaders = (config: SiteConfig): Headers => ({
  'content-security-policy': framePolicy(config),
  'permissions-policy': PERMISSIONS,
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

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
