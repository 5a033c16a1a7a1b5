// Room: ui/i18n. Why a change of the team, or an invite, came to nothing.
import { words } from '../shape.ts';

export const peopleRefusal = words({
  de: {
    failed:
      'Das hat nicht geklappt. Es ist nichts verloren gegangen. Bitte versuch es noch einmal.',
    offline:
      'Keine Verbindung zum Relay. Nichts wurde geändert. Bitte versuch es später noch einmal.',
    'not-coordinator': 'Das darf nur ein Gerät der Koordination, das den Schlüssel des Teams hat.',
    'not-in-force':
      'Nicht in Kraft: Andere haben das Team gleichzeitig geändert. Bitte noch einmal versuchen.',
    refused:
      'Das Relay hat die Änderung nicht angenommen. Nichts wurde geändert. Stimmt die Uhr dieses Rechners?',
    gone: 'Das gibt es nicht mehr. Jemand anders war schneller.',
    'own-device': 'Das eigene Gerät kann niemand entfernen.',
    'bad-code': 'Dieser Code lässt sich nicht lesen. Bitte prüfe jedes Zeichen.',
    'wrong-code': 'Das ist nicht der Hauptcode dieses Teams. Nichts wurde geändert.',
    'no-such-team':
      'Das Relay unter dieser Adresse kennt kein Team mit diesem Code. Stimmt die Adresse? Der Code selbst ist richtig abgeschrieben.',
    coordinator:
      'Ein Gerät der Koordination kennt den Schlüssel des Teams. Das lässt sich hier nicht zurücknehmen.',
    full: 'Das Teamdokument ist voll: mehr Geräte passen nicht hinein.',
    'disk-full':
      'Auf der Festplatte ist kein Platz mehr. Bitte Platz schaffen und noch einmal versuchen.',
    'too-many': 'Es gibt schon zehn offene Einladungen. Bitte erst eine zurücknehmen.',
    'bad-invite':
      'Das ist keine Einladung von Beistand, oder ein Stück davon fehlt. Bitte den ganzen Link einfügen.',
    'expired-invite':
      'Diese Einladung ist abgelaufen. Lass dir eine neue geben. Stimmt die Uhr dieses Rechners?',
    'other-team': 'Diese Einladung gehört zu einem anderen Team als dieser Tresor.',
    member: 'Dieses Gerät gehört schon zum Team.',
    removed: 'Dieses Gerät wurde aus dem Team entfernt und kann nicht wieder aufgenommen werden.',
    'unknown-team':
      'Das Relay kennt dieses Team nicht, oder sein Teamdokument ist nicht echt. Bitte die Koordination fragen.',
  },
  en: {
    failed: 'That did not work. Nothing was lost. Please try again.',
    offline: 'No connection to the relay. Nothing was changed. Please try again later.',
    'not-coordinator': 'Only a coordinating device that has the team’s key may do that.',
    'not-in-force': 'Not in force: others changed the team at the same time. Please try again.',
    refused:
      'The relay did not accept the change. Nothing was changed. Is this computer’s clock right?',
    gone: 'That is no longer there. Somebody else was faster.',
    'own-device': 'Nobody can remove their own device.',
    'bad-code': 'This code cannot be read. Please check every character.',
    'wrong-code': 'That is not the root code of this team. Nothing was changed.',
    'no-such-team':
      'The relay at this address knows no team of this code. Is the address right? The code itself was copied correctly.',
    coordinator: 'A coordinating device knows the team’s key. That cannot be taken back here.',
    full: 'The team document is full: no more devices fit in.',
    'disk-full': 'There is no space left on the disk. Please make room and try again.',
    'too-many': 'There are ten open invites already. Please take one back first.',
    'bad-invite':
      'That is no invite of Beistand, or a piece of it is missing. Please paste the whole link.',
    'expired-invite':
      'This invite has run out. Please ask for a new one. Is this computer’s clock right?',
    'other-team': 'This invite is of another team than this vault.',
    member: 'This device is in the team already.',
    removed: 'This device was removed from the team and cannot be let in again.',
    'unknown-team':
      'The relay does not know this team, or its team document is not genuine. Please ask the coordinator.',
  },
  nl: {
    failed: 'Dat lukte niet. Er is niets verloren gegaan. Probeer het nog eens.',
    offline: 'Geen verbinding met het relay. Er is niets veranderd. Probeer het later nog eens.',
    'not-coordinator':
      'Dat mag alleen een apparaat van de coördinatie dat de sleutel van het team heeft.',
    'not-in-force': 'Niet van kracht: anderen veranderden het team tegelijk. Probeer het nog eens.',
    refused:
      'Het relay nam de wijziging niet aan. Er is niets veranderd. Klopt de klok van deze computer?',
    gone: 'Dat is er niet meer. Iemand anders was sneller.',
    'own-device': 'Niemand kan zijn eigen apparaat verwijderen.',
    'bad-code': 'Deze code is niet te lezen. Controleer elk teken.',
    'wrong-code': 'Dat is niet de hoofdcode van dit team. Er is niets veranderd.',
    'no-such-team':
      'Het relay op dit adres kent geen team met deze code. Klopt het adres? De code zelf is goed overgenomen.',
    coordinator:
      'Een apparaat van de coördinatie kent de sleutel van het team. Dat is hier niet terug te draaien.',
    full: 'Het teamdocument is vol: er passen niet meer apparaten in.',
    'disk-full': 'Er is geen ruimte meer op de schijf. Maak ruimte en probeer het nog eens.',
    'too-many': 'Er zijn al tien open uitnodigingen. Trek er eerst een in.',
    'bad-invite':
      'Dat is geen uitnodiging van Beistand, of er ontbreekt een stuk. Plak de hele link.',
    'expired-invite':
      'Deze uitnodiging is verlopen. Vraag om een nieuwe. Klopt de klok van deze computer?',
    'other-team': 'Deze uitnodiging is van een ander team dan deze kluis.',
    member: 'Dit apparaat hoort al bij het team.',
    removed: 'Dit apparaat is uit het team verwijderd en kan niet meer worden opgenomen.',
    'unknown-team':
      'Het relay kent dit team niet, of zijn teamdocument is niet echt. Vraag het de coördinatie.',
  },
});
