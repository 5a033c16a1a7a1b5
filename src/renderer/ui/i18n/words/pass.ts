// Room: ui/i18n. Handing a conversation over to a colleague.
import { words } from '../shape.ts';

export const pass = words({
  de: {
    title: 'Im Team weitergeben',
    stays:
      'Ob jemand gerade da ist, sieht man hier nicht. Die Fallakte und Häkchen für akute Gefahr bleiben auf diesem Gerät.',
    toField: 'An wen?',
    nobody:
      'Außer diesem Gerät antwortet noch keines. Weitergeben geht, sobald ein zweites im Team ist.',
    unnamed: 'Gerät {{code}}',
    holds_one: '{{name}} · hat {{count}} Gespräch',
    holds_other: '{{name}} · hat {{count}} Gespräche',
    tellField: 'Der Person sagen, wer weitermacht',
    tellHelp: 'Ohne Auswahl erfährt die Person nichts davon.',
    tell: '„Ab jetzt schreibt dir {{name}}“',
    noteField: 'Notiz dazu',
    noteHelp: 'Liest nur das Team. Was ist wichtig, was steht an?',
    go: 'Weitergeben',
    refusal: {
      held: 'Jemand anderes hat das Gespräch. Nichts wurde weitergegeben.',
      'unknown-colleague': 'Dieses Gerät ist nicht mehr im Team. Nichts wurde weitergegeben.',
      'unknown-alias': 'Dieser Name steht nicht mehr im Profil. Wähle einen anderen.',
      'too-long': 'Die Notiz ist zu lang. Bitte kürzen.',
      'disk-full': 'Die Festplatte ist voll. Nichts wurde weitergegeben.',
      failed: 'Das hat nicht geklappt. Bitte noch einmal versuchen.',
    },
  },
  en: {
    title: 'Hand over in the team',
    stays:
      'Who is there right now is not shown. The case file and ticks for acute danger stay on this device.',
    toField: 'To whom?',
    nobody:
      'Only this device answers so far. Handing over works as soon as a second one is in the team.',
    unnamed: 'Device {{code}}',
    holds_one: '{{name}} · has {{count}} conversation',
    holds_other: '{{name}} · has {{count}} conversations',
    tellField: 'Tell the person who goes on',
    tellHelp: 'With nothing chosen the person hears nothing of it.',
    tell: '“From now on {{name}} is writing to you”',
    noteField: 'Note with it',
    noteHelp: 'Only the team reads it. What matters, what comes next?',
    go: 'Hand over',
    refusal: {
      held: 'Somebody else has the conversation. Nothing was handed over.',
      'unknown-colleague': 'This device is no longer in the team. Nothing was handed over.',
      'unknown-alias': 'This name is no longer in the profile. Choose another one.',
      'too-long': 'The note is too long. Please shorten it.',
      'disk-full': 'The disk is full. Nothing was handed over.',
      failed: 'That did not work. Please try again.',
    },
  },
  nl: {
    title: 'In het team overdragen',
    stays:
      'Of iemand er nu is, zie je hier niet. Het dossier en de vinkjes voor acuut gevaar blijven op dit apparaat.',
    toField: 'Aan wie?',
    nobody:
      'Alleen dit apparaat antwoordt tot nu toe. Overdragen kan zodra er een tweede in het team is.',
    unnamed: 'Apparaat {{code}}',
    holds_one: '{{name}} · heeft {{count}} gesprek',
    holds_other: '{{name}} · heeft {{count}} gesprekken',
    tellField: 'De persoon zeggen wie verdergaat',
    tellHelp: 'Kies je niets, dan hoort de persoon er niets van.',
    tell: '“Vanaf nu schrijft {{name}} met je”',
    noteField: 'Notitie erbij',
    noteHelp: 'Alleen het team leest die. Wat is belangrijk, wat komt er nog?',
    go: 'Overdragen',
    refusal: {
      held: 'Iemand anders heeft het gesprek. Er is niets overgedragen.',
      'unknown-colleague': 'Dit apparaat is niet meer in het team. Er is niets overgedragen.',
      'unknown-alias': 'Deze naam staat niet meer in het profiel. Kies een andere.',
      'too-long': 'De notitie is te lang. Kort hem in.',
      'disk-full': 'De schijf is vol. Er is niets overgedragen.',
      failed: 'Dat lukte niet. Probeer het nog eens.',
    },
  },
});
