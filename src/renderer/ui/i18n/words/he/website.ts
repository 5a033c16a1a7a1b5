// Room: ui/i18n. Hebrew for words/website.ts.
import type { InHebrew } from '../../shape.ts';
import type { website } from '../website.ts';

export const he: InHebrew<typeof website> = {
  button: 'הכפתור באתר',
  again:
    'הכפתור לא נמצא בפרופיל אלא בקטע הקוד שבאתר. מי שמשנה אותו צריך להדביק שם את הקטע מחדש. הוא לא נשמר כאן; למטה אפשר לקרוא אותו בחזרה מהדף שלכם.',
  chat: 'כתובת הצ׳אט',
  chatHelp: 'היכן פועל שרת הצ׳אט שלכם, לדוגמה \u2066https://chat.example.org\u2069',
  badChat: 'זו לא כתובת עם \u2066https://\u2069',
  colour: 'צבע הכפתור',
  side: 'צד',
  left: 'שמאל',
  right: 'ימין',
  radius: 'פינות מעוגלות לכפתור (פיקסלים)',
  badRadius: 'מספר מ־0 עד 99.',
  label: 'כיתוב',
  labelHelp: 'אם ריק, לכפתור יש מילים משלו. השפה היא זו של התצוגה המקדימה.',
  snippet: 'קטע קוד לאתר',
  snippetLead:
    'השורות האלה נכנסות ל־HTML של כל דף שבו צריך להיות הצ׳אט, הכי טוב לפני \u2066</body>\u2069.',
  noSnippet: 'הוא יופיע כאן ברגע שהכתובת והצבע יהיו נכונים.',
  copy: 'העתקת הקטע',
  loader:
    'הוא שייך לגרסת הצ׳אט של התוכנה הזאת. אם בשרת שלכם פועלת גרסה אחרת, יש לקחת את הקטע שהשרת מציג בהפעלה.',
  test: 'בדיקת הדף שלי',
  testLead:
    'לתוכנה אין גישה לרשת. לפתוח את הדף בדפדפן, להציג את קוד המקור, להעתיק את כולו ולהדביק כאן. הוא נקרא רק כאן ולא נשמר.',
  html: 'ה־HTML של הדף',
  verdict: { right: 'נכון', wrong: 'שגוי', look: 'לבדוק' },
  header:
    'כללים שהשרת שולח בראש התשובה (Content-Security-Policy) לא נמצאים ב־HTML; שם script-src ו־frame-src צריכים לאפשר את כתובת הצ׳אט.',
  take: 'לקחת את הערכים של הכפתור',
  finding: {
    'all-right': 'הקטע נכון, והצ׳אט הוא של הצוות שלכם.',
    'no-snippet': 'אין ב־HTML הזה קטע קוד לצ׳אט.',
    'in-comment': 'הקטע נמצא בתוך הערה ולא עושה כלום.',
    'two-loaders': 'הקטע מופיע פעמיים. רק הראשון פועל.',
    'no-integrity': 'חסר integrity: השרת יכול להגיש משהו אחר.',
    'bad-integrity': 'integrity משובש: הדפדפן לא טוען את הצ׳אט.',
    'wrong-integrity': 'integrity שייך לקובץ אחר: הדפדפן לא טוען אותו.',
    'no-crossorigin': 'חסר \u2066crossorigin="anonymous"\u2069: הדפדפן לא טוען את הצ׳אט.',
    'no-team': 'חסר data-team: הצ׳אט לא יודע עם מי מותר לו לדבר.',
    'wrong-team': 'data-team הוא העוגן של צוות אחר.',
    'not-https': 'הכתובת לא מתחילה ב־\u2066https://\u2069',
    'not-run': 'בגלל המאפיין type הדפדפן לא מריץ את הקטע; אולי באנר עוגיות עשה את זה.',
    'csp-script': 'המדיניות של הדף (CSP) אוסרת את הסקריפט: להוסיף ל־script-src.',
    'csp-frame': 'המדיניות של הדף (CSP) אוסרת את חלון הצ׳אט: להוסיף ל־frame-src.',
    'other-loader': 'הקטע הוא מגרסה אחרת משל התוכנה הזאת. הוא ממשיך לפעול.',
    'bad-color': 'data-color אינו צבע כמו \u2066#0f5d57\u2069 ולא נחשב.',
    'bad-side': 'data-side אינו left וגם לא right, ולא נחשב.',
    'bad-radius': 'data-radius אינו מספר ולא נחשב.',
  },
};
