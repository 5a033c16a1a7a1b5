/**
 * `npm run bench:smoke`: a first look at what things cost, each beside a peer or split into parts.
 *
 * Prints a line per part and ends with one JSON object. Nothing here is asserted: machines differ.
 */
import { buildSite } from '../../tools/build-site.ts';
import { measureRelay } from './relay.ts';
import { measureSealing } from './sealing.ts';
import { measureUnlock } from './unlock.ts';
import { measureWidget } from './widget-size.ts';

const sealing = measureSealing();
say(`seal to 5 devices ${sealing.sealPerSecond}/s, open ${sealing.openPerSecond}/s`);
const relay = await measureRelay();
say(
  `relay, durable ${relay.durablePerSecond} messages/s; bare ws forwarder ${relay.forwarderPerSecond}/s; ratio ${relay.ratio}`,
);
const unlock = await measureUnlock();
say(
  `unlock: Argon2id ${unlock.kdfMs} ms, the rest ${unlock.restMs} ms, inbox after ${unlock.toInboxMs} ms`,
);
await buildSite();
const widget = await measureWidget();
say(`widget loader ${bytes(widget.loader)}; frame, everything ${bytes(widget.frame)}`);
process.stdout.write(`${JSON.stringify({ sealing, relay, unlock, widget })}\n`);

function bytes({ raw, gzip, brotli }: (typeof widget)['loader']): string {
  return `${raw} B raw, ${gzip} gzip, ${brotli} brotli`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
