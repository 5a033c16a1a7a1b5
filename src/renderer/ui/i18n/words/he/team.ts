// Room: ui/i18n. Hebrew for words/team.ts.
import type { InHebrew } from '../../shape.ts';
import type { team } from '../team.ts';

export const he: InHebrew<typeof team> = {
  title: 'צוות',
  name: 'שם הצוות',
  alias: 'השם שלך בצ׳אט',
  devices: 'מכשירים',
  devices_one: 'מכשיר אחד יכול לקרוא',
  devices_two: 'שני מכשירים יכולים לקרוא',
  devices_other: '{{count}} מכשירים יכולים לקרוא',
  devicesBody: 'כל הודעה ננעלת בנפרד לכל אחד מהמכשירים האלה.',
  document: 'מסמך הצוות',
  documentBody: 'מספר {{seq}}, בתוקף עד {{date}}',
  documentLeft_one: 'נשאר יום אחד',
  documentLeft_two: 'נשארו יומיים',
  documentLeft_other: 'נשארו {{count}} ימים',
  documentOver: 'התוקף פג',
  relay: 'ממסר',
  relayBody: 'מעביר הודעות נעולות ולא יכול לקרוא אף אחת.',
  website: 'אתר',
  websiteBody:
    'את העוגן הזה מוסרים למי שמנהל את האתר שלכם (SITE_TEAM). הוא לא סודי: הוא רק אומר לצ׳אט עם מי מותר לו לדבר.',
  pin: 'עוגן לאתר (SITE_TEAM)',
  copyPin: 'העתקת העוגן',
  numbers: 'מספרים להשוואה',
  numbersBody:
    'הצ׳אט מציג אותם תחת ״זה באמת הצוות?״. אפשר להדפיס אותם על עלונים או לומר אותם בטלפון: אם הם זהים, הצ׳אט באמת מדבר איתכם.',
  copyNumbers: 'העתקת המספרים',
  screen: 'מסך',
  appearance: 'בהיר וכהה לפי המערכת.',
  blur: {
    title: 'כיסוי תמונות',
    always: 'תמיד',
    marked: 'רק תמונות שסומנו כאלימות',
    never: 'אף פעם',
    help: 'תמונה מכוסה נראית רק כשרוצים לראות אותה. רק למחשב הזה.',
  },
  density: { title: 'צפיפות', comfortable: 'מרווח', compact: 'צפוף' },
  contrast: {
    title: 'ניגודיות',
    normal: 'כמו במערכת',
    more: 'מוגברת',
    help: 'ניגודיות מוגברת מחזקת קווים ומילים חלשות.',
  },
  keys: 'מקלדת',
};
