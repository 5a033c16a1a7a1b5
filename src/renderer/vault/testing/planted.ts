import type { Incident } from '../../../contract/case.ts';
import { whole } from './incidents.ts';

/** A value no code list and no template contains, for every field of free text. */
export const planted: Incident = {
  ...whole,
  placeName: 'Quellenweg 7',
  institution: 'Zwirnbach-Gymnasium',
  municipality: 'Hintermoos',
  district: 'Oberkirchspiel',
  identifiers: ['Tjorven Ysselmond', '+49 151 2345678', '@zwirbel_42'],
  narrative: 'Sie riefen Worte, die ich nicht wiederhole.',
};
export const plantedWords = [
  'Quellenweg',
  'Zwirnbach',
  'Hintermoos',
  'Oberkirchspiel',
  'Tjorven',
  'Ysselmond',
  '1512345678',
  '2345678',
  'zwirbel',
  'riefen',
];
