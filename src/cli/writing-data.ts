import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dayOf } from '../base/calendar.ts';
import type { Generated, GenerateRequest } from '../history/generate.ts';
import { systemRefusal, WrongUse } from './failure.ts';
import type { Io } from './io.ts';
import { createProgress } from './progress.ts';

export type DataRequest = Pick<GenerateRequest, 'program' | 'dataset' | 'members' | 'months' | 'seed' | 'profile'>;

/** Of programs that do not say when they begin. Never today: a seed gives the same data on every day. */
const FIRST_DAY = dayOf(2025, 1, 1);

/** Writes made-up data into an absolute folder; its files come into place when all of them are whole. */
export async function writeData(request: DataRequest, folder: string, io: Io): Promise<Generated['files']> {
    const draft = join(folder, `.loyalty-${process.pid}-${randomBytes(4).toString('hex')}.draft`);
    io.noteDraft(draft, true);
    try {
        await mkdir(draft, { recursive: true });
        const files = await generate(request, draft, io);
        for (const { path } of files) {
            await mkdir(dirname(join(folder, path)), { recursive: true });
            await rename(join(draft, path), join(folder, path));
        }
        return files;
    } catch (error) {
        const refusal = systemRefusal(error);
        throw refusal === undefined
            ? error
            : new WrongUse(`Can't write data to '${folder}': ${refusal}.`, { cause: error });
    } finally {
        await rm(draft, { recursive: true, force: true });
        io.noteDraft(draft, false);
    }
}

async function generate(request: DataRequest, folder: string, io: Io): Promise<Generated['files']> {
    const { generateData } = await import('../history/generate.ts');
    const progress = createProgress('Making up data', io);
    try {
        const { files, problems } = await generateData({
            ...request,
            folder,
            start: request.program?.valid.from ?? FIRST_DAY,
            signal: io.signal,
            onProgress: share => progress.report(share, `${request.members} members`),
        });
        if (problems.length > 0) throw new WrongUse(problems.join('\n'));
        return files;
    } finally {
        progress.end();
    }
}
