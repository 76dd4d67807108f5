import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Options, Trust } from './options.ts';
import { variables } from './suite/result.ts';

/** The files of one run, all below a temporary folder that `remove` deletes. */
export type Session = {
    /** A copy of the fixture, so that tests may write. */
    readonly workspace: string;
    /** What VS Code keeps: settings in `data/User`, extensions, logs. */
    readonly userData: string;
    readonly results: string;
    /** For whatever VS Code itself leaves behind. */
    readonly temporary: string;
    readonly env: NodeJS.ProcessEnv;
    readonly remove: () => void;
};

export function createSession(options: Options): Session {
    const root = mkdtempSync(join(tmpdir(), 'loyalty-vscode-'));
    const workspace = join(root, basename(options.workspace));
    const userData = join(root, 'vscode');
    const results = join(root, 'results.jsonl');
    const temporary = join(root, 'tmp');
    mkdirSync(temporary);
    cpSync(options.workspace, workspace, { recursive: true });
    writeFileSync(results, '');
    writeSettings(join(userData, 'data/User'), options.trust);
    const env = {
        ...process.env,
        [variables.results]: results,
        [variables.trust]: options.trust,
        [variables.filter]: options.filter,
    };
    const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    return { workspace, userData, results, temporary, env, remove };
}

function writeSettings(folder: string, trust: Trust): void {
    mkdirSync(folder, { recursive: true });
    const settings = {
        // In a browser VS Code saves by itself after a second: a slow machine would have saved what a test then takes back.
        'files.autoSave': 'off',
        'security.workspace.trust.enabled': trust === 'restricted',
        // Restricted mode without the question that nobody is there to answer.
        'security.workspace.trust.startupPrompt': 'never',
        'workbench.startupEditor': 'none',
        'workbench.tips.enabled': false,
        'window.commandCenter': false,
        'telemetry.telemetryLevel': 'off',
        'update.mode': 'none',
        'extensions.autoUpdate': false,
        'extensions.autoCheckUpdates': false,
        'extensions.ignoreRecommendations': true,
        'git.openRepositoryInParentFolders': 'never',
    };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 4));
}
