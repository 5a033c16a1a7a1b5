/** Bad days at the desk: the relay cannot be reached when the app starts; the passphrase is wrong. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFirstTalk, type FirstTalk } from '../support/first-talk.ts';

const SLOW_MS = 120_000;
const RECONNECT_MS = 60_000;

let talk: FirstTalk;

beforeAll(async () => {
  talk = await openFirstTalk('Ist da jemand?');
  await talk.operator.close();
  await talk.stage.killRelay();
  await talk.relaunch();
}, SLOW_MS);

afterAll(() => talk.stop());

test(
  'a wrong passphrase opens nothing, says so in plain words, and the right one still opens',
  async () => {
    const { page } = talk.operator;
    await page.getByLabel('Passphrase', { exact: true }).fill('Regenschirm Kachelofen 8');
    await page.getByRole('button', { name: 'Öffnen' }).click();
    await page.getByText('Das war nicht die Passphrase.').waitFor({ timeout: RECONNECT_MS });
    expect(await page.getByRole('navigation', { name: 'Bereiche' }).count()).toBe(0);
    await talk.operator.unlock();
  },
  SLOW_MS,
);

test(
  'without a relay the app opens, says so, keeps a reply, and sends it once the relay is back',
  async () => {
    const { operator, reporter, stage } = talk;
    const { page } = operator;
    await page.getByText('keine Verbindung').first().waitFor({ timeout: RECONNECT_MS });
    await operator.openConversation('Ist da jemand?');
    await operator.reply('Ja, ich bin da.');
    const own = page.getByRole('article', { name: /^Noa antwortet/ });
    await own.getByText('wird gesendet').waitFor();
    await stage.startRelay();
    await reporter.waitForMessage('Ja, ich bin da.');
    await own.getByText(/zugestellt|gelesen/).waitFor({ timeout: RECONNECT_MS });
    expect(await reporter.shown('operator')).toEqual(['Ja, ich bin da.']);
  },
  SLOW_MS,
);
