/** Queue, conversation, and the sheets over them. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { blankMessage, fakeLines, idOf } from '../fake-talk.ts';
import { hex } from '../fake-parts.ts';
import { go, take, talk, tell, type Screens } from './screen.ts';

const FILES = path.join(import.meta.dirname, '../../../fixtures/files');

/** Through the paper clip, as a hand would. */
async function pickFile(page: Page, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Datei senden' }).click();
  await (await chooser).setFiles(path.join(FILES, name));
}

export const talkScreens: Screens = {
  'empty inbox': { wishes: 'empty', reach: async () => undefined },
  'conversation offline': { wishes: 'link=offline', reach: (page) => talk(page) },
  'conversation with gaps, forks, rating': {
    wishes: '',
    reach: (page) => talk(page, 'Linde 08'),
  },
  'catching up, and what a colleague told': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      const from = hex('81c0');
      const view = { state: 'running', from, checked: 340, total: 1200 } as const;
      const message = { ...blankMessage, text: 'Das war vor drei Wochen', told: from };
      await tell(page, [
        { type: 'catch-up', view },
        { type: 'message-arrived', conversation: idOf(1), message },
      ]);
      await page.getByRole('button', { name: /^erzählt von/ }).waitFor();
    },
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
  'a picture before it is sent': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await pickFile(page, 'photo.jpg');
      await page.getByRole('dialog').getByRole('img').waitFor();
    },
  },
  'a document before it is sent': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await pickFile(page, 'README.md');
      await page.getByText('Säubern lassen sich hier nur Bilder').waitFor();
    },
  },
  'a file on its way': {
    wishes: 'refuse=slow',
    reach: async (page) => {
      await talk(page);
      await pickFile(page, 'photo.jpg');
      await page.getByRole('button', { name: 'Bild senden' }).click();
      await page.getByRole('progressbar', { name: 'Wird versiegelt' }).waitFor();
    },
  },
  'a file for which there is no room': {
    wishes: 'refuse=no-room',
    reach: async (page) => {
      await talk(page);
      await pickFile(page, 'photo.jpg');
      await page.getByRole('button', { name: 'Bild senden' }).click();
      await page.getByText('Beim Relay ist gerade kein Platz').waitFor();
    },
  },
  search: {
    wishes: 'refuse=index',
    reach: async (page) => {
      await page.keyboard.press('Control+f');
      await page.getByRole('combobox').fill('sport');
      await page.getByRole('option').first().waitFor();
      await page.getByRole('button', { name: 'Filter' }).click();
    },
  },
  'queue, every view': {
    wishes: '',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Mehr' }).click();
      await page.getByRole('button', { name: /^Abgeschlossen/ }).waitFor();
    },
  },
  'queue, narrowed to nothing': {
    wishes: '',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Nach Thema/ }).click();
      await page.getByRole('button', { name: /^Wartend/ }).click();
      await page.getByRole('combobox', { name: 'Thema' }).click();
      await page.getByRole('option', { name: 'Arbeit' }).click();
      await page.getByText('So eingegrenzt ist hier').waitFor();
    },
  },
  'asked before a second answer': {
    wishes: 'refuse=mika',
    reach: async (page) => {
      await talk(page);
      const reply = page.getByRole('textbox', { name: 'Antwort schreiben' });
      await reply.fill('Ich bin auch da.');
      await reply.press('Enter');
      await page.getByRole('group', { name: 'Dieses Gespräch ist bei Mika.' }).waitFor();
    },
  },
  'answering, and nobody knows yet': {
    wishes: 'refuse=unheard',
    reach: async (page) => {
      await talk(page);
      await page.getByText('Im Team weiß es noch niemand').waitFor();
    },
  },
  'closing as abuse': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('e');
      await page.getByRole('button', { name: 'Missbrauch', exact: true }).click();
      await page.getByText(/bleibt als Beleg/).waitFor();
    },
  },
  'tags for the team': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('t');
      const tags = Array.from({ length: 40 }, (_, n) => `Wort ${n}`).join(', ');
      await page.getByLabel('Schlagwörter, mit Komma getrennt').fill(tags);
      await page.getByText(/^Höchstens/).waitFor();
    },
  },
  'a line with tags, and the queue narrowed by one': {
    wishes: '',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Nach Thema/ }).click();
      await page.getByRole('combobox', { name: 'Schlagwort' }).click();
      await page.getByRole('option', { name: 'Presse' }).click();
      await page.getByText('Linde 08').waitFor({ state: 'detached' });
    },
  },
  'beyond the limit': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mein Arbeitsplatz' }).click();
      await page.getByRole('button', { name: '1', exact: true }).click();
      await page.getByRole('button', { name: '1', exact: true, pressed: true }).waitFor();
      await go(page, 'Posteingang');
      await talk(page, 'Linde 08');
      await take(page);
      await talk(page);
      await page.keyboard.press('a');
      await page.getByRole('dialog').getByText('Deine Grenze ist 1').waitFor();
    },
  },
  'taking from a colleague': {
    wishes: '',
    reach: async (page) => {
      const holder = { device: hex('81c0'), alias: 'Mika', offered: false, own: false };
      const [, , summary] = fakeLines(Date.now());
      if (summary === undefined) throw new Error('no third line');
      await tell(page, [{ type: 'conversation-changed', summary: { ...summary, holder } }]);
      await talk(page, 'Kiefer 91');
      await page.keyboard.press('a');
      await page.getByRole('dialog', { name: 'Mika antwortet' }).waitFor();
    },
  },
  'saving a file that came': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Esche 44');
      await page.getByRole('button', { name: 'Speichern unter …' }).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'far back in a long conversation': {
    wishes: 'long=300',
    reach: async (page) => {
      await talk(page, 'Kiefer 91');
      const log = page.getByRole('log');
      await page.waitForFunction(() => {
        const box = document.querySelector('[role=log]');
        if (box !== null) box.scrollTop = 0;
        return document.body.textContent?.includes('Zu den neuesten') ?? false;
      });
      await log.and(page.locator('[aria-live=off]')).waitFor();
    },
  },
  'a note for the team': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('n');
      await page.getByLabel('Notiz', { exact: true }).waitFor();
    },
  },
  'later, a moment that is past': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('s');
      await page.getByRole('button', { name: 'anderer Zeitpunkt' }).click();
      await page.getByLabel('Tag und Uhrzeit').fill('2020-01-01T09:00');
      await page.getByText('Das liegt in der Vergangenheit.').waitFor();
    },
  },
  'handing over': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('h');
      await page.getByRole('button', { name: 'Mika · hat 2 Gespräche' }).click();
    },
  },
  'giving away what one has': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Linde 08');
      await take(page);
      await talk(page);
      await take(page);
      await page.keyboard.press('g');
      await page.getByRole('button', { name: '2 Gespräche abgeben' }).waitFor();
      await page.getByRole('button', { name: 'Mika · hat 2 Gespräche' }).waitFor();
    },
  },
  'somebody is needed': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await take(page);
      await page.keyboard.press('g');
      await page.getByRole('button', { name: '1 Gespräch abgeben' }).click();
      await page.getByRole('button', { name: 'Schließen' }).click();
      await page.getByText('Hier wird jemand gebraucht').waitFor();
    },
  },
  'acute danger': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('d');
      await page.getByRole('checkbox').first().check();
      await page.getByRole('checkbox').nth(2).check();
      await page.getByLabel('Was haben wir versprochen?').fill('Bis acht Uhr sind wir da.');
    },
  },
  'acute danger, as a team goes through it': {
    wishes: 'refuse=team-list',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('d');
      await page.getByRole('checkbox', { name: 'Bereitschaft der Leitung angerufen' }).check();
      await page.getByText('Krisendienst Musterstadt').waitFor();
    },
  },
  'a case beside a recorded checklist': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('d');
      await page.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: 'Im Gespräch festhalten' }).click();
      await page.getByText('Akute Gefahr: Checkliste').waitFor();
      await page.getByRole('button', { name: 'Fall zeigen' }).click();
      const offer = page.getByRole('button', { name: /^In den Ablauf übernehmen/ });
      await offer.scrollIntoViewIfNeeded();
    },
  },
  'a covered picture': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Esche 44');
      await page.getByRole('button', { name: 'Bild ansehen' }).click();
      await page.getByRole('img', { name: 'Verdecktes Bild' }).waitFor();
    },
  },
  'restricting who reads on': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('l');
      await page.getByRole('button', { name: /^Mika/ }).click();
    },
  },
  'restricted, and the relay has not heard it': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('l');
      await page.getByRole('button', { name: /^Mika/ }).click();
      await page.getByRole('button', { name: 'Einschränken', exact: true }).click();
      await page.getByText(/^Beim Relay noch nicht/).waitFor();
    },
  },
  'restricted to others': { wishes: 'refuse=left-out', reach: (page) => talk(page) },
  'due again, with a proposal': {
    wishes: 'refuse=proposed',
    reach: async (page) => {
      await talk(page);
      await page.getByRole('group', { name: 'Vorschlag aus dem Team' }).waitFor();
    },
  },
  'ready replies after a slash': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Linde 08');
      await page.getByRole('textbox', { name: 'Antwort schreiben' }).pressSequentially('/b');
      await page.getByRole('option').first().waitFor();
    },
  },
  'a saved view': {
    wishes: '',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Nach Thema/ }).click();
      await page.getByLabel('Name für diese Ansicht').fill('Alles');
      await page.getByRole('button', { name: 'Merken' }).click();
      await page.getByRole('group', { name: 'Eigene Ansichten' }).waitFor();
    },
  },
  'emoji for the reply': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.getByRole('button', { name: 'Emoji einfügen' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'what the reply box does not do': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.getByRole('button', { name: 'Was hier nicht geht, und warum' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'everything of a person out of sight': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.getByRole('button', { name: 'Alles von dieser Person ausblenden' }).click();
      await page
        .getByRole('button', { name: /^Ausgeblendet/ })
        .first()
        .waitFor();
    },
  },
  'a message out of sight': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Linde 08');
      await page.getByRole('button', { name: 'Ausblenden', exact: true }).first().click();
      await page.getByRole('button', { name: /^Ausgeblendet/ }).waitFor();
    },
  },
  palette: {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
  },
  'palette, letters typed': {
    wishes: '',
    reach: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('a');
      await page.getByText('in allem suchen').waitFor();
    },
  },
  'sheet of keys': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  'more contrast, compact': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'kompakt' }).click();
      await page.getByRole('button', { name: 'mehr', exact: true }).click();
      await go(page, 'Posteingang');
      await talk(page);
    },
  },
};
