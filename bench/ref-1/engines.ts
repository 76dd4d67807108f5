import type { Asked, Decide } from './host.ts';

/*
 * Other engines of rules, asked once for each purchase. Where their packages are not installed
 * (`npm install --no-save @gorules/zen-engine json-rules-engine`), they are left out.
 */

export interface Peer {
    readonly name: string;
    readonly decide: Decide;
}

export async function peers(): Promise<Peer[]> {
    const found: Peer[] = [];
    for (const [name, make] of [
        ['@gorules/zen-engine', zen],
        ['json-rules-engine', jsonRules],
    ] as const) {
        try {
            // Not by its name: who checks types need not have it.
            found.push({ name, decide: make(await import(name)) });
        } catch (cause) {
            if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause;
            console.log(`Left out: '${name}' is not installed.`);
        }
    }
    return found;
}

interface Zen {
    readonly ZenEngine: new () => {
        createDecision(graph: object): { evaluate(asked: object): Promise<{ readonly result: ZenResult }> };
    };
}

type ZenResult = Awaited<ReturnType<Decide>>;

const expressionsOf = (pairs: readonly (readonly [key: string, value: string])[]) => ({
    ...{ id: 'earn', name: 'earn', type: 'expressionNode', position: { x: 0, y: 0 } },
    content: { expressions: pairs.map(([key, value]) => ({ id: key, key, value })), passThrough: true },
});

/** One decision of a table for the level and of expressions for the rest, as its editor draws it. */
function zen({ ZenEngine }: Zen): Decide {
    const at = { position: { x: 0, y: 0 } };
    const level = {
        hitPolicy: 'first',
        passThrough: true,
        inputs: [{ id: 'q', name: 'qualifying', field: 'qualifying' }],
        outputs: [
            { id: 't', name: 'tier', field: 'tier' },
            { id: 'm', name: 'times', field: 'times' },
        ],
        rules: [
            { _id: 'gold', q: '>= 200000', t: '2', m: '1.5' },
            { _id: 'silver', q: '[50000..200000)', t: '1', m: '1.25' },
            { _id: 'basic', q: '', t: '0', m: '1' },
        ],
    };
    const nodes = [
        { id: 'in', name: 'in', type: 'inputNode', ...at },
        { id: 'level', name: 'level', type: 'decisionTableNode', ...at, content: level },
        expressionsOf([
            ['base', 'sum(map(items, floor(#.amount / 100) * (#.category == "grocery" ? 2 : 1)))'],
            ['leveled', 'floor($.base * times)'],
            ['weekended', 'weekend ? $.leveled + floor($.leveled * 10 / 100) : $.leveled'],
            ['points', 'month == 12 ? floor($.weekended * 1.5) : $.weekended'],
            ['welcome', 'not welcomed and total > 5000'],
            ['birthday', 'month == birthMonth and not birthdayDone'],
            ['lapse', 'gap >= 90'],
        ]),
        { id: 'out', name: 'out', type: 'outputNode', ...at },
    ];
    const edges = ['in', 'level', 'earn', 'out'].flatMap((id, index, ids) =>
        index === 0 ? [] : [{ id: `to ${id}`, type: 'edge', sourceId: ids[index - 1], targetId: id }],
    );
    const decision = new ZenEngine().createDecision({ nodes, edges });
    return async asked => (await decision.evaluate(asked)).result;
}

interface JsonRules {
    readonly Engine: new (
        rules: readonly object[],
    ) => {
        run(facts: object): Promise<{ readonly events: readonly { readonly type: string }[] }>;
    };
}

/** It can't add up lines: that is done for it. */
function jsonRules({ Engine }: JsonRules): Decide {
    const rule = (name: string, priority: number, ...all: (readonly [string, string, unknown])[]) => ({
        ...{ name, priority, event: { type: name } },
        conditions: { all: all.map(([fact, operator, value]) => ({ fact, operator, value })) },
    });
    const engine = new Engine([
        rule('lapse', 10, ['gap', 'greaterThanInclusive', 90]),
        rule('silver', 9, ['qualifying', 'greaterThanInclusive', 50_000], ['qualifying', 'lessThan', 200_000]),
        rule('gold', 9, ['qualifying', 'greaterThanInclusive', 200_000]),
        rule('weekend', 8, ['weekend', 'equal', true]),
        rule('december', 7, ['month', 'equal', 12]),
        rule('welcome', 6, ['welcomed', 'equal', false], ['total', 'greaterThan', 5000]),
        rule('birthday', 5, ['month', 'equal', { fact: 'birthMonth' }], ['birthdayDone', 'equal', false]),
    ]);
    return async ({ items, ...facts }: Asked) => {
        const { events } = await engine.run(facts);
        const fired = new Set(events.map(({ type }) => type));
        const tier = fired.has('gold') ? 2 : fired.has('silver') ? 1 : 0;
        let points = 0;
        for (const { amount, category } of items) points += Math.floor(amount / 100) * (category === 'grocery' ? 2 : 1);
        points = Math.floor(points * (1 + tier / 4));
        if (fired.has('weekend')) points += Math.floor((points * 10) / 100);
        if (fired.has('december')) points = Math.floor(points * 1.5);
        const [welcome, birthday, lapse] = ['welcome', 'birthday', 'lapse'].map(name => fired.has(name));
        return { tier, points, welcome: welcome === true, birthday: birthday === true, lapse: lapse === true };
    };
}
