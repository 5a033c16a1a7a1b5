/** Every screen, light and dark, left to right and mirrored: nothing for axe to complain about. */
import { source } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUiBrowser, type UiBrowser } from '../support/ui/browser.ts';

let ui: UiBrowser;

beforeAll(async () => {
  ui = await startUiBrowser();
});
afterAll(async () => {
  await ui.close();
});

const talk = async (page: Page, name = 'Ahorn 27'): Promise<void> => {
  await page.getByText(name).click();
  await page.getByRole('article').first().waitFor();
};
const go = async (page: Page, place: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('button', { name: place }).click();
};
const passphrase = async (page: Page, words: string): Promise<void> => {
  await page.getByLabel('Passphrase', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Öffnen' }).click();
};
const names = async (page: Page): Promise<void> => {
  await page.getByLabel('Name des Teams').fill('Team');
  await page.getByLabel('Dein Name im Chat').fill('Noa');
  await page.getByRole('button', { name: 'Weiter' }).click();
};

interface Screen {
  readonly wishes: string;
  readonly reach: (page: Page) => Promise<void>;
}

const screens: Readonly<Record<string, Screen>> = {
  'first run, names': {
    wishes: 'vault=none',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByText('Bitte noch ausfüllen.').first().waitFor();
    },
  },
  'first run, passphrase': {
    wishes: 'vault=none',
    reach: async (page) => {
      await names(page);
      await page.getByLabel('Passphrase', { exact: true }).fill('kurz');
      await page.getByLabel('Passphrase wiederholen').fill('anders');
    },
  },
  'first run, root code': {
    wishes: 'vault=none',
    reach: async (page) => {
      await names(page);
      await page.getByLabel('Passphrase', { exact: true }).fill('mond tulpe ziegel 7');
      await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
      await page.getByRole('button', { name: 'Team anlegen' }).click();
      await page.getByTestId('root-code').waitFor();
    },
  },
  'unlock, refused': {
    wishes: 'vault=locked&link=offline',
    reach: async (page) => {
      await passphrase(page, 'falsch');
      await page.getByText('Das war nicht die Passphrase').waitFor();
    },
  },
  'unlock, damaged': {
    wishes: 'vault=locked',
    reach: async (page) => {
      await passphrase(page, 'damaged');
      await page.getByRole('alert').waitFor();
    },
  },
  'empty inbox': { wishes: 'empty', reach: async () => undefined },
  'conversation offline': { wishes: 'link=offline', reach: (page) => talk(page) },
  'conversation with gaps, forks, rating': {
    wishes: '',
    reach: (page) => talk(page, 'Linde 08'),
  },
  'text too long': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      const reply = page.getByRole('textbox', { name: 'Antwort schreiben' });
      await reply.fill('a'.repeat(4001));
      await reply.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  'case with problems': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Kiefer 91');
      await page.getByRole('button', { name: 'Fall anlegen' }).click();
      await page.getByLabel('Datum des Vorfalls').fill('2031-01-01');
      await page.getByText('Dieses Datum liegt in der Zukunft.').waitFor();
    },
  },
  'case menu': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.getByRole('button', { name: 'Fall zeigen' }).click();
      await page.getByRole('combobox', { name: 'Hauptkategorie' }).click();
      await page.getByRole('option', { name: 'Bedrohung' }).waitFor();
    },
  },
  cases: {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Fälle');
      await page.getByRole('button', { name: '2026-0117' }).click();
    },
  },
  'no cases': { wishes: 'empty', reach: (page) => go(page, 'Fälle') },
  'release, planned': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Freigabe');
      await page.getByRole('button', { name: 'Vorschau berechnen' }).click();
      await page.getByRole('columnheader').first().waitFor();
    },
  },
  'release, refused': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Freigabe');
      await page.getByLabel('Kleinste Gruppe').fill('2');
      await page.getByRole('button', { name: 'Vorschau berechnen' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  team: { wishes: '', reach: (page) => go(page, 'Team') },
};

/** What axe found, as short lines that name the rule and the place. */
async function findings(page: Page): Promise<readonly string[]> {
  // A tooltip under the pointer lies outside the landmarks and repeats its button's name.
  await page.mouse.move(0, 0);
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      readonly axe: {
        run(
          of: Document,
          how: object,
        ): Promise<{
          violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[];
        }>;
      };
    };
    // While a menu is open everything else is hidden from assistive technology, landmarks included.
    const menu = document.querySelector('[role=listbox]') !== null;
    const { violations } = await axe.run(
      document,
      menu ? { rules: { region: { enabled: false } } } : {},
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${String(node.target)} ${node.failureSummary ?? ''}`),
    );
  });
}

/** Mirrored, the fullest screens stand for the others: direction changes places, not names or colours. */
const mirroredToo: ReadonlySet<string> = new Set(['case with problems', 'release, planned']);

const looks = [
  ['light', ''],
  ['dark', ''],
  ['light', '&dir=rtl'],
] as const;

for (const [scheme, mirrored] of looks) {
  for (const [name, { wishes, reach }] of Object.entries(screens)) {
    if (mirrored !== '' && !mirroredToo.has(name)) continue;
    test(`${name}, ${scheme}${mirrored === '' ? '' : ', mirrored'}`, async () => {
      const page = await ui.open(wishes + mirrored, { scheme });
      page.setDefaultTimeout(8000);
      await reach(page);
      expect(await findings(page)).toEqual([]);
      await page.close();
    });
  }
}

test('the policy refused nothing and nothing threw', () => {
  expect(ui.complaints).toEqual([]);
});
