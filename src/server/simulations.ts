import type { LangiumDocument } from 'langium';
import type { SimulationDocument } from '../model/documents/simulation.ts';
import type { SourceText } from './tasks.ts';

/** What a simulation came to, and the text that it was made of. */
export interface Simulated {
    readonly document: SimulationDocument;
    readonly sources: readonly SourceText[];
}

/** The last simulation of each program in this session, by the URI of the file with its `program` block. */
export class LastSimulations {
    private readonly byProgram = new Map<string, Simulated>();

    keep(program: string, simulated: Simulated): void {
        this.byProgram.set(program, simulated);
    }

    of(program: LangiumDocument): Simulated | undefined {
        return this.byProgram.get(program.uri.toString());
    }
}
