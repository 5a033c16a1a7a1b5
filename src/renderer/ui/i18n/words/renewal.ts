// Room: ui/i18n. New identity keys for this device, and what its team sees of that.
import { words } from '../shape.ts';

export const renewal = words({
  de: {
    title: 'Schlüssel dieses Geräts',
    since: 'Tagesschlüssel vom {{when}}',
    body: 'Mit ihnen weist sich dieses Gerät im Team aus. War der Rechner außer Sicht, oder war Schadsoftware darauf, können sie kopiert sein.',
    vault:
      'Räum zuerst den Rechner auf. Kennt jemand vielleicht auch die Passphrase: Ändere sie vorher und erneuere oben die Schlüssel des Tresors.',
    start: 'Neue Schlüssel …',
    ask: 'Neue Schlüssel für dieses Gerät?',
    leaves:
      'Das Gerät verlässt das Team und braucht eine neue Einladung. Gespräche und Fälle bleiben hier.',
    counts: 'Die alten Schlüssel gelten im Team weiter, bis die Koordination sie entfernt.',
    copied: 'Was schon kopiert ist, bleibt lesbar.',
    also: 'Sei dabei online: Was noch nicht abgeholt ist, kann dieses Gerät danach nicht mehr öffnen. Was noch nicht gesendet ist, geht nicht mehr hinaus. Das Protokoll beginnt neu; das bisherige bleibt in Sicherungen.',
    held_one: 'Dieses Gerät führt ein Gespräch. Gib es vorher ab.',
    held_other: 'Dieses Gerät führt {{count}} Gespräche. Gib sie vorher ab.',
    give: 'Abgeben …',
    key: 'Dieses Gerät koordiniert. Wer seine Schlüssel hat, kann die Liste der Geräte ändern, bis es mit dem Hauptcode entfernt ist.',
    only: 'Nur dieses Gerät koordiniert, also könnte niemand es wieder aufnehmen. Es geht mit dem Hauptcode, oder nachdem ein zweites Gerät koordiniert.',
    go: 'Schlüssel ersetzen',
    working: 'Die Schlüssel werden ersetzt. Danach ist der Tresor gesperrt …',
    former: 'frühere Schlüssel dieses Geräts',
    rejoin:
      'Dieses Gerät hat neue Schlüssel. Lass dir eine Einladung geben und vergleicht die Ziffern. Danach entfernt die Koordination das alte Gerät.',
    sameName:
      'Im Team steht schon ein Gerät namens {{name}}. Hat es neue Schlüssel bekommen, entferne danach das alte: So lange gilt es weiter.',
  },
  en: {
    title: 'Keys of this device',
    since: 'Daily key of {{when}}',
    body: 'They prove to the team who this device is. If the computer was out of sight, or had malware on it, they may have been copied.',
    vault:
      'Clean the computer first. If somebody may know the passphrase too: change it before, and renew the keys of the vault above.',
    start: 'New keys …',
    ask: 'New keys for this device?',
    leaves: 'The device leaves the team and needs a new invite. Conversations and cases stay here.',
    counts: 'In the team the old keys still count until a coordinator removes them.',
    copied: 'What has been copied already stays readable.',
    also: 'Be online for it: what has not been fetched yet, this device cannot open afterwards. What has not been sent yet never goes out. The audit log begins anew; the earlier one stays in backups.',
    held_one: 'This device holds one conversation. Give it away first.',
    held_other: 'This device holds {{count}} conversations. Give them away first.',
    give: 'Give away …',
    key: 'This device coordinates. Whoever has its keys can change the list of devices until it is removed with the root code.',
    only: 'Only this device coordinates, so nobody could let it in again. It takes the root code, or a second coordinating device first.',
    go: 'Replace keys',
    working: 'Replacing the keys. The vault is locked after that …',
    former: 'earlier keys of this device',
    rejoin:
      'This device has new keys. Ask for an invite and compare the digits. After that the coordinator removes the old device.',
    sameName:
      'The team already has a device called {{name}}. If it was given new keys, remove the old one afterwards: it counts until then.',
  },
  nl: {
    title: 'Sleutels van dit apparaat',
    since: 'Dagsleutel van {{when}}',
    body: 'Daarmee laat dit apparaat in het team zien wie het is. Was de computer uit het zicht, of stond er malware op, dan kunnen ze gekopieerd zijn.',
    vault:
      'Maak eerst de computer schoon. Kent iemand misschien ook de wachtzin: wijzig die vooraf en vernieuw hierboven de sleutels van de kluis.',
    start: 'Nieuwe sleutels …',
    ask: 'Nieuwe sleutels voor dit apparaat?',
    leaves:
      'Het apparaat verlaat het team en heeft een nieuwe uitnodiging nodig. Gesprekken en dossiers blijven hier.',
    counts: 'In het team gelden de oude sleutels tot de coördinatie ze verwijdert.',
    copied: 'Wat al gekopieerd is, blijft leesbaar.',
    also: 'Wees daarbij online: wat nog niet is opgehaald, kan dit apparaat daarna niet meer openen. Wat nog niet verzonden is, gaat niet meer weg. Het logboek begint opnieuw; het vorige blijft in back-ups.',
    held_one: 'Dit apparaat heeft één gesprek. Geef het eerst over.',
    held_other: 'Dit apparaat heeft {{count}} gesprekken. Geef ze eerst over.',
    give: 'Overgeven …',
    key: 'Dit apparaat coördineert. Wie de sleutels heeft, kan de lijst van apparaten wijzigen tot het met de hoofdcode is verwijderd.',
    only: 'Alleen dit apparaat coördineert, dus niemand zou het weer kunnen opnemen. Het gaat met de hoofdcode, of als eerst een tweede apparaat coördineert.',
    go: 'Sleutels vervangen',
    working: 'De sleutels worden vervangen. Daarna is de kluis vergrendeld …',
    former: 'vroegere sleutels van dit apparaat',
    rejoin:
      'Dit apparaat heeft nieuwe sleutels. Vraag om een uitnodiging en vergelijk de cijfers. Daarna verwijdert de coördinatie het oude apparaat.',
    sameName:
      'In het team staat al een apparaat met de naam {{name}}. Heeft het nieuwe sleutels gekregen, verwijder dan daarna het oude: tot dan geldt het.',
  },
});
