import type { Budget } from '../../model/budget.ts';
import type { Clause, TermsSection, TermsTable } from '../../model/documents/terms.ts';
import type { Invariant } from '../../model/invariant.ts';
import type { Program } from '../../model/program.ts';
import { describeType } from '../../model/type.ts';
import { noteOf } from './note.ts';
import { listOf, sayMoney, sayPercent, sayPoints, sentence } from './words/amounts.ts';
import { sayLimit } from './words/limits.ts';
import { whenEvent } from './words/occasions.ts';
import { sayTimes } from './words/times.ts';
import type { Words } from './words/vocabulary.ts';

/** What customers are not told. */
export function internalSections(words: Words): (TermsSection | undefined)[] {
    return [promiseSection(words), assumptionSection(words), fieldSection(words.program), dataSection(words.program)];
}

/** Customers are told that something lasts only while there is money for it, colleagues how much. */
export function budgetSection(words: Words, isInternal: boolean): TermsSection | undefined {
    const { budgets } = words.program;
    if (budgets.length === 0) return undefined;
    const clauses = budgets.map(each =>
        isInternal ? budgetClause(each, words) : { sentences: [lasting(each, words)] },
    );
    return { id: 'budgets', heading: isInternal ? 'Budgets' : 'While it lasts', clauses, tables: [] };
}

const lasting = ({ covers, afterwards }: Budget, words: Words): string => {
    const after = afterwards.kind === 'stop' ? 'afterwards they are not given any more' : 'afterwards less is given';
    return `What is said of ${listOf(covers.map(words.titleOf))} is limited in all; ${after}.`;
};

function budgetClause({ name, covers, atMost, per, during, excess, afterwards, doc }: Budget, words: Words): Clause {
    const amount =
        atMost.kind === 'money'
            ? sayMoney(atMost.amount, atMost.currency, words.program)
            : sayPoints(atMost.amount, atMost.points);
    const times = sayTimes(during);
    return {
        title: words.titleOf(name),
        ...noteOf({ doc }),
        sentences: [
            `${listOf(covers.map(words.titleOf))} give away ${per === undefined ? `at most ${amount} in all` : sayLimit(per, words)}${times === '' ? '' : `, ${times}`}.`,
            excess === 'clip'
                ? 'The last gift is cut to what is left.'
                : 'A gift that does not fit into what is left is not given at all.',
            afterwards.kind === 'stop'
                ? 'Then they give nothing more.'
                : afterwards.kind === 'share'
                  ? `Then they give ${sayPercent(afterwards.share)} of what they would.`
                  : `Then ${words.titleOf(afterwards.rule)} holds instead.`,
        ],
    };
}

function promiseSection(words: Words): TermsSection | undefined {
    const { goals, invariants = [] } = words.program;
    if (goals.length === 0 && invariants.length === 0) return undefined;
    const clauses = [
        ...goals.map(goal => ({
            title: goal.title,
            ...noteOf(goal),
            sentences: [`A simulation must show: ${goal.condition.text}.`],
        })),
        ...invariants.map(each => ({
            title: each.title,
            ...noteOf(each),
            sentences: [
                sentence(
                    `for every member, ${occasion(each, words)}: ${each.always.map(({ text }) => text).join(' and ')}`,
                ),
            ],
        })),
    ];
    return { id: 'promises', heading: 'What we promise ourselves', clauses, tables: [] };
}

function occasion({ occasion: each }: Invariant, words: Words): string {
    switch (each.kind) {
        case 'standing':
            return 'at all times';
        case 'event':
            return `whenever ${whenEvent(each.event)}`;
        case 'item':
            return 'for each article bought';
        case 'tier':
            return `when ${each.tier === undefined ? `a tier of ${words.titleOf(each.ladder)}` : words.titleOf(each.tier)} is ${each.change}`;
        case 'end of period':
            return `at the end of each ${each.unit}`;
        case 'end':
            return 'at the end';
    }
}

function assumptionSection({ program }: Words): TermsSection | undefined {
    const { assumptions = [] } = program;
    if (assumptions.length === 0) return undefined;
    const clauses = assumptions.map(each => ({
        title: each.title,
        ...noteOf(each),
        sentences: ['Assumed for forecasts only:'],
        items: each.effects.map(({ text }) => sentence(text)),
    }));
    return { id: 'assumptions', heading: 'What we assume', clauses, tables: [] };
}

/** What the program knows of members, articles and events. */
function fieldSection({ memberFields, itemFields, events, files }: Program): TermsSection | undefined {
    const own = <Each extends { readonly span: { readonly file: string } }>(fields: readonly Each[]): readonly Each[] =>
        fields.filter(({ span }) => files.includes(span.file));
    const rows = [
        ...own(memberFields).map(field => ['member', field.name, describeType(field.type)]),
        ...own(itemFields).map(field => ['article', field.name, describeType(field.type)]),
        ...events
            .filter(({ everybody }) => everybody !== true)
            .flatMap(event => own(event.fields).map(field => [event.name, field.name, describeType(field.type)])),
    ];
    if (rows.length === 0) return undefined;
    const table: TermsTable = { caption: 'Fields that the program reads', columns: ['Of', 'Field', 'Is'], rows };
    return { id: 'fields', heading: 'What the program knows', clauses: [], tables: [table] };
}

function dataSection({ datasets }: Program): TermsSection | undefined {
    if (datasets.length === 0) return undefined;
    const tables = datasets.map(({ title, sources }) => ({
        caption: title,
        columns: ['What', 'From', 'Columns'],
        rows: sources.map(({ target, path, columns }) => [
            target,
            path,
            columns.map(({ field, column }) => (field === column ? column : `${field} = ${column}`)).join(', '),
        ]),
    }));
    return { id: 'data', heading: 'Data', clauses: [], tables };
}
