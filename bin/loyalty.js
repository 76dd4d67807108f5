#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const [major, minor] = process.versions.node.split('.').map(Number);
const bundle = join(__dirname, '../dist/cli.cjs');

if (major < 20 || (major === 20 && minor < 18)) {
    console.error(`loyalty needs Node 20.18 or newer, this is Node ${process.versions.node}.`);
    process.exitCode = 2;
} else if (!existsSync(bundle)) {
    console.error("loyalty is not built yet: run 'npm run build' in its folder.");
    process.exitCode = 2;
} else {
    // Starting takes half as long when Node keeps what it has compiled.
    require('node:module').enableCompileCache?.();
    require(bundle);
}
