/**
 * What is said in the demo: two reporters, one operator, all invented.
 *
 * The first conversation carries what must never leak: names, a phone number, a school, a handle.
 * The second is Hebrew with emoji, so that direction and code points are really exercised. No word of
 * six letters also stands in the team's public profile, which lies readable on the relay by design.
 */
export interface Line {
  readonly by: 'reporter' | 'operator';
  readonly text: string;
}

const reporter = (text: string): Line => ({ by: 'reporter', text });
const operator = (text: string): Line => ({ by: 'operator', text });

export const germanTalk: readonly Line[] = [
  reporter('Hallo, ich weiß nicht ob ich hier richtig bin. Muss ich meinen Namen sagen?'),
  operator(
    'Hallo, schön, dass du da bist. Nein, keinen Namen, keine Nummer. Du entscheidest, was du erzählst.',
  ),
  reporter('ok. es geht um was in der schule. gestern nach sport in der umkleide'),
  operator('Ich bin da und lese mit. Nimm dir die Zeit, die du brauchst.'),
  reporter('drei aus meiner klasse haben „du Jude“ gerufen und meine tasche ausgeleert'),
  reporter('einer hat gefilmt, ich glaub das war Jonas Krämerling'),
  operator('Das ist schlimm, und es ist nicht deine Schuld. Ist gerade jemand bei dir?'),
  reporter('nein bin allein zuhause. meine mama kommt um sechs'),
  operator('Gut, dass du das sagst. Bist du verletzt?'),
  reporter('nein nur die kette ist kaputt, der davidstern von meiner oma 😞'),
  operator(
    'Das tut mir sehr leid. Möchtest du, dass wir aufschreiben, was geschehen ist? Nur hier bei uns.',
  ),
  reporter('ja. aber keiner darf wissen dass ich das war'),
  operator('Das bleibt auf unseren Geräten. Was wir veröffentlichen, verrät dich nie.'),
  reporter('ich geh aufs Spreewinkel-Gymnasium in Moabit, klasse 9b'),
  reporter('die sportlehrerin Frau Wackernagel hat nur gesagt wir sollen uns vertragen'),
  operator('Danke. Hat Frau Wackernagel mitbekommen, was los war, oder hast du es ihr erzählt?'),
  reporter('hab ich ihr erzählt. sie hat nicht zugehört'),
  operator('Du hast alles richtig gemacht. Wer könnte dir morgen in der Schule beistehen?'),
  reporter('vielleicht meine freundin Mirjam Rosenthaler, die war dabei'),
  reporter('ihr könnt meine mutter anrufen wenns sein muss: 0151 23456789'),
  operator('Das machen wir nur, wenn du es ausdrücklich möchtest. Sollen wir anrufen?'),
  reporter('noch nicht. auf insta hat er @jonas_xk09 das video hochgeladen'),
  operator('Wir helfen dir, das Video zu melden. Mach bitte einen Screenshot, falls das geht.'),
  reporter('mach ich. danke dass ihr zuhört, ich dachte das interessiert keinen'),
  operator('Es interessiert uns sehr. Melde dich, wann immer du magst, mit dem Rückkehr-Code.'),
  reporter('ok. ich heb den code auf. bis morgen ❤️'),
];

/** Sent while the relay is about to die: accepted by it, not yet delivered. */
export const acceptedBeforeTheCrash = { from: 18, to: 20 } as const;

export const hebrewTalk: readonly Line[] = [
  reporter('שלום, אפשר לכתוב בעברית? 🙏'),
  operator('שלום! כן, כמובן. אנחנו קוראים אותך.'),
  reporter('ברכבת התחתית מישהו צעק עלינו ודחף את אחי 😔'),
  operator('זה נורא. האם אתם בטוחים עכשיו?'),
  reporter('כן, אנחנו בבית. תודה ❤️‍🩹👨‍👩‍👧'),
];

/** What the operator types into the case's register: none of it may ever leave. */
export const registerValues: readonly string[] = [
  'Jonas Krämerling',
  'Mirjam Rosenthaler',
  'Frau Wackernagel',
  '0151 23456789',
  '@jonas_xk09',
];

export const institution = 'Spreewinkel-Gymnasium';
export const placeName = 'Umkleide der Turnhalle Kirchstraße';
export const narrative =
  'Nach dem Sportunterricht riefen drei Mitschüler Beleidigungen, leerten die Tasche aus und zerrissen eine Kette.';

export const rating = { stars: 5, comment: 'Endlich hat jemand zugehört.' } as const;
