import { MAX_ALIAS } from '../limits.ts';
import { optional, textUpTo, type Fields } from './json.ts';

/** The alias belongs to devices: what a reporter puts there is not read. */
export const alias = (f: Fields): { readonly alias?: string } =>
  f['from'] === 'device' ? optional(f, 'alias', textUpTo(MAX_ALIAS)) : {};
