import type { CodeEntry, CodeListName, CodeLists } from '../../../src/contract/case.ts';

/** Code lists for pictures and component tests only; the real ones belong to the vault. */
const entry = (code: string, de: string, more: Partial<CodeEntry> = {}): CodeEntry => ({
  code,
  label: { de, en: de, nl: de },
  definition: { de: '', en: '', nl: '' },
  source: 'test',
  ...more,
});

const defined = (code: string, de: string, definition: string, severity: number): CodeEntry =>
  entry(code, de, { definition: { de: definition, en: definition, nl: definition }, severity });

const lists: Record<CodeListName, readonly CodeEntry[]> = {
  category: [
    defined('EXV', 'Extreme Gewalt', 'Angriff, der Leben kosten kann.', 1),
    defined('ASL', 'Angriff', 'Körperlicher Angriff, auch versucht.', 2),
    defined('DMG', 'Gezielte Sachbeschädigung', 'Beschädigung von Eigentum mit erkennbarem Ziel.', 3),
    defined('THR', 'Bedrohung', 'Ankündigung eines Übels, direkt oder schriftlich.', 4),
    defined('DIS', 'Diskriminierung', 'Schlechterstellung aus dem Motiv heraus.', 5),
    defined('ABU', 'Verletzendes Verhalten', 'Gezielte Äußerung gegen eine Person oder Einrichtung.', 6),
    defined('MAS', 'Massenzuschrift', 'Gleicher Text an viele Empfänger.', 7),
  ],
  form: [
    entry('OTH', 'Othering'),
    entry('AJU', 'Antijudaistisch'),
    entry('MOD', 'Modern'),
    entry('PSH', 'Post-Schoa'),
    entry('ISR', 'Israelbezogen'),
    entry('NAS', 'Nicht zuzuordnen'),
    entry('UNK', 'Unbekannt'),
  ],
  bias: [
    entry('ANTISEM', 'Antisemitismus'),
    entry('RACE_XEN', 'Rassismus'),
    entry('ANTI_BLACK', 'Anti-Schwarzer Rassismus', { parent: 'RACE_XEN' }),
    entry('ANTI_ROMA', 'Antiziganismus', { parent: 'RACE_XEN' }),
    entry('ANTI_MUSLIM', 'Antimuslimischer Rassismus', { parent: 'RACE_XEN' }),
    entry('GENDER', 'Geschlecht'),
    entry('LGBTIQ', 'LSBTIQ-Feindlichkeit'),
    entry('DISABILITY', 'Behinderung'),
    entry('SOCIAL_STATUS', 'Sozialer Status'),
    entry('NS_GLORIFICATION', 'NS-Verherrlichung'),
    entry('OTHER', 'Anderes'),
    entry('UNK', 'Unbekannt'),
  ],
  channel: [entry('chat', 'Chat'), entry('phone', 'Telefon'), entry('email', 'E-Mail'), entry('partner_org', 'Partnerorganisation')],
  reporterRole: [entry('affected', 'Betroffene Person'), entry('witness', 'Zeugin oder Zeuge'), entry('unknown', 'Unbekannt')],
  verification: [
    entry('unverified', 'ungeprüft'),
    entry('plausible', 'plausibel'),
    entry('verified', 'verifiziert'),
    entry('not_verifiable', 'nicht prüfbar'),
  ],
  placeType: [
    entry('street', 'Straße'),
    entry('public_transport', 'Nahverkehr'),
    entry('school', 'Schule'),
    entry('university', 'Hochschule'),
    entry('online_public', 'Online, öffentlich'),
    entry('online_private_chat', 'Online, privater Chat'),
    entry('unknown', 'Unbekannt'),
  ],
  platform: [entry('instagram', 'Instagram'), entry('tiktok', 'TikTok')],
  ageBand: ['<12', '12-13', '14-17', '18-20', '21-26', '27+'].map((code) => entry(code, code.replace('-', '–'))),
  gender: [entry('f', 'weiblich'), entry('m', 'männlich'), entry('d', 'divers'), entry('unknown', 'unbekannt')],
  countBand: ['1', '2-3', '4-10', '>10'].map((code) => entry(code, code.replace('-', '–'))),
  relation: [entry('stranger', 'Unbekannte Person'), entry('classmate', 'Mitschülerin oder Mitschüler'), entry('teacher', 'Lehrkraft')],
  state: [
    entry('DE-BE', 'Berlin'),
    entry('DE-BB', 'Brandenburg'),
    entry('DE-SN', 'Sachsen'),
    entry('DE-MV', 'Mecklenburg-Vorpommern'),
  ],
  datePrecision: [entry('exact', 'genau'), entry('month', 'Monat'), entry('year', 'Jahr')],
  consentPurpose: [
    entry('internal_statistics', 'Statistik'),
    entry('anonymised_narrative_publication', 'Bericht, geschwärzt'),
    entry('media', 'Medien'),
  ],
};

export const fakeCodes: CodeLists = { version: 'test-1', lists };
