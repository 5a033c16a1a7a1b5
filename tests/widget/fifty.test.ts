import { expect, test } from 'vitest';
import { buildSite } from '../../tools/build-site.ts';
import { chance } from '../fault/vault/chance.ts';
import { conversations } from '../fixtures/conversations/all.ts';
import { runConversations } from '../fifty/run.ts';

/** Some of the fifty conversations, with their troubles; `npm run test:fifty` plays them all. */
const some = new Set(['one line only', 'with points', 'with vowels']);
const MOST_MS = 120_000;

test(
  'scripted conversations reach a real vault and come back: none lost, none doubled, in order',
  async () => {
    await buildSite();
    const chosen = conversations.filter(({ name }) => some.has(name));
    const told: string[] = [];
    const figures = await runConversations(chosen, {
      sideBySide: chosen.length,
      random: chance('widget-fifty'),
      say: (line) => void told.push(line),
    });
    expect(figures, told.join('\n')).toMatchObject({
      conversations: some.size,
      messagesSent: chosen.flatMap(({ lines }) => lines).length,
      lost: 0,
      duplicated: 0,
      outOfOrder: 0,
    });
  },
  MOST_MS,
);
