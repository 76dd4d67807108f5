import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findAllCommands, findCommand, isRunning, runCommand } from './process.ts';

const release = '4.100.3';

/** What the server loads and npm must not build by itself: the install scripts would download or want Node 20. */
const nativeParts = ['node-pty', '@vscode/spdlog', 'native-watchdog', '@parcel/watcher'];

/** A Debian package for every command that a run without a desktop needs; one name of each line is enough. */
const systemCommands: readonly { readonly names: readonly string[]; readonly debian: string }[] = [
    { names: ['chromium', 'chromium-browser', 'google-chrome'], debian: 'chromium' },
    { names: ['rg'], debian: 'ripgrep' },
    { names: ['g++'], debian: 'g++' },
    { names: ['make'], debian: 'make' },
    { names: ['python3'], debian: 'python3' },
];

export type Installation = {
    /** VS Code's server: `out/server-main.js` is in here. */
    readonly server: string;
    readonly chromium: string;
};

/** Returns at once when everything is there; else installs it, which takes minutes and says so. */
export async function ensureInstallation(cache: string, say: (line: string) => void): Promise<Installation> {
    await ensureSystemCommands(say);
    const folder = join(cache, `code-server-${release}`);
    if (!existsSync(folder)) await installServer(folder, say);
    return { server: serverFolder(folder), chromium: requireCommand('chromium', 'chromium-browser', 'google-chrome') };
}

const serverFolder = (folder: string) => join(folder, 'node_modules/code-server/lib/vscode');

async function ensureSystemCommands(say: (line: string) => void): Promise<void> {
    const missing = systemCommands.filter(({ names }) => findCommand(...names) === undefined).map(it => it.debian);
    if (missing.length > 0) await installDebianPackages(missing, say);
}

async function installDebianPackages(packages: readonly string[], say: (line: string) => void): Promise<void> {
    const apt = findCommand('apt-get');
    if (apt === undefined || process.getuid?.() !== 0) {
        throw new Error(
            `A headless VS Code needs: ${packages.join(', ')} (names of Debian packages). ` +
                'Install them, or run this once as root on a machine with apt-get.',
        );
    }
    say(`Installing with apt-get: ${packages.join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const patience = ['-o', 'DPkg::Lock::Timeout=300', '-q', '-y'];
    await runCommand(apt, [...patience, 'update'], { env });
    await runCommand(apt, [...patience, 'install', '--no-install-recommends', ...packages], { env });
}

/** Builds in a folder beside the final one: the final name exists only when everything worked. */
async function installServer(folder: string, say: (line: string) => void): Promise<void> {
    const started = Date.now();
    removeAbandonedDrafts(dirname(folder));
    const draft = `${folder}.draft-${process.pid}`;
    mkdirSync(draft, { recursive: true });
    try {
        say(`Installing VS Code's server (code-server ${release}); this happens once and takes some minutes …`);
        // Without a manifest here, npm would install into the project around this folder.
        writeFileSync(join(draft, 'package.json'), '{ "private": true }\n');
        await npm(draft, 'install', `code-server@${release}`);
        const server = serverFolder(draft);
        await npm(server, 'install', '--omit=dev');
        await npm(join(server, 'extensions'), 'install', '--omit=dev');
        say('Building its native parts …');
        await buildNativeParts(server, await findNodeHeaders(say));
        linkExpectedFiles(server);
        publish(draft, folder);
    } finally {
        rmSync(draft, { recursive: true, force: true });
    }
    say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** What a run that was ended in the middle of its installation has left. */
function removeAbandonedDrafts(cache: string): void {
    if (!existsSync(cache)) return;
    for (const name of readdirSync(cache)) {
        const pid = name.match(/\.draft-(\d+)$/)?.[1];
        if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
    }
}

const npm = (cwd: string, command: string, ...args: readonly string[]) =>
    runCommand(requireCommand('npm'), [command, ...args, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd });

async function buildNativeParts(server: string, nodedir: string): Promise<void> {
    for (const part of nativeParts) {
        const cwd = join(server, 'node_modules', part);
        // npm brings its own node-gyp and has it on the PATH of what it executes.
        await runCommand(requireCommand('npm'), ['exec', '-c', `node-gyp rebuild --nodedir="${nodedir}"`], { cwd });
        const built = readdirSync(join(cwd, 'build/Release')).some(file => file.endsWith('.node'));
        if (!built) throw new Error(`Building '${part}' of VS Code's server produced no native module.`);
    }
}

/**
 * The folder whose `include/node` has Node's headers. They need not be of the Node that runs the server:
 * all four native parts use Node-API, which is stable across releases.
 */
async function findNodeHeaders(say: (line: string) => void): Promise<string> {
    const prefixes = [process.execPath, ...findAllCommands('node')].map(node => dirname(dirname(node)));
    const found = prefixes.find(prefix => existsSync(join(prefix, 'include/node/node_api.h')));
    if (found !== undefined) return found;
    await installDebianPackages(['libnode-dev'], say);
    const files = await runCommand('dpkg', ['-L', 'libnode-dev']);
    const header = files.split('\n').find(file => file.endsWith('/include/node/node_api.h'));
    if (header === undefined) throw new Error("Node's headers (node_api.h) are not on this machine.");
    return dirname(dirname(dirname(header)));
}

/** Files that the server looks for where a packaged VS Code has them. */
function linkExpectedFiles(server: string): void {
    const bin = join(server, 'node_modules/@vscode/ripgrep/bin');
    mkdirSync(bin, { recursive: true });
    rmSync(join(bin, 'rg'), { force: true });
    symlinkSync(requireCommand('rg'), join(bin, 'rg'));
    rmSync(join(server, 'node_modules.asar'), { force: true, recursive: true });
    symlinkSync('node_modules', join(server, 'node_modules.asar'));
}

/** Another run may have been faster; its folder is as good as ours. */
function publish(draft: string, folder: string): void {
    try {
        renameSync(draft, folder);
    } catch (error) {
        if (!existsSync(folder)) throw error;
    }
}

function requireCommand(...names: readonly string[]): string {
    const found = findCommand(...names);
    if (found === undefined) throw new Error(`The command '${names[0]}' is not on the PATH.`);
    return found;
}
