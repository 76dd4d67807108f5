import * as vscode from 'vscode';
import type { SimulateParams, SimulateResult } from '../protocol/requests.ts';
import type { LanguageServer } from './language-server.ts';
import type { ReportPanels } from './report-panel.ts';

/** Simulates programs on their data, with progress that can be cancelled, and shows what came of it. */
export class Simulations implements vscode.Disposable {
    private readonly server: LanguageServer;
    private readonly panels: ReportPanels;
    private readonly output: vscode.LogOutputChannel;
    private running: vscode.CancellationTokenSource | undefined;

    constructor(server: LanguageServer, panels: ReportPanels, output: vscode.LogOutputChannel) {
        this.server = server;
        this.panels = panels;
        this.output = output;
    }

    /** `uri`: a file of the program; the one in the active editor where none is given. */
    async run(given: string | undefined, dataset: string | undefined): Promise<SimulateResult | undefined> {
        const uri = given ?? activeProgram();
        if (uri === undefined) {
            void vscode.window.showInformationMessage('Open a file of the program to simulate.');
            return undefined;
        }
        const result = await this.simulate({ uri, ...(dataset === undefined ? {} : { dataset }), ...restriction() });
        switch (result?.kind) {
            case 'simulated':
                this.panels.show(result.document, result.html);
                return result;
            case 'choose': {
                const chosen = await vscode.window.showQuickPick(result.datasets, {
                    placeHolder: 'The dataset to simulate on',
                });
                return chosen === undefined ? result : this.run(uri, chosen);
            }
            case 'refused':
                this.output.warn(result.reason);
                void vscode.window.showErrorMessage(result.reason);
                return result;
            case undefined:
                return undefined;
        }
    }

    cancel(): void {
        this.running?.cancel();
    }

    /** One after the other: a simulation uses the whole machine. Undefined when it was cancelled. */
    private async simulate(params: SimulateParams): Promise<SimulateResult | undefined> {
        this.cancel();
        const stop = new vscode.CancellationTokenSource();
        this.running = stop;
        const options = {
            location: vscode.ProgressLocation.Notification,
            title: 'Loyalty: simulating',
            cancellable: true,
        };
        try {
            return await vscode.window.withProgress(options, (progress, token) => {
                token.onCancellationRequested(() => stop.cancel());
                let done = 0;
                return this.server.simulate(params, stop.token, ({ message, percentage }) => {
                    const increment = Math.max(0, (percentage ?? done) - done);
                    done += increment;
                    progress.report({ increment, ...(message === undefined ? {} : { message }) });
                });
            });
        } catch (error) {
            if (stop.token.isCancellationRequested) return undefined;
            return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
        } finally {
            if (this.running === stop) this.running = undefined;
            stop.dispose();
        }
    }

    dispose(): void {
        this.cancel();
    }
}

function activeProgram(): string | undefined {
    const document = vscode.window.activeTextEditor?.document;
    return document?.languageId === 'loyalty' ? document.uri.toString() : undefined;
}

/** In a workspace that nobody trusts, data is read from nowhere else. */
function restriction(): Pick<SimulateParams, 'within'> {
    if (vscode.workspace.isTrusted) return {};
    return { within: vscode.workspace.workspaceFolders?.map(folder => folder.uri.toString()) ?? [] };
}
