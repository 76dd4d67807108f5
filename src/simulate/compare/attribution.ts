import type { ComparisonDocument, EditFigures } from '../../model/documents/comparison.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Program } from '../../model/program.ts';
import { money } from '../figures/text.ts';
import type { Edit } from './difference/edits.ts';
import { mixed } from './difference/mix.ts';
import { pointsOfUnits } from './figures.ts';
import { sameFigures } from './same-figures.ts';
import type { Scales } from './scales.ts';
import type { Sums } from './sums.ts';

/** Which versions must be run to tell what each edit does: numbers of versions, the old one is 0, the new one 1. */
export interface Switches {
    /** Versions besides the old and the new one, from number 2 on. */
    readonly programs: readonly Program[];
    /** For each edit that matters, the version with it alone, and the one with it and all edits before it. */
    readonly alone: readonly number[];
    readonly through: readonly number[];
}

const OLD = 0;
const NEW = 1;

export function switchesFor(before: Program, after: Program, edits: readonly Edit[]): Switches {
    const programs: Program[] = [];
    const add = (chosen: readonly Edit[]): number => {
        if (chosen.length === edits.length) return NEW;
        return (
            programs.push(
                mixed(
                    before,
                    after,
                    chosen.flatMap(({ changes }) => changes),
                ),
            ) + NEW
        );
    };
    const alone = edits.map(edit => add([edit]));
    const through = edits.map((_, index) => (index === 0 ? (alone[0] ?? NEW) : add(edits.slice(0, index + 1))));
    return { programs, alone, through };
}

/** What a version came to. */
export interface Outturn {
    /** Minor units. */
    readonly cost: bigint;
    readonly document: SimulationDocument;
    readonly sums: Sums;
}

interface Attributed {
    readonly edits: ComparisonDocument['edits'];
    readonly interaction: ComparisonDocument['interaction'];
}

/** `say` puts an edit into words. Edits that can't matter come last and come to nothing. */
export function attributed(
    edits: readonly Edit[],
    { alone, through }: Switches,
    outturns: readonly Outturn[],
    {
        scales,
        program,
        say,
    }: {
        readonly scales: Scales;
        readonly program: Program;
        readonly say: (edit: Edit) => Pick<EditFigures, 'rule' | 'kind' | 'change' | 'text' | 'place'>;
    },
): Attributed {
    const outturn = (version: number | undefined): Outturn => outturns[version ?? OLD] as Outturn;
    const cost = (version: number | undefined): bigint => outturn(version).cost - outturn(OLD).cost;
    const held = (version: number | undefined, name: string): bigint => outturn(version).sums.points.get(name) ?? 0n;
    const pointsOf = (units: (name: string) => bigint) =>
        pointsOfUnits(new Map(scales.points.map(name => [name, units(name)])), scales);
    const weighty = edits.filter(({ matters }) => matters);
    const figures = weighty.map((edit, index): EditFigures => {
        const [before, own, single] = [through[index - 1], through[index], alone[index]];
        const { better, worse, mixed } = outturn(single).sums.members;
        return {
            ...say(edit),
            money: money(cost(own) - cost(before), program),
            points: pointsOf(name => held(own, name) - held(before, name)),
            members: better + worse + mixed,
            heard: outturn(single).sums.heard,
            idle: isIdle(outturn(OLD), outturn(single)) && isIdle(outturn(before), outturn(own)),
            alone: {
                better,
                worse,
                mixed,
                money: money(cost(single), program),
                points: pointsOf(name => held(single, name)),
            },
        };
    });
    const idle = edits.filter(({ matters }) => !matters).map(edit => ({ ...say(edit), ...nothing(program, scales) }));
    const together = (of: (version: number) => bigint): bigint =>
        of(NEW) - alone.reduce((sum, version) => sum + of(version), 0n);
    return {
        edits: [...figures, ...idle],
        interaction:
            weighty.length < 2
                ? undefined
                : {
                      money: money(together(cost), program),
                      points: pointsOf(name => together(version => held(version, name))),
                  },
    };
}

const isIdle = (before: Outturn, after: Outturn): boolean =>
    before.sums.heard === after.sums.heard &&
    before.sums.all - before.sums.members.same === after.sums.all - after.sums.members.same &&
    sameFigures(before.document, after.document);

function nothing(program: Program, scales: Scales): Omit<EditFigures, 'rule' | 'kind' | 'change' | 'text' | 'place'> {
    const [zero, points] = [money(0n, program), pointsOfUnits(new Map(), scales)];
    return {
        money: zero,
        points,
        members: 0,
        heard: 0,
        idle: true,
        alone: { better: 0, worse: 0, mixed: 0, money: zero, points },
    };
}
