// Room: ui/i18n. Hebrew for words/passphrase.ts.
import type { InHebrew } from '../../shape.ts';
import type { passphrase } from '../passphrase.ts';

export const he: InHebrew<typeof passphrase> = {
  short_one: 'עדיין קצר מדי: חסר תו אחד.',
  short_two: 'עדיין קצר מדי: חסרים שני תווים.',
  short_other: 'עדיין קצר מדי: חסרים {{count}} תווים.',
  weighing: 'בבדיקה…',
  score: {
    '0': 'את זה מנחשים בתוך שניות.',
    '1': 'עדיין קל לנחש.',
    '2': 'כמעט. עוד מילה אחת, והוא חזק.',
    '3': 'טוב.',
    '4': 'טוב מאוד.',
  },
  warning: {
    straightRow: 'תוכנות מנסות קודם שורות של מקשים.',
    keyPattern: 'קל לנחש דפוסים על המקלדת.',
    simpleRepeat: 'תווים שחוזרים כמעט לא מחזקים.',
    extendedRepeat: 'הברות שחוזרות כמעט לא מחזקות.',
    sequences: 'קל לנחש רצפים כמו abc או 123.',
    recentYears: 'קל לנחש שנים קרובות.',
    dates: 'קל לנחש תאריכים.',
    topTen: 'זה אחד מעשרת הנפוצים ביותר.',
    topHundred: 'זה אחד ממאת הנפוצים ביותר.',
    common: 'את זה תוכנות מנחשות ראשון.',
    similarToCommon: 'זה דומה למשפט סיסמה נפוץ מאוד.',
    wordByItself: 'מילה אחת לבדה לא מספיקה.',
    namesByThemselves: 'קל לנחש שמות לבדם.',
    commonNames: 'קל לנחש שמות נפוצים.',
    userInputs: 'נא לא להשתמש במשהו שקשור אליך או לצוות.',
    pwned: 'משפט הסיסמה הזה כבר הופיע ברשימות גנובות.',
    other: 'את זה עדיין קל מדי לנחש.',
  },
  advice: 'הכי טוב: ארבע מילים אקראיות או יותר, שאין ביניהן קשר.',
  fresh: 'משפט סיסמה חדש',
  again: 'משפט הסיסמה שוב',
  code: {
    label: 'הקוד מהדף המודפס',
    help: 'שבע קבוצות של ארבעה תווים. אין הבדל בין אותיות גדולות לקטנות, O נחשב כ־0.',
    typo: 'התו ״{{letter}}״ לא מופיע באף קוד. נא להשוות עם הדף המודפס.',
    left_one: 'חסר עוד תו אחד.',
    left_two: 'חסרים עוד שני תווים.',
    left_other: 'חסרים עוד {{count}} תווים.',
    over: 'אלה יותר מדי תווים. אולי משהו נכתב פעמיים?',
    complete: 'מלא.',
  },
};
