import { readFileSync } from 'node:fs';

/** Our version, from the manifest above this module: among the sources and in a package it lies at different heights. */
export function versionAbove(module: string): string {
    for (const path of ['../package.json', '../../package.json', '../../../package.json']) {
        const manifest = readManifest(new URL(path, module));
        if (manifest?.name === 'loyalty' && manifest.version) return manifest.version;
    }
    return '0.0.0';
}

function readManifest(url: URL): { readonly name?: string; readonly version?: string } | undefined {
    try {
        return JSON.parse(readFileSync(url, 'utf8'));
    } catch {
        return undefined;
    }
}
