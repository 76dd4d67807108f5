import * as vscode from 'vscode';
import { commands } from '../protocol/commands.ts';
import { LanguageServer } from './language-server.ts';
import { showReferences } from './references.ts';
import { ReportPanels } from './report-panel.ts';
import { Simulations } from './simulations.ts';
import { StatusBar } from './status-bar.ts';
import { Tests } from './tests.ts';

let server: LanguageServer | undefined;

/** VS Code calls this when a program is opened, or a folder that has one. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const output = vscode.window.createOutputChannel('Loyalty', { log: true });
    const running = new LanguageServer(context, output);
    server = running;
    const panels = new ReportPanels();
    const tests = new Tests(running);
    const simulations = new Simulations(running, panels, output);
    const register = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
        vscode.commands.registerCommand(name, run);
    context.subscriptions.push(
        output,
        panels,
        tests,
        simulations,
        new StatusBar(running),
        register(commands.runTests, (uri?: string | vscode.Uri) => tests.runAll(uri?.toString())),
        register(commands.runTest, (uri: string, title: string) => tests.runOne(uri, title)),
        register(commands.simulate, (uri?: string | vscode.Uri, dataset?: unknown) =>
            simulations.run(uri?.toString(), typeof dataset === 'string' ? dataset : undefined),
        ),
        register(commands.cancelSimulation, () => simulations.cancel()),
        register(commands.showReport, () => panels.showLast()),
        register(commands.saveReport, () => panels.saveActive()),
        register(commands.restartServer, () => running.restart()),
        register(commands.showReferences, showReferences),
        register(commands.showOutput, () => output.show()),
    );
    await running.start();
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
