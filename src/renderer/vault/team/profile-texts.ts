/**
 * Vault, team: what a new team's widget says before anyone has edited it, in every language the widget
 * speaks, so that nobody who chose Hebrew reads German in between.
 */
import type { ProfileEntry } from '../../../../protocol/team/profile.ts';

type Key = 'greeting' | 'hours.closed' | 'privacy' | 'topic.1' | 'topic.2' | 'topic.3' | 'topic.4';
type Texts = Readonly<Record<Key, string>>;

const texts: Readonly<Record<'de' | 'en' | 'nl' | 'he' | 'ru' | 'ar' | 'tr' | 'uk', Texts>> = {
  de: {
    greeting:
      'Schön, dass du da bist. Erzähl, was passiert ist – so viel oder so wenig, wie du magst. Du musst deinen Namen nicht sagen.',
    'hours.closed':
      'Gerade ist niemand da. Schreib trotzdem: Wir antworten, sobald wir zurück sind, und mit deinem Code findest du die Antwort wieder.',
    privacy:
      'Was du schreibst, können nur du und das Team lesen. Wir fragen dich, bevor wir etwas davon weitergeben, und du kannst jederzeit Nein sagen.',
    'topic.1': 'Mir ist etwas passiert',
    'topic.2': 'Ich habe etwas gesehen',
    'topic.3': 'Es passiert im Netz',
    'topic.4': 'Ich möchte einfach reden',
  },
  en: {
    greeting:
      'Good that you are here. Tell us what happened, as much or as little as you like. You do not have to give your name.',
    'hours.closed':
      'Nobody is here right now. Write anyway: we will answer as soon as we are back, and your code lets you find the answer.',
    privacy:
      'Only you and the team can read what you write. We ask you before we pass anything on, and you can say no at any time.',
    'topic.1': 'Something happened to me',
    'topic.2': 'I saw something',
    'topic.3': 'It is happening online',
    'topic.4': 'I just want to talk',
  },
  nl: {
    greeting:
      'Fijn dat je er bent. Vertel wat er is gebeurd, zo veel of zo weinig als je wilt. Je hoeft je naam niet te noemen.',
    'hours.closed':
      'Er is nu niemand. Schrijf toch: we antwoorden zodra we terug zijn, en met je code vind je het antwoord terug.',
    privacy:
      'Alleen jij en het team kunnen lezen wat je schrijft. We vragen het je voordat we iets doorgeven, en je mag altijd nee zeggen.',
    'topic.1': 'Mij is iets overkomen',
    'topic.2': 'Ik heb iets gezien',
    'topic.3': 'Het gebeurt online',
    'topic.4': 'Ik wil gewoon praten',
  },
  he: {
    greeting: 'טוב שבאת. אפשר לספר מה קרה, כמה שבא לך. לא צריך להגיד את השם.',
    'hours.closed':
      'כרגע אין כאן אף אחד. אפשר לכתוב בכל זאת: נענה ברגע שנחזור, ועם הקוד שלך אפשר למצוא את התשובה.',
    privacy:
      'רק לך ולצוות יש אפשרות לקרוא את מה שנכתב כאן. נשאל אותך לפני שנעביר משהו הלאה, ותמיד אפשר להגיד לא.',
    'topic.1': 'קרה לי משהו',
    'topic.2': 'ראיתי משהו',
    'topic.3': 'זה קורה ברשת',
    'topic.4': 'בא לי פשוט לדבר',
  },
  ru: {
    greeting:
      'Хорошо, что ты здесь. Расскажи, что случилось: столько, сколько хочешь. Имя называть не нужно.',
    'hours.closed':
      'Сейчас здесь никого нет. Всё равно пиши: мы ответим, как только вернёмся, а по своему коду ты найдёшь ответ.',
    privacy:
      'То, что ты пишешь, можете прочитать только ты и команда. Мы спросим тебя, прежде чем что-то передать, и ты всегда можешь сказать «нет».',
    'topic.1': 'Со мной что-то случилось',
    'topic.2': 'Я что-то видел(а)',
    'topic.3': 'Это происходит в сети',
    'topic.4': 'Хочу просто поговорить',
  },
  ar: {
    greeting: 'جيد أنك هنا. احكِ ما حدث، بالقدر الذي تريد. لا حاجة لذكر اسمك.',
    'hours.closed':
      'لا أحد هنا الآن. يمكنك الكتابة رغم ذلك: نجيب فور عودتنا، وبواسطة رمزك تجد الجواب.',
    privacy:
      'ما تكتبه لا يقرؤه إلا أنت والفريق. نسألك قبل أن ننقل أي شيء منه، ويمكنك أن تقول لا في أي وقت.',
    'topic.1': 'حدث لي شيء',
    'topic.2': 'رأيت شيئًا',
    'topic.3': 'يحدث ذلك على الإنترنت',
    'topic.4': 'أريد أن أتكلم فقط',
  },
  tr: {
    greeting:
      'İyi ki geldin. Ne olduğunu anlat; ne kadar istersen o kadar. Adını söylemek zorunda değilsin.',
    'hours.closed':
      'Şu anda kimse yok. Yine de yaz: Döner dönmez cevap veririz, cevabı kodunla bulursun.',
    privacy:
      'Yazdıklarını yalnızca sen ve ekip okuyabilir. Bir şeyi başkasına aktarmadan önce sana sorarız, her zaman hayır diyebilirsin.',
    'topic.1': 'Başıma bir şey geldi',
    'topic.2': 'Bir şey gördüm',
    'topic.3': 'İnternette oluyor',
    'topic.4': 'Sadece konuşmak istiyorum',
  },
  uk: {
    greeting:
      'Добре, що ти тут. Розкажи, що сталося: стільки, скільки хочеш. Імʼя називати не потрібно.',
    'hours.closed':
      'Зараз тут нікого немає. Усе одно пиши: ми відповімо, щойно повернемося, а за своїм кодом ти знайдеш відповідь.',
    privacy:
      'Те, що ти пишеш, можете прочитати лише ти й команда. Ми спитаємо тебе, перш ніж щось передати, і ти завжди можеш сказати «ні».',
    'topic.1': 'Зі мною щось сталося',
    'topic.2': 'Я дещо бачив(-ла)',
    'topic.3': 'Це відбувається в мережі',
    'topic.4': 'Хочу просто поговорити',
  },
};

/** Version of the privacy text above; consent names it. */
const PRIVACY_VERSION = '1';

/** The first profile of a team: its name and one alias, and the texts in eight languages. */
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
