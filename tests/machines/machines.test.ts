/**
 * `npm run test:machines`: three packaged apps, a relay killed four times, five people in five browsers.
 * Nobody is answered by two, nobody is forgotten, who is left out reads nothing on, and who has left the team gets nothing more.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tally } from '../demo/tally.ts';
import { until } from '../fifty/until.ts';
import {
  answering,
  openHouse,
  openTalk,
  team,
  workBar,
  type Colleague,
  type House,
} from './house.ts';

const SETUP_MS = 300_000;
const TEST_MS = 180_000;
/** So long an agreement has to last before it counts as one. */
const LASTING_MS = 3_000;
const LOOK_MS = 150;
const NOTE = 'Bitte ab hier du. Es ging um die Schule.';

/** One conversation: its name in the queue, and all that was said in it, by whom. */
interface Talk {
  readonly n: number;
  readonly title: string;
  readonly asked: string[];
  readonly answered: string[];
}

let house: House;
const talks: Talk[] = [];

beforeAll(async () => {
  house = await openHouse();
}, SETUP_MS);

afterAll(() => house.stop());

const inTeam = [...team];
const talk = (n: number): Talk => {
  const found = talks[n];
  if (found === undefined) throw new Error(`nobody ${n} has written`);
  return found;
};
const person = (n: number) => {
  const found = house.people[n];
  if (found === undefined) throw new Error(`no person ${n}`);
  return found;
};

/** A person writes; the relay need not be there. */
const write = async ({ n, asked }: Talk, text: string): Promise<void> => {
  asked.push(text);
  await person(n).send(text);
};

/** A colleague answers in the conversation they have open, and the person reads it. */
const answer = async (who: Colleague, { n, answered }: Talk, text: string): Promise<void> => {
  answered.push(text);
  await house.app(who).reply(text);
  await person(n).waitForMessage(text);
};

const open = async (who: readonly Colleague[], { title }: Talk): Promise<void> => {
  await Promise.all(who.map((one) => openTalk(house.app(one), title)));
};

/** Who answers, on the screens of all that are still in the team. */
const said = (): Promise<readonly string[]> =>
  Promise.all(inTeam.map((who) => answering(house.app(who), who)));

/** Waits until all screens name the same one, `who` where it is known who that will be, and sees that it stays so. */
async function agreed(who?: Colleague): Promise<string> {
  let last: readonly string[] = [];
  const same = async (): Promise<boolean> => {
    last = await said();
    const name = who ?? last[0];
    return name !== 'nobody' && last.every((one) => one === name);
  };
  await until(same, `one answer to who answers, ${who ?? 'whoever it is'}`);
  const [name = ''] = last;
  for (let past = 0; past < LASTING_MS; past += LOOK_MS) {
    expect(await said()).toEqual(inTeam.map(() => name));
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return name;
}

/** Presses it if it is still there: a colleague may have been faster. */
const take = async (who: Colleague): Promise<void> => {
  const button = workBar(house.app(who)).getByRole('button', { name: /übernehmen$/i });
  await button.click({ timeout: 20_000 }).catch(() => undefined);
};

test(
  'five people write, and each stands once on each of three screens',
  async () => {
    for (const n of house.people.keys()) {
      await person(n).open();
      const text = `Hier ist Person ${n}.`;
      await person(n).send(text);
      await house.app('Noa').openConversation(text);
      const region = house.app('Noa').page.getByRole('region', { name: /^Gespräch mit / });
      const title = (await region.getAttribute('aria-label'))?.replace('Gespräch mit ', '') ?? '';
      talks.push({ n, title, asked: [text], answered: [] });
    }
    for (const who of inTeam) {
      const queue = house.app(who).page.getByRole('list', { name: 'Gespräche' });
      for (const { title } of talks) await queue.getByText(title).waitFor();
      expect(await queue.getByRole('button').count()).toBe(talks.length);
    }
  },
  TEST_MS,
);

test(
  'two who take the same conversation at the same moment: three screens agree on one of them',
  async () => {
    for (const one of talks.slice(0, 3)) {
      await open(inTeam, one);
      await Promise.all([take('Birke'), take('Cem')]);
      expect(['Birke', 'Cem']).toContain(await agreed());
    }
  },
  TEST_MS,
);

test(
  'and also when the relay dies under them, and both have taken it before it is back',
  async () => {
    const [one, other] = [talk(3), talk(4)];
    await open(inTeam, one);
    await house.outage(async () => {
      await Promise.all([take('Birke'), take('Cem')]);
      for (const each of [one, other]) await write(each, `Seid ihr noch da? ${each.n}`);
    });
    const holder = await agreed();
    expect(['Birke', 'Cem']).toContain(holder);
    const who = holder === 'Birke' ? 'Birke' : 'Cem';
    await house.app(who).waitForMessage(`Seid ihr noch da? ${one.n}`);
    await answer(who, one, `Ja, ${who} ist da.`);
    await open(inTeam, other);
    await answer('Cem', other, 'Und Cem ist hier.');
    await agreed('Cem');
  },
  TEST_MS,
);

test(
  'what is handed over while the relay is dead stands whole with the other: offer, note, every message',
  async () => {
    const one = talk(0);
    await open(inTeam, one);
    if ((await answering(house.app('Birke'), 'Birke')) !== 'Birke') await take('Birke');
    await agreed('Birke');
    await answer('Birke', one, 'Birke fängt an.');
    await house.outage(async () => {
      await passOn('Birke', 'Cem');
      await write(one, 'Und wer macht weiter?');
    });
    const cem = house.app('Cem');
    await workBar(cem).getByText('Wurde an dich übergeben').waitFor({ timeout: 60_000 });
    for (const text of [...one.asked, ...one.answered]) await cem.waitForMessage(text);
    await cem.page.getByRole('log').getByText(NOTE).waitFor({ timeout: 60_000 });
    await answer('Cem', one, 'Ich, Cem.');
    await agreed('Cem');
    expect(await person(0).shown('operator')).not.toContain(NOTE);
  },
  TEST_MS,
);

test(
  'who was switched off meanwhile finds all of it, though the relay was killed while it waited there',
  async () => {
    await house.switchOff('Cem');
    for (const one of talks) {
      await write(one, `Während Cem weg ist, ${one.n}.`);
      await person(one.n).waitForAccepted(`Während Cem weg ist, ${one.n}.`);
      await open(['Noa'], one);
      await take('Noa');
      await answer('Noa', one, `Noa ist da, ${one.n}.`);
    }
    await house.outage(async () => {
      for (const one of talks) await write(one, `Und noch etwas, ${one.n}.`);
    });
    await house.switchOn('Cem');
    for (const one of talks) {
      await open(['Noa', 'Cem'], one);
      for (const who of ['Noa', 'Cem'] as const) {
        await house.app(who).waitForMessage(`Und noch etwas, ${one.n}.`);
        await house.app(who).waitForMessage(`Noa ist da, ${one.n}.`);
      }
      await agreed('Noa');
    }
  },
  TEST_MS,
);

test(
  'what is restricted stays restricted: through a relay killed under it, and a restart of who was left out',
  async () => {
    const one = talk(2);
    await open(inTeam, one);
    await restrict('Cem');
    await house.app('Birke').page.getByText('Dieses Gespräch liest du nicht weiter').waitFor();
    await write(one, 'Nur für zwei: in meiner Klasse.');
    await house.outage(() => write(one, 'Nur für zwei: und nach dem Ausfall.'));
    for (const who of ['Noa', 'Cem'] as const) {
      for (const text of one.asked) await house.app(who).waitForMessage(text);
    }
    // Noa answers it still, and nobody answers beside her unasked.
    await take('Cem');
    const isCems = async () => (await answering(house.app('Cem'), 'Cem')) === 'Cem';
    await until(isCems, 'Cem answers');
    await answer('Cem', one, 'Nur für zwei: Cem hört dir zu.');
    await house.switchOff('Birke');
    await house.switchOn('Birke');
    await open(['Birke'], one);
    await house.app('Birke').page.getByText('Dieses Gespräch liest du nicht weiter').waitFor();
    // What comes after it in another conversation has passed the same queue.
    await write(talk(1), 'Für alle, danach.');
    await open(['Birke'], talk(1));
    await house.app('Birke').waitForMessage('Für alle, danach.');
    await open(['Birke'], one);
    expect(await textOf('Birke')).not.toContain('Nur für zwei');
  },
  TEST_MS,
);

test(
  'who is removed gives everything free, gets nothing more, and can say nothing more',
  async () => {
    const one = talk(1);
    await open(inTeam, one);
    await take('Birke');
    await agreed('Birke');
    await remove('Birke');
    await house.app('Noa').go('Posteingang');
    await open(['Noa', 'Cem'], one);
    await until(async () => (await said()).every((name) => name === 'nobody'), 'free again');

    const before = await textOf('Birke');
    for (const each of talks) await write(each, `Nach dem Abschied, ${each.n}.`);
    for (const each of talks) {
      await open(['Noa', 'Cem'], each);
      for (const who of ['Noa', 'Cem'] as const) {
        await house.app(who).waitForMessage(`Nach dem Abschied, ${each.n}.`);
      }
    }
    const typed = 'Das darf niemand mehr lesen.';
    const box = house.app('Birke').page.getByRole('textbox', { name: 'Antwort schreiben' });
    if (await box.isVisible()) await house.app('Birke').reply(typed);
    await house.switchOff('Birke');
    await house.switchOn('Birke');
    await open(['Noa'], one);
    await answer('Noa', one, 'Ab jetzt wieder Noa.');
    expect(await person(1).shown('operator')).not.toContain(typed);
    const after = await textOf('Birke');
    expect([before, after].join()).not.toContain('Nach dem Abschied');
  },
  TEST_MS,
);

test(
  'at the end nothing is lost and nothing doubled, on either side of five conversations',
  async () => {
    for (const one of talks) {
      const { asked, answered } = one;
      expect(tally(answered, await person(one.n).shown('operator'))).toMatchObject(whole);
      for (const who of inTeam) {
        await open([who], one);
        const shown = await house.app(who).shown('operator');
        const replies = shown.filter((text) => text !== NOTE);
        expect(tally(asked, await house.app(who).shown('reporter'))).toMatchObject(whole);
        expect(tally(answered, replies)).toMatchObject(whole);
      }
    }
  },
  TEST_MS,
);

const whole = { lost: 0, duplicated: 0 };

/** Hands the open conversation over, with a note for the team; the person is not told. */
async function passOn(from: Colleague, to: Colleague): Promise<void> {
  await workBar(house.app(from)).getByRole('button', { name: 'Im Team weitergeben' }).click();
  const sheet = house.app(from).page.getByRole('dialog');
  await sheet.getByRole('button', { name: new RegExp(`^${to}`) }).click();
  await sheet.getByRole('textbox', { name: 'Notiz dazu' }).fill(NOTE);
  await sheet.getByRole('button', { name: 'Weitergeben', exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
}

/** The founder lets only this colleague read the open conversation on, and waits until the relay has the card. */
async function restrict(to: Colleague): Promise<void> {
  const { page } = house.app('Noa');
  await page.getByRole('region', { name: /^Gespräch mit / }).press('l');
  const sheet = page.getByRole('dialog', { name: 'Wer darf weiterlesen?' });
  await sheet.getByRole('button', { name: new RegExp(`^${to}`) }).click();
  await sheet.getByRole('button', { name: 'Einschränken', exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByText('Beim Relay noch nicht angekommen').waitFor({ state: 'detached' });
}

async function remove(who: Colleague): Promise<void> {
  const { page } = house.app('Noa');
  await house.app('Noa').go('Team');
  await page.getByRole('button', { name: `${who} bearbeiten` }).click();
  await page.getByRole('button', { name: 'Aus dem Team entfernen …' }).click();
  await page.getByRole('button', { name: 'Entfernen', exact: true }).click();
  await house.app(who).page.getByText('wurde aus dem Team entfernt').first().waitFor();
  inTeam.splice(inTeam.indexOf(who), 1);
}

const textOf = (who: Colleague): Promise<string> => house.app(who).page.locator('body').innerText();
