import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/language/compile.ts';
import type { Program } from '../../src/model/program.ts';
import { root } from '../scratch.ts';

export async function referenceProgram(): Promise<Program> {
    const uri = 'memory:/ref-1.loyalty';
    const { programs } = await compile([{ uri, text: readFileSync(join(root, 'bench/ref-1/ref-1.loyalty'), 'utf8') }]);
    const [program] = programs;
    if (program === undefined) throw new Error('REF-1 has errors');
    return program;
}
