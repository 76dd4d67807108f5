import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';
import { prisma, yaml } from './documents.ts';
import type { Server } from './measure.ts';

/** Other language servers, which come from the registry into a folder that is gone at the end. */
const peers = [
    {
        name: 'prisma',
        package: '@prisma/language-server',
        bin: '@prisma/language-server/dist/bin.js',
        document: prisma,
    },
    {
        name: 'yaml',
        package: 'yaml-language-server',
        bin: 'yaml-language-server/bin/yaml-language-server',
        document: yaml,
    },
] as const;

/** Those that could be installed. */
export function installPeers(): readonly Server[] {
    return peers.flatMap(({ name, package: wanted, bin, document }) => {
        // Each by itself: npm takes out what it has not been asked for.
        const folder = join(scratch, 'peers', name);
        mkdirSync(folder, { recursive: true });
        const { status, error } = spawnSync(
            'npm',
            ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', wanted],
            { stdio: 'ignore', timeout: 240_000, shell: process.platform === 'win32' },
        );
        if (status !== 0) {
            console.log(`${wanted} could not be installed${error ? ` (${error.message})` : ''}: it is left out.`);
            return [];
        }
        return [{ name, argv: [join(folder, 'node_modules', bin), '--stdio'], document }];
    });
}
