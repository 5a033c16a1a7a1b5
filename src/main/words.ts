/** The few words main itself says, in the languages of the interface. None of them tells what happened to whom. */
export type Speech = typeof de;

const de = {
  waiting: 'Es wartet etwas',
  waitsLong: 'Es wartet etwas schon länger',
  help: 'Jemand im Team bittet um Hilfe',
  sign: { open: 'Beistand zeigen' },
  noVault: (folder: string) =>
    `Der Ordner ${folder} lässt sich nicht öffnen. Es wurde nichts verändert.`,
  link: {
    question: (host: string) => `Link zu ${host} im Browser öffnen?`,
    detail: 'Die Seite sieht dann die Adresse dieses Rechners.',
    open: 'Öffnen',
    stay: 'Abbrechen',
  },
  menu: {
    edit: 'Bearbeiten',
    view: 'Ansicht',
    help: 'Hilfe',
    checkUpdates: 'Nach neuer Version suchen',
    quit: 'Beistand beenden',
  },
  update: {
    found: (version: string) => `Version ${version} ist da.`,
    foundDetail: 'Jetzt laden? Installiert wird erst nach einer weiteren Frage.',
    load: 'Laden',
    later: 'Später',
    ready: (version: string) => `Version ${version} ist geladen.`,
    readyDetail:
      'Beistand schließt sich zum Installieren und öffnet sich neu. Entwürfe vorher speichern.',
    install: 'Neu starten',
    none: 'Diese Version ist die neueste.',
    unreachable:
      'Nicht zu erreichen: Ob es eine neuere Version gibt, ist gerade nicht zu erfahren.',
    off: 'Diese Ausgabe sucht nicht selbst nach neuen Versionen.',
    failed:
      'Die neue Version konnte nicht geladen oder nicht geprüft werden. Es bleibt bei dieser.',
  },
};

const en: Speech = {
  waiting: 'Something is waiting',
  waitsLong: 'Something has been waiting for a while',
  help: 'A colleague asks for help',
  sign: { open: 'Show Beistand' },
  noVault: (folder) => `The folder ${folder} cannot be opened. Nothing was changed.`,
  link: {
    question: (host) => `Open the link to ${host} in the browser?`,
    detail: 'That site will then see the address of this computer.',
    open: 'Open',
    stay: 'Cancel',
  },
  menu: {
    edit: 'Edit',
    view: 'View',
    help: 'Help',
    checkUpdates: 'Look for a new version',
    quit: 'Quit Beistand',
  },
  update: {
    found: (version) => `Version ${version} is available.`,
    foundDetail: 'Download it now? Nothing is installed before asking again.',
    load: 'Download',
    later: 'Later',
    ready: (version) => `Version ${version} has been downloaded.`,
    readyDetail: 'Beistand closes to install it and opens again. Save drafts first.',
    install: 'Restart',
    none: 'This is the newest version.',
    unreachable: 'Cannot be reached: whether there is a newer version is not known just now.',
    off: 'This edition does not look for new versions itself.',
    failed: 'The new version could not be downloaded or did not pass its check. This one stays.',
  },
};

const nl: Speech = {
  waiting: 'Er staat iets te wachten',
  waitsLong: 'Er staat al langer iets te wachten',
  help: 'Iemand van het team vraagt om hulp',
  sign: { open: 'Beistand tonen' },
  noVault: (folder) => `De map ${folder} kan niet worden geopend. Er is niets veranderd.`,
  link: {
    question: (host) => `De link naar ${host} in de browser openen?`,
    detail: 'Die site ziet dan het adres van deze computer.',
    open: 'Openen',
    stay: 'Annuleren',
  },
  menu: {
    edit: 'Bewerken',
    view: 'Beeld',
    help: 'Help',
    checkUpdates: 'Nieuwe versie zoeken',
    quit: 'Beistand afsluiten',
  },
  update: {
    found: (version) => `Versie ${version} is er.`,
    foundDetail: 'Nu downloaden? Er wordt niets geïnstalleerd zonder het nog eens te vragen.',
    load: 'Downloaden',
    later: 'Later',
    ready: (version) => `Versie ${version} is gedownload.`,
    readyDetail: 'Beistand sluit om te installeren en opent opnieuw. Bewaar eerst concepten.',
    install: 'Herstarten',
    none: 'Dit is de nieuwste versie.',
    unreachable: 'Niet bereikbaar: of er een nieuwere versie is, is nu niet bekend.',
    off: 'Deze uitgave zoekt niet zelf naar nieuwe versies.',
    failed: 'De nieuwe versie kon niet worden gedownload of gecontroleerd. Deze blijft.',
  },
};

/** The words for a locale such as `de-AT`; English for a language we do not speak. */
export function speechFor(locale: string): Speech {
  const language = locale.toLowerCase().split(/[-_]/)[0];
  if (language === 'de') return de;
  return language === 'nl' ? nl : en;
}
