/** German, and the list of the first texts: what is missing elsewhere does not compile (words.ts). */
export const de = {
  frameTitle: 'Chat',
  leave: 'Schnell weg',
  leaveHint: 'Löscht hier alles und verlässt die Seite. Geht auch mit zweimal Esc.',
  menu: 'Mehr',
  minimise: 'Chat zuklappen',
  teamFallback: 'Das Team',
  here: 'Wir sind gerade da',
  away: 'Gerade ist niemand da',
  connecting: 'Verbinde …',
  noLink: 'Keine Verbindung',
  offline: 'Keine Verbindung. Was du schreibst, geht raus, sobald du wieder Netz hast.',
  clockWrong: 'Die Uhr deines Geräts geht falsch. Der Chat funktioniert trotzdem.',
  storageRefused:
    'Dieser Browser merkt sich nichts. Wenn du die Seite neu lädst, brauchst du deinen Rückkehr-Code.',
  privacy:
    'Kein Name, keine Nummer, keine E‑Mail. Was du schreibst, wird auf deinem Gerät versiegelt.',
  how: 'Wer liest das, und was passiert damit?',
  howWho: 'Dir antworten Menschen: {name}. Keine Maschine.',
  howSealed:
    'Nur ihre Geräte können deine Nachrichten öffnen, weder diese Website noch der Server dazwischen.',
  howDecide:
    'Du entscheidest, was du erzählst und was damit geschieht. Du kannst jederzeit aufhören.',
  howLimits:
    'Ganz unsichtbar bist du im Netz nie: Solange du verbunden bist, sieht der Server deine Internet-Adresse. Er speichert sie nicht.',
  greeting: 'Hallo, schön dass du da bist. Schreib einfach los, so wie es für dich passt.',
  haveCode: 'Ich habe einen Rückkehr-Code',
  message: 'Deine Nachricht',
  placeholder: 'Schreib hier …',
  send: 'Senden',
  left: {
    one: 'noch {n} Zeichen',
    other: 'noch {n} Zeichen',
  },
  over: {
    one: '{n} Zeichen zu viel. Nichts ist verloren: Kürze den Text oder teile ihn auf zwei Nachrichten auf.',
    other:
      '{n} Zeichen zu viel. Nichts ist verloren: Kürze den Text oder teile ihn auf zwei Nachrichten auf.',
  },
  conversation: 'Gespräch',
  team: 'Team',
  stuck: 'Beim Team kommt gerade nichts an. Wir versuchen es weiter.',
  noReader: 'Wer das lesen darf, ist nicht mehr im Team. An andere geht nichts.',
  returned:
    'Willkommen zurück. Neue Antworten erscheinen hier. Was du früher gelesen hast, liegt nur noch beim Team.',
  language: 'Sprache',
  taken: 'Dieses Gespräch ist in einem anderen Tab geöffnet.',
  takeBack: 'Hier weiter',
} as const;
