// Room: ui/i18n. Reading in incidents of a partner organisation.
import { words } from '../shape.ts';

export const importing = words({
  de: {
    title: 'Vorfälle einlesen',
    body: 'JSON-Datei einer Partnerorganisation. Alles oder nichts: Ist eine Zeile falsch, wird keine übernommen.',
    button: 'Vorfälle einlesen',
    working: 'Wird eingelesen …',
    done_one: '{{count}} Vorfall eingelesen.',
    done_other: '{{count}} Vorfälle eingelesen.',
    refusal: {
      cancelled: 'Abgebrochen. Es wurde nichts eingelesen.',
      'too-large': 'Die Datei ist zu groß. Bitte in kleinere teilen.',
      'cannot-read': 'Die Datei lässt sich nicht lesen.',
      'bad-file': 'Die Datei hat nicht die erwartete Form. Es wurde nichts übernommen.',
      'vault-full': 'Dieser Tresor fasst so viele Fälle nicht. Es wurde nichts übernommen.',
      'disk-full': 'Die Festplatte ist voll. Es wurde nichts übernommen.',
      failed: 'Das Einlesen hat nicht geklappt. Es wurde nichts übernommen.',
    },
  },
  en: {
    title: 'Import incidents',
    body: 'A partner organisation’s JSON file. All or nothing: if one entry is wrong, none is taken.',
    button: 'Import incidents',
    working: 'Importing …',
    done_one: '{{count}} incident imported.',
    done_other: '{{count}} incidents imported.',
    refusal: {
      cancelled: 'Cancelled. Nothing was imported.',
      'too-large': 'The file is too large. Please split it.',
      'cannot-read': 'The file cannot be read.',
      'bad-file': 'The file does not have the expected form. Nothing was taken over.',
      'vault-full': 'This vault cannot hold that many cases. Nothing was taken over.',
      'disk-full': 'The disk is full. Nothing was taken over.',
      failed: 'Importing did not work. Nothing was taken over.',
    },
  },
  nl: {
    title: 'Voorvallen inlezen',
    body: 'JSON-bestand van een partnerorganisatie. Alles of niets: is één regel fout, dan wordt er geen overgenomen.',
    button: 'Voorvallen inlezen',
    working: 'Wordt ingelezen …',
    done_one: '{{count}} voorval ingelezen.',
    done_other: '{{count}} voorvallen ingelezen.',
    refusal: {
      cancelled: 'Afgebroken. Er is niets ingelezen.',
      'too-large': 'Het bestand is te groot. Splits het.',
      'cannot-read': 'Het bestand kan niet gelezen worden.',
      'bad-file': 'Het bestand heeft niet de verwachte vorm. Er is niets overgenomen.',
      'vault-full': 'Deze kluis kan zoveel dossiers niet bevatten. Er is niets overgenomen.',
      'disk-full': 'De schijf is vol. Er is niets overgenomen.',
      failed: 'Inlezen lukte niet. Er is niets overgenomen.',
    },
  },
});
