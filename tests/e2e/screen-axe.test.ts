/** Every screen, light and dark, left to right and mirrored: nothing for axe to complain about. */
import { source } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { untilItStands } from '../support/standing.ts';
import { idOf } from '../support/ui/fake-talk.ts';
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

const settings = async (page: Page, part: string): Promise<void> => {
  await go(page, 'Sicherheit & Aufbewahrung');
  await page.getByRole('button', { name: part, exact: true }).click();
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
      await passphrase(page, 'damaged-journal');
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
  'unlock, by the printed code': {
    wishes: 'vault=locked',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Passphrase vergessen/ }).click();
      await page.getByLabel('Code vom Ausdruck').fill('7k4u');
      await page.getByLabel('Neue Passphrase').fill('passwort 12345');
      await page.getByText('Das raten Programme zuerst').waitFor();
    },
  },
  'unlock, emptying the device': {
    wishes: 'vault=locked',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Weitere Möglichkeiten' }).click();
      await page.getByRole('menuitem').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'first look': {
    wishes: 'vault=locked&refuse=half',
    reach: async (page) => {
      await passphrase(page, 'richtig');
      await page.getByText('Ahorn 27').click();
      await page.getByText('Kommt gleich').waitFor();
    },
  },
  'first run, from a backup': {
    wishes: 'vault=none',
    reach: (page) => page.getByRole('button', { name: /^Stattdessen/ }).click(),
  },
  'first run, a backup read halfway': {
    wishes: 'vault=none&refuse=halfway',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Stattdessen/ }).click();
      await page.getByLabel('Passphrase oder Code der Sicherung').fill('richtig');
      await page.getByLabel('Dein Name im Chat').fill('Noa');
      await page.getByLabel('Neue Passphrase').fill('mond tulpe ziegel 7');
      await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
      await page.getByRole('button', { name: 'Datei wählen und wiederherstellen' }).click();
      await page.getByText('Nur ein Teil ist angekommen').waitFor();
    },
  },
  'trouble and jobs': {
    wishes: 'refuse=member',
    reach: async (page) => {
      await page.evaluate(() => {
        const { tell } = (window as unknown as { fake: { tell: (fact: object) => void } }).fake;
        tell({ type: 'backup-due', lastAt: null });
        tell({ type: 'trouble', trouble: { kind: 'journal-damaged', count: 3 } });
        tell({ type: 'trouble', trouble: { kind: 'older-profile', count: 0 } });
        tell({
          type: 'job',
          state: { job: 'backup', state: 'running', done: 1, total: 9 },
        });
      });
      await page.getByText('Die Sicherung wird geschrieben · 11 %').waitFor();
    },
  },
  'settings, security': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Sicherheit');
      await page.getByRole('button', { name: 'Neuen Code anlegen' }).click();
      await page.getByLabel('Passphrase des Tresors').fill('richtig');
      await page.getByRole('button', { name: 'Neuen Code anlegen' }).click();
      await page.getByTestId('recovery-code').waitFor();
    },
  },
  'settings, backup': {
    wishes: 'refuse=slow',
    reach: async (page) => {
      await settings(page, 'Sicherung');
      await page.getByLabel('Neue Passphrase').fill('mond tulpe ziegel 7');
      await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
      await page.getByRole('button', { name: 'Ort wählen und sichern' }).click();
      await page.getByRole('button', { name: 'Anhalten' }).first().waitFor();
    },
  },
  'settings, retention': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Löschfristen');
      await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
      await page.getByRole('button', { name: 'Löschen …' }).click();
      await page.getByRole('button', { name: 'Endgültig löschen' }).click();
      await page.getByText('Der Nachweis enthält nur Zahlen').waitFor();
      await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
      await page.getByText('2024-0031').waitFor();
    },
  },
  'settings, what is due is confirmed': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Löschfristen');
      await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
      await page.getByRole('button', { name: 'Löschen …' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'settings, somebody asks': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Auskunft und Löschen');
      await page.getByLabel('Rückkehrcode').fill('1111-AAAA');
      await page.getByRole('button', { name: 'Nachsehen' }).click();
      await page.getByText('Das ist da').waitFor();
    },
  },
  'settings, audit log': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Protokoll');
      await page.getByRole('button', { name: 'Protokoll prüfen' }).click();
      await page.getByText('Lückenlos').waitFor();
    },
  },
  search: {
    wishes: 'refuse=index',
    reach: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('sport');
      await page.getByRole('option').first().waitFor();
      await page.getByRole('button', { name: 'Filter' }).click();
    },
  },
  'case, its conversation erased': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Kiefer 91');
      await page.getByRole('button', { name: 'Fall anlegen' }).click();
      await page.getByRole('region', { name: /^Fall / }).waitFor();
      await page.evaluate((conversation) => {
        const { tell } = (window as unknown as { fake: { tell: (fact: object) => void } }).fake;
        tell({ type: 'conversation-gone', conversation });
      }, idOf(3));
      await go(page, 'Fälle');
      await page.getByRole('button', { name: '2026-0118' }).click();
      await page.getByText('Das Gespräch zu diesem Fall ist gelöscht.').waitFor();
    },
  },
  'case, held': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Fälle');
      await page.getByRole('button', { name: '2026-0117' }).click();
      await page.getByRole('button', { name: 'Gegen Löschen sperren' }).click();
      await page.getByLabel('Grund').fill('Laufendes Verfahren');
      await page.getByRole('button', { name: 'Sperren', exact: true }).click();
      await page.getByText('Gesperrt seit').waitFor();
    },
  },
};

/** What axe found, as short lines that name the rule and the place. */
async function findings(page: Page): Promise<readonly string[]> {
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
const mirroredToo: ReadonlySet<string> = new Set([
  'case with problems',
  'release, planned',
  'settings, retention',
  'search',
]);

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
      await untilItStands(page);
      expect(await findings(page)).toEqual([]);
      await page.close();
    });
  }
}

test('the policy refused nothing and nothing threw', () => {
  expect(ui.complaints).toEqual([]);
});
