// Room: ui/i18n. Hebrew for words/pass.ts.
import type { InHebrew } from '../../shape.ts';
import type { pass } from '../pass.ts';

export const he: InHebrew<typeof pass> = {
  title: 'העברה בצוות',
  stays: 'לא רואים כאן מי נמצא עכשיו. התיק והסימונים של סכנה מיידית נשארים במכשיר הזה.',
  toField: 'אל מי?',
  nobody: 'בינתיים רק המכשיר הזה עונה. אפשר יהיה להעביר כשיהיה בצוות מכשיר שני.',
  unnamed: 'מכשיר {{code}}',
  holds_one: '{{name}} · שיחה אחת',
  holds_two: '{{name}} · שתי שיחות',
  holds_other: '{{name}} · {{count}} שיחות',
  tellField: 'לומר לצד השני מי ממשיך',
  tellHelp: 'אם לא נבחר כלום, הצד השני לא ישמע על כך.',
  tell: '״מעכשיו התשובות מגיעות מ־{{name}}״',
  noteField: 'הערה מצורפת',
  noteHelp: 'רק הצוות קורא אותה. מה חשוב, מה הצעד הבא?',
  go: 'העברה',
  refusal: {
    held: 'השיחה אצל מישהו אחר. שום דבר לא הועבר.',
    'unknown-colleague': 'המכשיר הזה כבר לא בצוות. שום דבר לא הועבר.',
    'unknown-alias': 'השם הזה כבר לא בפרופיל. נא לבחור שם אחר.',
    'too-long': 'ההערה ארוכה מדי. נא לקצר.',
    'disk-full': 'הדיסק מלא. שום דבר לא הועבר.',
    failed: 'זה לא הצליח. אפשר לנסות שוב.',
  },
};
