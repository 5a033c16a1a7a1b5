/** What every runtime of ours has and neither the DOM's nor Node's types may bring into this room. */
interface TextDecoderLike {
  decode(bytes: Uint8Array): string;
}
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: true; readonly ignoreBOM: true },
) => TextDecoderLike;
