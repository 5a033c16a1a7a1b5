/** protocol/team: what the values of a profile may be (PROTOCOL §2): for whoever shows them and whoever writes them. */

/** The languages a chat speaks. */
export const CHAT_LANGUAGES = ['de', 'en', 'nl', 'he', 'ru', 'ar', 'tr', 'uk'] as const;

/** Stacks of fonts that are on the device; anything else is the device's own. */
export const PROFILE_FONTS = ['humanist', 'rounded', 'serif'] as const;
export type ProfileFont = (typeof PROFILE_FONTS)[number];

export const isFont = (value: string): value is ProfileFont =>
  PROFILE_FONTS.some((font) => font === value);

/** Largest `look.radius` in px: a chat that is told more takes this. */
export const MAX_RADIUS = 20;

export const isWebPage = (url: string): boolean => /^https:\/\/\S+$/.test(url);

/** A picture inside the signed profile, so at most 8 KiB of base64. An SVG is none: it is a document. */
const PICTURE = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
/** One emoji, however many code points it is joined from. */
const EMOJI =
  /^(?=.*[\p{Extended_Pictographic}\p{Regional_Indicator}])[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u;
const LONGEST_EMOJI = 24;

/** What `alias.<n>.avatar` is; null where the initials stand instead. */
export function avatarKind(avatar: string): 'picture' | 'emoji' | null {
  if (PICTURE.test(avatar)) return 'picture';
  return avatar.length <= LONGEST_EMOJI && EMOJI.test(avatar) ? 'emoji' : null;
}
