import type { ForecastFigure, ForecastFigures, SpreadFigures } from '../../model/documents/forecast.ts';
import type { Program } from '../../model/program.ts';
import { unitsText } from '../figures/text.ts';
import { worthOf } from '../worth.ts';
import { eventsOf } from './chances.ts';
import type { Drawn } from './forecast.ts';
import { type Spread, spreadOf } from './spread.ts';
import { type Sums, sumNames } from './sums.ts';

/** A figure of a run: what it is made of, and how it is written. */
interface Figure {
    readonly name: string;
    readonly unit: string | undefined;
    readonly decimals: number;
    readonly of: (sum: (name: string) => bigint) => bigint;
}

export function forecastFigures(drawn: Drawn): ForecastFigures {
    const { program, draws, seed, base, differences } = drawn;
    const sumsOf = (difference: Sums | undefined) => (name: string) =>
        (base.get(name) ?? 0n) + (difference?.get(name) ?? 0n);
    const figures = figuresOf(program, (base.get(sumNames.costless) ?? 0n) === 0n);
    return {
        draws,
        seed,
        assumptions: assumptionsOf(drawn),
        figures: figures.map(({ name, unit, decimals, of }): ForecastFigure => {
            const spread = spreadOf(differences.map(difference => of(sumsOf(difference))));
            return {
                name,
                ...(unit === undefined ? {} : { unit }),
                replay: unitsText(of(sumsOf(undefined)), decimals),
                ...textOf(spread, decimals),
            };
        }),
    };
}

/** `hasCosts`: of all goods that were bought it is known what they cost. */
function figuresOf(program: Program, hasCosts: boolean): Figure[] {
    const { currency, points, ladders } = program;
    const money = { unit: currency.code, decimals: currency.decimals };
    const count = { unit: undefined, decimals: 0 };
    const worth = (sum: (name: string) => bigint, flow: Parameters<typeof sumNames.points>[0]): bigint =>
        points.reduce((total, each) => total + worthOf(sum(sumNames.points(flow, each.name)), each, program), 0n);
    const cost: Figure['of'] = sum =>
        sum(sumNames.money) - worth(sum, 'spent') + worth(sum, 'issued') - worth(sum, 'lapsed');
    const left: Figure['of'] = sum => sum(sumNames.revenue) - sum(sumNames.goods) - cost(sum);
    return [
        { name: 'purchases', ...count, of: sum => sum(sumNames.purchases) },
        ...[...eventsOf(program.assumptions ?? [])]
            .filter(event => event !== 'purchase')
            .map(event => ({
                ...{ name: sumNames.events(event), ...count },
                of: (sum: (name: string) => bigint) => sum(sumNames.events(event)),
            })),
        { name: 'revenue', ...money, of: sum => sum(sumNames.revenue) },
        { name: 'cost', ...money, of: cost },
        ...(hasCosts ? [{ name: 'left', ...money, of: left }] : []),
        { name: 'liability', ...money, of: sum => worth(sum, 'open') },
        ...points.map(({ name, decimals }) => ({
            ...{ name: `issued ${name}`, unit: name, decimals },
            of: (sum: (name: string) => bigint) => sum(sumNames.points('issued', name)),
        })),
        ...ladders.flatMap(({ name: ladder, tiers }) =>
            tiers.map(({ name: tier }) => ({
                ...{ name: `tier ${ladder} ${tier}`, ...count },
                of: (sum: (name: string) => bigint) => sum(sumNames.tier(ladder, tier)),
            })),
        ),
    ];
}

function assumptionsOf({ program, chances, answers }: Drawn): ForecastFigures['assumptions'] {
    return (program.assumptions ?? []).map(({ title, when, effects }, index) => {
        const about = when.map(({ text }) => text).join(' and ');
        const answered = spreadOf((answers[index] ?? []).map(BigInt));
        return {
            title,
            ...(about === '' ? {} : { about }),
            text: effects.map(({ text }) => text),
            ...(effects.some(({ kind }) => kind === 'response')
                ? { chances: chances[index] ?? 0, answers: textOf(answered, 0) }
                : {}),
        };
    });
}

const textOf = ({ median, low, high }: Spread, decimals: number): SpreadFigures => ({
    median: unitsText(median, decimals),
    low: unitsText(low, decimals),
    high: unitsText(high, decimals),
});
