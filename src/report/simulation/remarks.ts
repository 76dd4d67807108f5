import { plural } from '../../base/text.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import type { Section } from '../layout/page.ts';

/** What a reader must know to trust the figures. */
export function remarkSection({ remarks, unknowns, laws }: SimulationDocument): Section {
    const missing = unknowns.map(
        ({ rule, what, times }) => `${rule} could not be decided ${plural(times, 'time')}: ${what}.`,
    );
    const checked = `The books were checked ${plural(laws.checked, 'time')} and add up.`;
    const items = [...remarks, ...missing, checked].map(text => ({ text, mood: 'neutral' as const }));
    return { id: 'remarks', heading: 'Remarks', blocks: [{ kind: 'list', items }] };
}
