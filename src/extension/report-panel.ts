import * as vscode from 'vscode';

/** Of a report, what its panel needs to know. */
interface Simulated {
    readonly program: { readonly name: string; readonly title: string };
    readonly data: { readonly dataset: string };
}

interface Shown {
    readonly panel: vscode.WebviewPanel;
    readonly name: string;
    html: string;
}

/** Reports in panels beside the editor, one for each program and dataset. Pages without scripts that load nothing. */
export class ReportPanels implements vscode.Disposable {
    private readonly shown = new Map<string, Shown>();
    private last: Shown | undefined;

    show({ program, data }: Simulated, html: string): void {
        const key = `${program.name} ${data.dataset}`;
        const known = this.shown.get(key);
        const shown = known ?? this.open(key, `${program.title} on ${data.dataset}`);
        shown.html = html;
        shown.panel.webview.html = html;
        this.last = shown;
        if (known) known.panel.reveal(undefined, true);
    }

    /** The report that was made last. */
    showLast(): void {
        if (this.last) this.last.panel.reveal();
        else void vscode.window.showInformationMessage('There is no report yet: simulate a program first.');
    }

    /** Asks where to, and writes the report there. */
    async saveActive(): Promise<void> {
        const shown = [...this.shown.values()].find(each => each.panel.active) ?? this.last;
        if (!shown) return this.showLast();
        if (!vscode.workspace.isTrusted) {
            void vscode.window.showWarningMessage(
                'In restricted mode nothing is written: trust the workspace to save the report.',
            );
            return;
        }
        const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
        const name = `${shown.name.replace(/\W+/g, '-').toLowerCase()}.html`;
        const defaultUri = folder ? vscode.Uri.joinPath(folder, name) : undefined;
        const target = await vscode.window.showSaveDialog({
            filters: { 'Web page': ['html'] },
            ...(defaultUri ? { defaultUri } : {}),
        });
        if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(shown.html));
    }

    private open(key: string, title: string): Shown {
        const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
        const options = { enableScripts: false, localResourceRoots: [], enableFindWidget: true };
        const panel = vscode.window.createWebviewPanel('loyalty.report', title, column, options);
        const shown: Shown = { panel, name: key, html: '' };
        this.shown.set(key, shown);
        panel.onDidDispose(() => {
            this.shown.delete(key);
            if (this.last === shown) this.last = undefined;
        });
        return shown;
    }

    dispose(): void {
        for (const { panel } of [...this.shown.values()]) panel.dispose();
    }
}
