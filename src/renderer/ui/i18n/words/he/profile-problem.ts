// Room: ui/i18n. Hebrew for words/profile-problem.ts.
import type { InHebrew } from '../../shape.ts';
import type { profileProblem } from '../profile-problem.ts';

export const he: InHebrew<typeof profileProblem> = {
  'no-name': 'לצוות צריך להיות שם.',
  'too-long': 'ארוך מדי: לכל היותר \u20668 KB\u2069.',
  'alias-too-long': 'ארוך מדי: לכל היותר 40 תווים.',
  'too-large':
    'הכול יחד גדול מ־\u206640 KB\u2069. התמונות תופסות הכי הרבה; פחות תמונות או תמונות קטנות יותר יעזרו.',
  'bad-colour': 'זה לא צבע. צבע נראה כך: \u2066#0f5d57\u2069',
  'bad-radius': 'מספר מ־0 עד 20.',
  'bad-font': 'הצ׳אט לא מכיר את הגופן הזה.',
  'bad-hours': 'יש כאן שעה שגויה: הסוף בא אחרי ההתחלה, ושעות של אותו יום לא חופפות.',
  'bad-days': 'חסר כאן יום, או שהיום האחרון לפני הראשון.',
  'bad-zone': 'נא לבחור אזור זמן.',
  'bad-language': 'הצ׳אט לא מדבר את השפה הזאת.',
  'bad-limit': 'הצ׳אט לא מקבל יותר מ־\u206625 MB\u2069.',
  'bad-avatar': 'זה לא אימוג׳י אחד וגם לא תמונה.',
  'no-alias-name': 'כאן חסר השם.',
  'no-channel-value': 'חסר לאן הדרך הזאת מובילה.',
  'no-partner-name': 'חסר שם המקום.',
  'bad-url': 'כאן חסר דף שמתחיל ב־\u2066https://\u2069',
  'too-many-topics': 'הצ׳אט מציג לכל היותר 16 נושאים.',
  'too-many-partners': 'הצ׳אט מציג לכל היותר 8 מקומות.',
  'no-privacy-version': 'לכללי הפרטיות צריכה להיות גרסה, כדי שההסכמה תציין אותה.',
  'same-privacy-version':
    'כללי הפרטיות השתנו. נא לתת להם גם גרסה חדשה, אחרת אי אפשר לדעת למה הסכימו.',
  'bad-privacy-version': 'לכל היותר 64 תווים.',
  'colour-moves': 'הצבע שלכם בהיר מדי לקריאה. הצ׳אט משתמש בצבע כהה יותר.',
  'no-privacy': 'בלי כללי פרטיות אף אחד לא מסכים לכלום.',
  'no-alias': 'בלי שמות מופיע מעל התשובות רק שם הצוות.',
};
