import { plural } from '../../base/text.ts';
import type { DataFigures, SimulationDocument } from '../../model/documents/simulation.ts';
import { type Block, paragraph, type Section } from '../layout/page.ts';

const SHOWN_REJECTS = 3;

export function dataSection({ data, program }: SimulationDocument): Section {
    const blocks: Block[] = [paragraph(whatWasRead(data))];
    if (data.sample !== undefined) blocks.push(paragraph(whatSample(data.sample)));
    if (data.rejected > 0) blocks.push(paragraph(whatWasRejected(data)));
    const oddities = whatWasOdd(data);
    if (oddities !== '') blocks.push(paragraph(oddities));
    blocks.push(paragraph(`Program: ${program.file}. All money is in ${program.currency}.`));
    return { id: 'data', heading: 'The data', blocks };
}

function whatWasRead(data: DataFigures): string {
    const read = `${plural(data.members, 'member')} and ${plural(data.events, 'event')} from ${plural(data.rows, 'row')}`;
    if (data.from === undefined || data.to === undefined) return `${read}; nothing happened in the period.`;
    return `${read}, from ${data.from} to ${data.to}.`;
}

function whatSample({ members, seed }: { readonly members: number; readonly seed: number }): string {
    return `This is a sample of ${plural(members, 'member')}, drawn with seed ${seed}: its sums are not those of the whole.`;
}

function whatWasRejected({ rejected, rejects }: DataFigures): string {
    const shown = rejects.slice(0, SHOWN_REJECTS).map(({ file, row, reason }) => `${file} row ${row}: ${reason}`);
    const examples = shown.length === 0 ? '' : ` ${rejected === 1 ? '' : 'For example: '}${shown.join('; ')}.`;
    return `${plural(rejected, 'row')} could not be used and ${rejected === 1 ? 'is' : 'are'} left out.${examples}`;
}

function whatWasOdd({ repeated, late, orphans }: DataFigures): string {
    const parts = [
        repeated > 0 ? `${plural(repeated, 'event')} came twice and counted once` : '',
        late > 0 ? `${plural(late, 'event')} came late and ${late === 1 ? 'was' : 'were'} applied all the same` : '',
        orphans > 0
            ? `${plural(orphans, 'return')} named no purchase that was found: ${orphans === 1 ? 'it lowers' : 'they lower'} spend and nothing else`
            : '',
    ].filter(part => part !== '');
    return parts.length === 0 ? '' : `${parts.join('; ')}.`;
}
