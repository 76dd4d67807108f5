import * as vscode from 'vscode';
import { commands } from '../protocol/commands.ts';
import type { LanguageServer, ServerState } from './language-server.ts';

interface Look {
    readonly icon: string;
    readonly tooltip: string;
    readonly command: string;
}

const looks: Readonly<Record<ServerState, Look>> = {
    starting: {
        icon: '$(sync~spin)',
        tooltip: 'Loyalty: the language server is starting',
        command: commands.showOutput,
    },
    running: { icon: '$(check)', tooltip: 'Loyalty: the language server is running', command: commands.showOutput },
    stopped: {
        icon: '$(circle-slash)',
        tooltip: 'Loyalty: the language server has stopped; click to start it again',
        command: commands.restartServer,
    },
    failed: {
        icon: '$(error)',
        tooltip: 'Loyalty: the language server could not be started; click to try again',
        command: commands.restartServer,
    },
};

/** How the server is, while a program is in the active editor. */
export class StatusBar implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem('loyalty.server', vscode.StatusBarAlignment.Right);
    private readonly subscriptions: readonly vscode.Disposable[];

    constructor(server: LanguageServer) {
        this.item.name = 'Loyalty';
        this.subscriptions = [
            server.onState(state => this.show(state)),
            vscode.window.onDidChangeActiveTextEditor(() => this.show(server.state)),
        ];
        this.show(server.state);
    }

    private show(state: ServerState): void {
        const { icon, tooltip, command } = looks[state];
        this.item.text = `${icon} Loyalty`;
        this.item.tooltip = tooltip;
        this.item.command = command;
        const isProgram = vscode.window.activeTextEditor?.document.languageId === 'loyalty';
        if (isProgram || state === 'failed') this.item.show();
        else this.item.hide();
    }

    dispose(): void {
        vscode.Disposable.from(this.item, ...this.subscriptions).dispose();
    }
}
