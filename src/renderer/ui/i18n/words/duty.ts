// Room: ui/i18n. Whether the person here is there for reporters, and how the app calls them.
import { words } from '../shape.ts';

export const duty = words({
  de: {
    state: { available: 'verfügbar', busy: 'beschäftigt', away: 'abwesend' },
    idle: 'gerade nicht am Platz',
    menu: 'Bist du da?',
    choose: { available: 'Ich bin da', busy: 'Ich bin beschäftigt', away: 'Ich bin nicht da' },
    means: {
      available: 'Der Chat sagt, dass jemand da ist.',
      busy: 'Solange jemand mit dir schreibt, sagt der Chat noch allen, dass jemand da ist.',
      away: 'Spätestens nach zwei Minuten zählt dich der Chat nicht mehr mit. Schreiben geht trotzdem.',
    },
    toTeam: 'Team und Oberfläche',
    banner: {
      busy: 'Du bist als beschäftigt gemeldet. Ton, Hinweise und Wartealarm rufen dich nur für deine eigenen Gespräche.',
      away: 'Du bist als abwesend gemeldet. Nur ein Hilferuf aus dem Team erreicht dich noch.',
    },
    back: 'Ich bin wieder da',
    lead: 'Wann du als da giltst und wie du gerufen wirst. Gilt nur für dieses Gerät.',
    away: {
      title: 'Abwesend, wenn niemand am Platz ist',
      body: 'Rührt so lange niemand Tastatur oder Maus an, sagt der Chat nicht mehr, dass du da bist. Kommst du zurück, ist alles wie vorher. Ist der Tresor gesperrt, bist du immer abwesend.',
      label: 'Abwesend nach',
    },
    alarm: {
      title: 'Wenn jemand lange wartet',
      body: 'Wartet jemand so lange auf eine Antwort, die du geben könntest, ruft dich die App, und immer wieder, bis jemand antwortet. Bist du abwesend gemeldet, bleibt sie still; bist du beschäftigt, ruft sie nur für deine eigenen Gespräche.',
      label: 'Rufen nach',
    },
    calls: {
      title: 'Ton und Hinweise',
      body: 'Hinweise deines Systems sagen nur, dass etwas wartet: kein Name, kein Text, keine Zahl.',
      sound: 'Ton',
      notices: 'Hinweise des Systems',
      try: 'Ton anhören',
    },
    help: {
      title: 'Wenn jemand im Team um Hilfe ruft',
      body: 'Ein Hilferuf kommt auch an, wenn du nicht im Dienst bist, der Tresor gesperrt ist oder Ton und Hinweise aus sind. Der Hinweis sagt nur, dass jemand im Team um Hilfe bittet. Nach einem Neustart der App gilt deine Wahl, sobald du entsperrt hast.',
      label: 'Hilferufe hören',
    },
    never: 'Nie',
    minutes_one: '{{count}} Minute',
    minutes_other: '{{count}} Minuten',
  },
  en: {
    state: { available: 'available', busy: 'busy', away: 'away' },
    idle: 'not at the desk just now',
    menu: 'Are you here?',
    choose: { available: 'I am here', busy: 'I am busy', away: 'I am not here' },
    means: {
      available: 'The chat says that somebody is here.',
      busy: 'As long as somebody is writing with you, the chat still tells everybody that somebody is here.',
      away: 'Within two minutes the chat no longer counts you as here. People can write all the same.',
    },
    toTeam: 'Team and screen',
    banner: {
      busy: 'You are set to busy. Sound, notices and the waiting alarm call you only for your own conversations.',
      away: 'You are set to away. Only a call for help from the team still reaches you.',
    },
    back: 'I am back',
    lead: 'When you count as here, and how you are called. For this device only.',
    away: {
      title: 'Away when nobody is at the desk',
      body: 'When nobody touches keyboard or mouse for this long, the chat no longer says that you are here. When you come back, all is as before. While the vault is locked you are always away.',
      label: 'Away after',
    },
    alarm: {
      title: 'When somebody waits for long',
      body: 'When somebody has waited this long for an answer you could give, the app calls you, and again and again until somebody answers. While you are set to away it stays silent; while you are busy it calls for your own conversations only.',
      label: 'Call after',
    },
    calls: {
      title: 'Sound and notices',
      body: 'Notices of your system only say that something waits: no name, no text, no number.',
      sound: 'Sound',
      notices: 'Notices of the system',
      try: 'Listen to the sound',
    },
    help: {
      title: 'When a colleague calls for help',
      body: 'A call for help reaches you even when you are off duty, the vault is locked, or sound and notices are off. The notice only says that a colleague asks for help. After the app was started anew your choice counts as soon as you have unlocked.',
      label: 'Hear calls for help',
    },
    never: 'Never',
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
  },
  nl: {
    state: { available: 'beschikbaar', busy: 'bezig', away: 'afwezig' },
    idle: 'nu niet op de plek',
    menu: 'Ben je er?',
    choose: { available: 'Ik ben er', busy: 'Ik ben bezig', away: 'Ik ben er niet' },
    means: {
      available: 'De chat zegt dat er iemand is.',
      busy: 'Zolang iemand met je schrijft, zegt de chat nog tegen iedereen dat er iemand is.',
      away: 'Uiterlijk na twee minuten telt de chat jou niet meer als aanwezig. Schrijven kan wel.',
    },
    toTeam: 'Team en scherm',
    banner: {
      busy: 'Je staat op bezig. Geluid, meldingen en wachtalarm roepen je alleen voor je eigen gesprekken.',
      away: 'Je staat op afwezig. Alleen een hulproep van het team bereikt je nog.',
    },
    back: 'Ik ben er weer',
    lead: 'Wanneer je als aanwezig telt en hoe je geroepen wordt. Alleen voor dit apparaat.',
    away: {
      title: 'Afwezig als er niemand zit',
      body: 'Raakt zo lang niemand toetsenbord of muis aan, dan zegt de chat niet meer dat je er bent. Kom je terug, dan is alles als voorheen. Is de kluis vergrendeld, dan ben je altijd afwezig.',
      label: 'Afwezig na',
    },
    alarm: {
      title: 'Als iemand lang wacht',
      body: 'Wacht iemand zo lang op een antwoord dat jij kunt geven, dan roept de app je, en steeds weer tot iemand antwoordt. Sta je op afwezig, dan blijft het stil; ben je bezig, dan roept ze alleen voor je eigen gesprekken.',
      label: 'Roepen na',
    },
    calls: {
      title: 'Geluid en meldingen',
      body: 'Meldingen van je systeem zeggen alleen dat er iets wacht: geen naam, geen tekst, geen getal.',
      sound: 'Geluid',
      notices: 'Meldingen van het systeem',
      try: 'Geluid beluisteren',
    },
    help: {
      title: 'Als iemand van het team om hulp roept',
      body: 'Een hulproep bereikt je ook als je geen dienst hebt, de kluis vergrendeld is of geluid en meldingen uit staan. De melding zegt alleen dat iemand van het team om hulp vraagt. Na een herstart van de app geldt je keuze zodra je hebt ontgrendeld.',
      label: 'Hulproepen horen',
    },
    never: 'Nooit',
    minutes_one: '{{count}} minuut',
    minutes_other: '{{count}} minuten',
  },
});
