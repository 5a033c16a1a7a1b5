// Room: ui/i18n. Hebrew for words/evidence.ts.
import type { InHebrew } from '../../shape.ts';
import type { evidence } from '../evidence.ts';

export const he: InHebrew<typeof evidence> = {
  none: 'עדיין אין ראיות. מה שנשלח בשיחה, או מה ששמרתם בעצמכם, שייך לכאן.',
  add: 'הוספת ראיה',
  adding: 'הקובץ ננעל…',
  addHelp: 'תצלומים, צילומי מסך ומסמכים עד \u20662 GB\u2069. המקור נשאר במקומו.',
  caption: 'תיאור של {{name}}',
  captionEmpty: 'מה רואים?',
  save: 'שמירת עותק: {{name}}',
  saved: '{{name}} נשמר. העותק הזה כבר לא נעול.',
  remove: 'הסרת {{name}}',
  removeTitle: 'להסיר את הראיה?',
  removeBody: '{{name}} יימחק לתמיד. המקור שמחוץ ל־Beistand נשאר.',
  removeGo: 'הסרה',
  sum: 'SHA-256 {{sum}}',
};
