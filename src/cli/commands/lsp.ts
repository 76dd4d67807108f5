import type { CliCommand } from '../command.ts';

export const lsp: CliCommand = {
    name: 'lsp',
    register: (program, start) => {
        program
            .command('lsp')
            .description('the language server, for any editor')
            .requiredOption('--stdio', 'speak over standard input and output')
            .action(() => start(serve));
    },
};

/** Ends with the process: the client says when, or is gone. */
async function serve(): Promise<number> {
    const { startServer } = await import('../../server/main.ts');
    startServer();
    return new Promise<never>(() => {});
}
