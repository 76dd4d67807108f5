import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuTime, wallTime } from './process.ts';
import { type Comparison, inTurns } from './rounds.ts';
import { root, scratch } from './scratch.ts';

const ROUNDS = 3;
/** So many come to a million rows of purchases and returns, and to some fifty thousand. */
const [MANY, FEW] = [20_500, 1000];

/**
 * The coffee program: one number is changed, and its data is kept from the run before. A million rows of it against a
 * run that reads them; fewer against the interpreter, which takes minutes for all of them.
 */
export async function changeCoffeeProgram(): Promise<readonly Comparison[]> {
    const [many, few] = [new Trial('many', MANY), new Trial('few', FEW)];
    for (const trial of [many, few]) trial.changed();
    const found = await inTurns(
        {
            changed: () => many.wall(...many.changed()),
            read: () => many.wall(...many.changed(), '--no-cache'),
            changedCpu: () => many.cpu(...many.changed()),
            readCpu: () => many.cpu(...many.changed(), '--no-cache'),
            code: () => few.cpu(...few.changed()),
            interpreter: () => few.cpu(...few.changed('interpreter')),
        },
        ROUNDS,
    );
    const of = (what: string, ours: keyof typeof found, other: string, others: keyof typeof found): Comparison => ({
        ...{ what, unit: 'ms', other },
        ours: found[ours],
        others: found[others],
    });
    return [
        of('one number of the coffee program, 1 million rows kept, wall time', 'changed', 'a run that reads', 'read'),
        of('… time of the processor', 'changedCpu', 'a run that reads', 'readCpu'),
        of('… 50,000 rows kept, by code, time of the processor', 'code', 'by the interpreter', 'interpreter'),
    ];
}

/** The program beside data that is made up for it. */
class Trial {
    readonly #folder: string;
    /** Without its goals: with other numbers they are missed, which ends a run with 1. */
    readonly #text = readFileSync(join(root, 'examples/coffee/coffee.loyalty'), 'utf8').replaceAll(/^goal .*$/gm, '');
    #changes = 0;

    constructor(name: string, members: number) {
        this.#folder = join(scratch, `coffee-${name}`);
        mkdirSync(this.#folder, { recursive: true });
        process.env.LOYALTY_CACHE = join(scratch, 'cache');
        const program = join(root, 'examples/coffee/coffee.loyalty');
        this.wall('generate', 'data', '--program', program, '--members', `${members}`, '--out', this.#folder);
        this.wall(...this.changed());
    }

    /** A run of the program with a number that it did not have before. */
    changed(engine = 'compiled'): string[] {
        this.#changes++;
        const program = join(this.#folder, 'coffee.loyalty');
        writeFileSync(program, this.#text.replace('give 1 Star per 1 EUR', `give ${this.#changes} Star per 1 EUR`));
        return ['simulate', program, '--data', 'Year', '--engine', engine, '--format', 'json'];
    }

    wall(...argv: readonly string[]): number {
        return wallTime([join(root, 'bin/loyalty.js'), ...argv], this.#folder);
    }

    cpu(...argv: readonly string[]): number {
        return cpuTime([join(root, 'bin/loyalty.js'), ...argv], this.#folder);
    }
}
