import type { Plugin } from 'vite';

const pollMs = 250;

/**
 * Ends the dev server when the shell that npm put between itself and Vite is gone. npm passes SIGTERM to that shell, which
 * dies without passing it on; the orchestrator would then wait six seconds for a server that was never told to stop.
 */
export function exitWithParent(): Plugin {
  return {
    name: 'exit-with-parent',
    apply: 'serve',
    configureServer(server) {
      const parent = process.ppid;
      const poll = setInterval(() => {
        if (process.ppid === parent) return;
        clearInterval(poll);
        void server.close().finally(() => process.exit());
      }, pollMs);
      poll.unref();
    },
  };
}
