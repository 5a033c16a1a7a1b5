/** What colleagues say and arrange among themselves, between the messages of a conversation. */
import { expect, test } from 'vitest';
import type { MessageId, OpenMessage } from '../../src/contract/desk.ts';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { idOf } from '../support/ui/fake-talk.ts';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, tell, complaints, button, asked } = screens();

const ours = (n: number) =>
  ({
    id: idOf<MessageId>(9000 + n),
    at: Date.now(),
    gap: false,
    forked: false,
    author: 'operator',
    alias: 'Mika',
    state: 'sent',
  }) as const;
const look = { outcome: null, snoozedUntil: null, followUpAt: null, tags: [] };

test('a note is marked as for the team and says when it did not reach everybody; what a colleague could not change says so', async () => {
  const page = await open();
  await talk(page);
  const messages: readonly OpenMessage[] = [
    { ...ours(1), kind: 'note', text: 'Bitte vor 16 Uhr zurückschreiben.' },
    { ...ours(2), kind: 'passed', to: '' },
    { ...ours(3), kind: 'work', look: { ...look, status: 'closed' }, base: null, stands: false },
  ];
  for (const message of messages) {
    await tell({ type: 'message-arrived', conversation: idOf(1), message });
  }
  const unheard = { ...ours(4), kind: 'note', text: 'Kam nicht an.', state: 'unheard' } as const;
  await tell({ type: 'message-arrived', conversation: idOf(1), message: unheard });
  await page.getByText('Notiz · nur fürs Team').first().waitFor();
  await page.getByText(/^nicht bei allen im Team angekommen/).waitFor();
  await button('Noch einmal senden').click();
  await expect.poll(() => asked('sendAgain')).toMatchObject([{ message: unheard.id }]);
  await page.getByText('Im Team weitergegeben an jemand anderen').waitFor();
  await page.getByText('Nicht übernommen: Jemand anderes hatte das Gespräch.').waitFor();
  expect(complaints()).toEqual([]);
});

test('what a colleague wanted to change, where it is not known what that was, is told and can only be dismissed', async () => {
  const page = await open();
  await talk(page, 'Kiefer 91');
  const wish = { ...ours(5), kind: 'work', look: { ...look, status: 'open', tags: ['Film'] } };
  const message = { ...wish, base: null, stands: false };
  await tell({ type: 'message-arrived', conversation: idOf(3), message });
  const summary = { ...blankLine, id: idOf(3), name: 'Kiefer 91', proposal: message.id };
  await tell({ type: 'conversation-changed', summary });
  const wanted = page.getByRole('group', { name: 'Vorschlag aus dem Team' });
  await wanted.getByText('Mika wollte ändern: Schlagwörter: Film.').waitFor();
  expect(await wanted.getByRole('button').allTextContents()).toEqual(['Verwerfen']);
});
