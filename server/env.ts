import * as v from 'valibot';

/** What a server of ours reads from its environment, or every reason why it cannot start. */
export type Configured<T> =
  | { readonly ok: true; readonly config: T }
  /** One plain sentence per fault, all of them. */
  | { readonly ok: false; readonly faults: readonly string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Checks the variables a schema names. Set but empty counts as not set: an empty line means "the default". */
export function readEnvironment<const S extends v.ObjectEntries>(
  env: Environment,
  schema: v.ObjectSchema<S, undefined>,
): Configured<v.InferOutput<v.ObjectSchema<S, undefined>>> {
  const given = Object.entries(schema.entries).flatMap(([name, entry]) => {
    const value = env[name]?.trim() ?? '';
    return value === '' && entry.type === 'optional' ? [] : [[name, value] as const];
  });
  const parsed = v.safeParse(schema, Object.fromEntries(given));
  return parsed.success
    ? { ok: true, config: parsed.output }
    : { ok: false, faults: [...new Set(parsed.issues.map(({ message }) => message))] };
}

/** Prints the faults and leaves the exit code for wrong configuration. */
export function giveUp(faults: readonly string[]): void {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = CONFIG_FAULT;
}

/** The sentence for a port that could not be opened, or the error itself when it is our bug. */
export function sentenceForListen(error: unknown, prefix: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return `${prefix}_PORT is in use by another program.`;
  if (code === 'EACCES') return `${prefix}_PORT may not be opened by this user.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `${prefix}_HOST is not an address of this machine.`;
  }
  throw error;
}

/** Whether only this machine can dial the address; names below `localhost` lead here too (RFC 6761). */
export const isLoopback = (host: string): boolean =>
  /^([a-z0-9-]+\.)*localhost$/.test(host) || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** `host:port` as it stands in an address. */
export const authority = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** A TCP port; 0 takes any free one. */
export function portOf(name: string, fallback: string) {
  const sentence = `${name} must be a port number from 0 to 65535.`;
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, sentence),
      v.transform(Number),
      v.maxValue(MAX_PORT, sentence),
    ),
    fallback,
  );
}

/** An address to listen on. */
export const hostOf = (name: string, fallback: string) =>
  v.optional(
    v.pipe(v.string(), v.regex(/^[a-zA-Z0-9.:-]+$/, `${name} must be an address or a host name.`)),
    fallback,
  );

/** Values between commas, none or several, each of which must fit. */
export const list = (fits: (value: string) => boolean, sentence: string) =>
  v.pipe(v.string(), v.transform(commaSeparated), v.everyItem(fits, sentence));

/** The same, but at least one. */
export const neededList = (fits: (value: string) => boolean, sentence: string) =>
  v.pipe(list(fits, sentence), v.minLength(1, sentence));

const commaSeparated = (text: string): string[] =>
  text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

const CONFIG_FAULT = 2;
const MAX_PORT = 65_535;
