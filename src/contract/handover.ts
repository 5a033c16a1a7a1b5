/**
 * How the page gets its one port to main; used by preload, main and the page's boot script.
 *
 * The page posts `{ type: WANT_PORT }` to itself, preload passes it on, main answers with a
 * MessagePort, and preload posts `{ type: PORT_HERE }` with that port to the page. Nothing is put on
 * `window`, so script that comes later finds no door.
 */
export const WANT_PORT = 'vault:want-port';
export const PORT_HERE = 'vault:port';
