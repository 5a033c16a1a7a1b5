/** Vault, inbox: neutral names for conversations. They say nothing about who writes. */
import { sha512 } from '@noble/hashes/sha2.js';
import { idBytes, type ConversationId } from '../../../../protocol/ids.ts';
import type { Language } from '../../../contract/case.ts';

/** 48 trees and shrubs per language; the order within one language is for ever. */
export const words: Readonly<Record<Language, readonly string[]>> = {
  de: list(`Ahorn Akazie Apfel Birke Birne Buche Douglasie Eberesche Eibe Eiche Erle Esche Espe
    Felsenbirne Fichte Flieder Ginkgo Ginster Hainbuche Hasel Holunder Holzapfel Jasmin Kastanie Kiefer
    Kirsche Kornelkirsche Lärche Liguster Linde Magnolie Mandel Mispel Olive Pappel Pflaume Platane
    Quitte Robinie Schlehe Tanne Thuja Ulme Wacholder Walnuss Weide Weißdorn Zeder`),
  en: list(`Maple Acacia Apple Birch Pear Beech Douglas Rowan Yew Oak Alder Ash Aspen Juneberry Spruce Lilac
    Ginkgo Broom Hornbeam Hazel Elder Crabapple Jasmine Chestnut Pine Cherry Dogwood Larch Privet Linden
    Magnolia Almond Medlar Olive Poplar Plum Plane Quince Robinia Sloe Fir Thuja Elm Juniper Walnut
    Willow Hawthorn Cedar`),
  nl: list(`Esdoorn Acacia Appel Berk Peer Beuk Douglas Lijsterbes Taxus Eik Els Es Esp Krent Spar Sering
    Ginkgo Brem Haagbeuk Hazelaar Vlier Sierappel Jasmijn Kastanje Den Kers Kornoelje Lariks Liguster
    Linde Magnolia Amandel Mispel Olijf Populier Pruim Plataan Kwee Robinia Sleedoorn Zilverspar Thuja
    Iep Jeneverbes Walnoot Wilg Meidoorn Ceder`),
};

const FIRST = 10;
const NUMBERS = 90;
export const HUES = 8;

/**
 * The name of a conversation: the same on every device as long as no other conversation there has
 * it already; then the next free one. With all 4,320 in use a third digit begins.
 */
export function nameOf(
  id: ConversationId,
  language: Language,
  taken: (name: string) => boolean,
): { readonly name: string; readonly hue: number } {
  const hash = sha512(idBytes(id));
  const trees = words[language];
  const start = ((hash[0] ?? 0) * 256 + (hash[1] ?? 0)) % trees.length;
  const number = ((hash[2] ?? 0) * 256 + (hash[3] ?? 0)) % NUMBERS;
  const all = trees.length * NUMBERS;
  for (let step = 0; ; step += 1) {
    const tree = trees[(start + step) % trees.length] ?? '';
    const digits = ((number + Math.floor(step / trees.length)) % NUMBERS) + FIRST;
    const round = Math.floor(step / all);
    const name = `${tree} ${round === 0 ? digits : `${digits}${round}`}`;
    if (!taken(name)) return { name, hue: (hash[4] ?? 0) % HUES };
  }
}

function list(text: string): readonly string[] {
  return text.split(/\s+/);
}
