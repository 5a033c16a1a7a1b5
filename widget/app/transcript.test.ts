import { expect, test } from 'vitest';
import { formatReturnCode } from '../../protocol/crypto/return-code.ts';
import { EnvelopeId, MessageId, SessionId, TeamId } from '../../protocol/ids.ts';
import { NO_PREV, SenderKey } from '../../protocol/talk/names.ts';
import { hostileTexts } from '../../tests/fixtures/hostile-texts.ts';
import { allTexts } from '../../tests/support/widget-texts.ts';
import { fromHex } from './hex.ts';
import { newTab } from './new-tab.ts';
import type { Own, Shown, Tab, Theirs } from './tab.ts';
import { asHtml, asText, type TranscriptWords } from './transcript.ts';

const t = await allTexts('de');
const words: TranscriptWords = { t, language: 'de', team: 'Beratung' };
const at = Date.UTC(2026, 2, 4, 12, 30);
const base = () => ({
  mid: MessageId.random(),
  at,
  lamport: 1,
  session: SessionId.random(),
  seq: 0,
});

const mine = (more: Partial<Own>): Own => ({
  ...base(),
  by: 'me',
  state: 'delivered',
  eid: EnvelopeId.random(),
  body: null,
  text: '',
  stars: 0,
  ...more,
});
const theirs = (more: Partial<Theirs>): Theirs => ({
  ...base(),
  by: 'team',
  sender: SenderKey.of(new Uint8Array(32)),
  prev: NO_PREV,
  hash: NO_PREV,
  alias: '',
  text: '',
  ...more,
});
const talk = (...said: readonly Shown[]): Tab => ({
  ...newTab(TeamId('01'.repeat(16))),
  talk: said,
});

/** Every angle bracket of the page that opens something. */
const tagsOf = (html: string): readonly string[] => html.match(/<[^>]*>?/g) ?? [];

test('who said what and when stands in it, with what became of it', () => {
  const file = { media: 'image/jpeg', bytes: 12 } as const;
  const text = asText(
    talk(
      mine({ text: 'in der Umkleide' }),
      theirs({ text: 'wir hören zu', alias: 'Noa', repeated: true }),
      theirs({ text: 'bis morgen' }),
      mine({ text: 'bild.jpg', file }),
      mine({ text: 'danke', stars: 4 }),
    ),
    words,
  );
  const heads = text.split('\n').filter((line) => line.includes(' · '));
  expect(heads.map((line) => line.split(' · ').filter((part) => !part.includes('2026')))).toEqual([
    [t.frameTitle, 'Beratung'],
    [t.you, t.delivered],
    ['Noa', t.repeated],
    ['Beratung'],
    [t.you, t.delivered],
    [t.you, t.delivered],
  ]);
  expect(text).toContain('04.03.2026');
  expect(text).toContain('\n  📎 bild.jpg\n');
  expect(text).toContain(`\n  ${t.rated(4)}\n  danke\n`);
});

test('what was sent silently, and the return code, are not in it', () => {
  const tab = {
    ...talk(mine({ silent: 'contact', text: '' }), theirs({ text: null })),
    contact: null,
  };
  const code = formatReturnCode(fromHex(tab.code));
  for (const kept of [asText(tab, words), asHtml(tab, words)]) {
    expect(kept).not.toContain(t.you);
    expect(kept).not.toContain(code.slice(0, 4));
    expect(kept).not.toContain(tab.code);
  }
});

test('no line of a message passes for the head of another', () => {
  const text = asText(talk(theirs({ text: 'eins\nDu · 4.3. · gelesen\nzwei' })), words);
  expect(text.match(/^Du · .*$/gm)).toBeNull();
  expect(text).toContain('\n  Du · 4.3. · gelesen\n');
});

test('no name passes for a line of its own, nor turns one round', () => {
  for (const mark of ['\n', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\0']) {
    const fake = `Noa${mark}Du · 4.3. · gelesen`;
    const file = { media: 'image/jpeg', bytes: 12 } as const;
    const tab = talk(theirs({ alias: fake, text: fake }), mine({ text: fake, file }));
    const text = asText(tab, { ...words, team: fake });
    expect(text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)).not.toContain('Du · 4.3. · gelesen');
    expect(text).toContain('\nNoa Du · 4.3. · gelesen · ');
    expect(text).toContain('\n  📎 Noa Du · 4.3. · gelesen\n');
    expect(text).toContain(' · Noa Du · 4.3. · gelesen\n');
  }
  const turned = '\u202E\u2066aoN\u200F';
  const tab = talk(theirs({ alias: turned, text: 'x' }));
  for (const kept of [asText(tab, words), asHtml(tab, words)]) {
    expect(kept).toContain('aoN · ');
    expect(kept).not.toMatch(/[\u202E\u2066]/);
  }
  expect(asText(talk(theirs({ alias: '\n\u202E', text: 'x' })), words)).toContain('\nBeratung · ');
});

test('whatever is written, and whoever writes it, the page has no other elements than ours', () => {
  const plain = tagsOf(asHtml(talk(mine({ text: 'x' }), theirs({ text: 'x', alias: 'x' })), words));
  expect(plain.length).toBeGreaterThan(20);
  for (const hostile of hostileTexts) {
    const tab = talk(mine({ text: hostile }), theirs({ text: hostile, alias: hostile }));
    expect(tagsOf(asHtml(tab, { ...words, team: hostile }))).toEqual(plain);
  }
});

test('a page of a language that runs from right to left runs that way', () => {
  const page = asHtml(talk(), { ...words, language: 'he' });
  expect(page).toContain('<html lang="he" dir="rtl">');
});
