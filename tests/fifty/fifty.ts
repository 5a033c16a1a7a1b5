/**
 * `npm run test:fifty`: fifty conversations in eight languages, with reloads, tunnels, torn lines,
 * duplicated tabs, changed devices and a relay that is killed.
 *
 * Real browsers, the relay as a process, the packaged app with its vault. The last line is JSON; exits 1
 * when anything was lost, doubled, changed or out of order.
 *
 * BEISTAND_SEED=…    the troubles of an earlier run (which one meets whom is up to the machine)
 * BEISTAND_ROUNDS=6  only so many conversations, spread over the languages
 */
import { packageForTests } from '../../tools/package-app.ts';
import { chance, rounds } from '../fault/vault/chance.ts';
import { conversations } from '../fixtures/conversations/all.ts';
import { runConversations } from './run.ts';

const SIDE_BY_SIDE = 5;

await packageForTests();
const started = performance.now();
const share = Math.min(1, rounds(conversations.length) / conversations.length);
const chosen = conversations.filter((_, i) => Math.floor(i * share) < Math.floor((i + 1) * share));
const figures = await runConversations(chosen, {
  sideBySide: SIDE_BY_SIDE,
  random: chance('fifty'),
  say: (line) => void process.stdout.write(`fifty: ${line}\n`),
});
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${JSON.stringify({ ...figures, seconds })}\n`);
const { lost, duplicated, outOfOrder } = figures;
process.exitCode = lost + duplicated + outOfOrder === 0 ? 0 : 1;
