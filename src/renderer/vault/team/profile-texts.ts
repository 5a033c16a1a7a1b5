/** Vault, team: what a new team's widget says before anyone has edited it. Three languages, all shown to reporters. */
import type { ProfileEntry } from '../../../../protocol/team/profile.ts';

type Texts = Readonly<Record<'greeting' | 'hours' | 'hours.closed' | 'privacy', string>>;

const texts: Readonly<Record<'de' | 'en' | 'nl', Texts>> = {
  de: {
    greeting:
      'Schön, dass du da bist. Erzähl, was passiert ist – so viel oder so wenig, wie du magst. Du musst deinen Namen nicht sagen.',
    hours: 'Wir sind da. Meistens antworten wir in ein paar Minuten.',
    'hours.closed':
      'Gerade ist niemand da. Schreib trotzdem: Wir antworten, sobald wir zurück sind, und mit deinem Code findest du die Antwort wieder.',
    privacy:
      'Was du schreibst, können nur du und das Team lesen. Wir fragen dich, bevor wir etwas davon weitergeben, und du kannst jederzeit Nein sagen.',
  },
  en: {
    greeting:
      'Good that you are here. Tell us what happened, as much or as little as you like. You do not have to give your name.',
    hours: 'We are here. We usually answer within a few minutes.',
    'hours.closed':
      'Nobody is here right now. Write anyway: we will answer as soon as we are back, and your code lets you find the answer.',
    privacy:
      'Only you and the team can read what you write. We ask you before we pass anything on, and you can say no at any time.',
  },
  nl: {
    greeting:
      'Fijn dat je er bent. Vertel wat er is gebeurd, zo veel of zo weinig als je wilt. Je hoeft je naam niet te noemen.',
    hours: 'We zijn er. Meestal antwoorden we binnen een paar minuten.',
    'hours.closed':
      'Er is nu niemand. Schrijf toch: we antwoorden zodra we terug zijn, en met je code vind je het antwoord terug.',
    privacy:
      'Alleen jij en het team kunnen lezen wat je schrijft. We vragen het je voordat we iets doorgeven, en je mag altijd nee zeggen.',
  },
};

/** Version of the privacy text above; consent names it. */
const PRIVACY_VERSION = '1';

/** The first profile of a team: its name and one alias, and the texts in de, en and nl. */
export function firstProfile(names: {
  readonly team: string;
  readonly alias: string;
}): readonly ProfileEntry[] {
  const lines = Object.entries(texts).flatMap(([lang, entries]) =>
    Object.entries(entries).map(([key, value]): ProfileEntry => ({ key, lang, value })),
  );
  return [
    { key: 'name', lang: '', value: names.team },
    { key: 'alias.0.name', lang: '', value: names.alias },
    { key: 'privacy.version', lang: '', value: PRIVACY_VERSION },
    ...lines,
  ];
}
