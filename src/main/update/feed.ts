/** Where newer versions would come from, and whose signature they must bear. Without both there is no looking at all. */
import * as v from 'valibot';

export interface Feed {
  readonly url: string;
  /** Ed25519 public key that signs releases, 32 bytes in base64. */
  readonly key: string;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const MAX_URL = 2048;
const KEY = /^[A-Za-z0-9+/]{43}=$/;

const feed = v.strictObject({
  url: v.pipe(v.string(), v.maxLength(MAX_URL)),
  key: v.pipe(v.string(), v.regex(KEY)),
});

/**
 * The feed in the `update.json` that a release carries, or null where there is none or it is not in order.
 *
 * The environment may name another one only on this machine: a variable must not be able to make
 * the app trust someone else's releases.
 */
export function readFeed(
  file: string | null,
  env: Readonly<Record<string, string | undefined>>,
): Feed | null {
  const { BEISTAND_UPDATE_FEED: url, BEISTAND_UPDATE_KEY: key } = env;
  if (url !== undefined) {
    const local = parse({ url, key });
    return local !== null && isLoopback(local.url) ? local : null;
  }
  const shipped = file === null ? null : parse(fromJson(file));
  return shipped !== null && new URL(shipped.url).protocol === 'https:' ? shipped : null;
}

function parse(raw: unknown): Feed | null {
  const parsed = v.safeParse(feed, raw);
  return parsed.success && URL.canParse(parsed.output.url) ? parsed.output : null;
}

function isLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && LOOPBACK.has(hostname);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
