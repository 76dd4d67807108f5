import { NodeFileSystem } from 'langium/node';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { keptTexts } from './machine/kept-texts.ts';
import { nodeDataFiles } from './machine/node-data-files.ts';
import { processRunner } from './machine/process-runner.ts';
import { keepYoungSpaceSmall } from './machine/young-space.ts';
import { serve } from './server.ts';

/** Serves the editor that started this process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME` says how they speak. */
export function startServer(): void {
    keepYoungSpaceSmall();
    const connection = createConnection(ProposedFeatures.all);
    keepGoing(connection);
    serve(connection, {
        fileSystem: NodeFileSystem.fileSystemProvider(),
        dataFiles: nodeDataFiles,
        run: processRunner(),
        kept: keptTexts(),
    });
}

/** A fault of ours in one answer is told in the log, and is no reason to leave everybody else without answers. */
function keepGoing({ console }: Connection): void {
    const tell = (error: unknown): void =>
        console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.on('uncaughtException', tell);
    process.on('unhandledRejection', tell);
}
