import type { Rational } from '../../base/rational.ts';
import { plural } from '../../base/text.ts';
import type { ComparisonDocument, EditFigures } from '../../model/documents/comparison.ts';
import { count, decimal } from '../figures.ts';
import {
    type Block,
    type Chart,
    chartBlock,
    left,
    paragraph,
    right,
    row,
    type Section,
    strong,
    type Table,
    tableBlock,
} from '../layout/page.ts';
import { isNothing, signed, signedMoney } from './say.ts';

/** What was edited, and which edit did what. */
export function editSection(document: ComparisonDocument): Section {
    const { edits } = document;
    if (edits.length === 0) {
        const text = 'No rule differs between the two versions: at most wording, layout, tests or data do.';
        return { id: 'edits', heading: 'What was edited', blocks: [paragraph(text)] };
    }
    const items = edits.flatMap(edit =>
        edit.text.map(text => ({ text: `${text}${idleNote(edit)}.`, mood: 'neutral' as const })),
    );
    const chart = editChart(document);
    const blocks: Block[] = [
        { kind: 'list', items },
        ...(edits.length > 1 ? [paragraph(HOW), tableBlock(editTable(document)), ...interactionNote(document)] : []),
        ...(chart === undefined ? [] : [chartBlock(chart)]),
    ];
    return { id: 'edits', heading: 'What was edited', blocks };
}

const HOW =
    'Each edit was switched on alone, and all of them one after the other in this order. In order they add up to the whole change; alone they need not, as one may depend on another.';

/** An edit that nobody notices is said to be one. */
export function idleNote({ idle, members, heard, money }: EditFigures): string {
    if (idle) return ' (changes nothing for anyone)';
    if (members > 0 || !isNothing(money.amount)) return '';
    return heard > 0
        ? ` (changes what ${plural(heard, 'member')} hear, nobody is better or worse off)`
        : ' (nobody is better or worse off)';
}

export function editTable({ edits, interaction, delta, members }: ComparisonDocument): Table {
    const changed = members.better + members.worse + members.mixed;
    return {
        caption: 'What each edit does',
        columns: [
            left('Edit'),
            right('Members it changes'),
            right('Better'),
            right('Worse'),
            right('Cost, alone'),
            right('Cost, in order'),
        ],
        rows: [
            ...edits.map(({ rule, change, members, money, alone }) =>
                row(
                    change === 'changed' ? rule : `${rule} (${change})`,
                    count(members),
                    count(alone.better),
                    count(alone.worse),
                    signedMoney(alone.money),
                    signedMoney(money),
                ),
            ),
            ...(interaction === undefined
                ? []
                : [row('together, beyond each alone', '', '', '', signedMoney(interaction.money), '')]),
            strong(
                'All edits',
                count(changed),
                count(members.better),
                count(members.worse),
                signedMoney(delta.cost),
                signedMoney(delta.cost),
            ),
        ],
    };
}

function interactionNote({ interaction }: ComparisonDocument): Block[] {
    if (interaction === undefined || isNothing(interaction.money.amount)) return [];
    const text = `The edits do ${signedMoney(interaction.money)} together beyond what each does alone: that part belongs to no single one.`;
    return [paragraph(text)];
}

function editChart({ edits, delta }: ComparisonDocument): Chart | undefined {
    const weighty = edits.filter(({ money }) => !isNothing(money.amount));
    if (weighty.length < 2) return undefined;
    const greatest = weighty.reduce((a, b) => (size(b).gt(size(a)) ? b : a));
    return {
        id: 'edits',
        title: `What each edit adds to the cost, in ${delta.cost.currency}`,
        reading: `${greatest.rule} weighs most: ${signedMoney(greatest.money)} of ${signedMoney(delta.cost)} in all, from ${plural(weighty.length, 'edit')}.`,
        table: {
            caption: 'Cost by edit, in order',
            columns: [left('Edit'), right('Cost')],
            rows: [
                ...edits.map(({ rule, money }) => row(rule, signedMoney(money))),
                strong('All edits', signedMoney(delta.cost)),
            ],
        },
        picture: {
            kind: 'bars',
            bars: weighty.map(({ rule, money }) => ({
                name: rule,
                value: decimal(money.amount).toNumber(),
                label: signed(money.amount),
            })),
        },
        height: 40 + 34 * weighty.length,
    };
}

const size = ({ money }: EditFigures): Rational => decimal(money.amount).abs();
