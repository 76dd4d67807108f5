import type { Migration } from '../model/migration.ts';
import type { Program } from '../model/program.ts';
import type { Origin } from './origin.ts';

/** What members of another version hold. */
export interface Held {
    readonly tiers: readonly { readonly ladder: string; readonly tier: string }[];
    readonly points: readonly string[];
    readonly contracts: readonly string[];
}

/** What a program says of members of another version; nothing where it is the same version. */
export function migrationFrom(program: Program, version: string | null): Migration | undefined {
    if (version === (program.version ?? null)) return undefined;
    const { migrations = [] } = program;
    return migrations.find(each => each.version === version) ?? migrations.find(each => each.version === undefined);
}

/** What is held and has no place in the program, a sentence each with its way out: members of it cannot be taken over. */
export function migrationGaps(held: Held, { version }: Pick<Origin, 'version'>, program: Program): readonly string[] {
    const migration = migrationFrom(program, version);
    const of = version === null ? 'the old version' : `version "${version}"`;
    const block = version === null ? 'migrate from any version' : `migrate from version "${version}"`;
    const say = (what: string, clauses: string): string =>
        `${what} of ${of} is gone. The program must say what becomes of it: ${block} { ${clauses} }.`;
    const tiers = held.tiers.filter(({ ladder, tier }) => {
        const isThere = program.ladders.some(
            ({ name, tiers }) => name === ladder && tiers.some(each => each.name === tier),
        );
        const isMoved = migration?.tiers.some(({ from }) => from === tier) || migration?.endedLadders.includes(ladder);
        return !isThere && !isMoved;
    });
    const isLost = (
        name: string,
        there: readonly { readonly name: string }[],
        moved: readonly { readonly from: string }[],
    ) => !there.some(each => each.name === name) && !moved.some(({ from }) => from === name);
    const points = held.points.filter(name => isLost(name, program.points, migration?.points ?? []));
    const contracts = held.contracts.filter(name => isLost(name, program.contracts, migration?.contracts ?? []));
    return [
        ...tiers.map(({ ladder, tier }) => say(`The tier '${tier}' of '${ladder}'`, `tier ${tier} to …`)),
        ...points.map(name => say(`The points '${name}'`, `points 1 ${name} to …`)),
        ...contracts.map(name => say(`The contract '${name}'`, `contract ${name} to …`)),
    ];
}

/** What members of a program may hold. */
export function heldUnder({ ladders, points, contracts }: Program): Held {
    return {
        tiers: ladders.flatMap(({ name, tiers }) => tiers.map(tier => ({ ladder: name, tier: tier.name }))),
        points: points.map(({ name }) => name),
        contracts: contracts.map(({ name }) => name),
    };
}
