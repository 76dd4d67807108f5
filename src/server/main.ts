import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeDataFiles } from './machine/node-data-files.ts';
import { processRunner } from './machine/process-runner.ts';
import { serve } from './server.ts';

/** Serves the editor that started this process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME` says how they speak. */
export function startServer(): void {
    serve(createConnection(ProposedFeatures.all), {
        fileSystem: NodeFileSystem.fileSystemProvider(),
        dataFiles: nodeDataFiles,
        run: processRunner(),
    });
}
