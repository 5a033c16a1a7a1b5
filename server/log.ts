/** How much a relay says. Each level includes those before it. */
export const logLevels = ['error', 'warn', 'info'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Codes, counts and durations. Text that came over the network has no place here. */
type Fields = Readonly<Record<string, number | boolean | LogCode>>;

/** Words we chose ourselves: there is no way to put an address or an id into one of these. */
export type LogCode = 'SIGTERM' | 'SIGINT' | 'disk-full' | 'store' | 'socket' | 'bug';

/** Everything a server of ours may write down. No line is about one connection or one message. */
export type LogEvent =
  | 'ready'
  | 'counters'
  | 'stopping'
  | 'stopped'
  | 'disk-full'
  | 'failed'
  | 'open-to-network';

export type Log = (level: LogLevel, event: LogEvent, fields?: Fields) => void;

/** JSON lines through `write`, nothing below `level`. Times are whole seconds. */
export function logTo(write: (line: string) => void, level: LogLevel): Log {
  return (at, event, fields = {}) => {
    if (logLevels.indexOf(at) > logLevels.indexOf(level)) return;
    const time = `${new Date().toISOString().slice(0, 19)}Z`;
    write(`${JSON.stringify({ time, level: at, event, ...fields })}\n`);
  };
}
