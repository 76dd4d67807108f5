import { type LangiumDocument, WorkspaceCache } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { Names } from '../language/names.ts';
import type { SimulationDocument } from '../model/documents/simulation.ts';
import type { Simulated } from '../protocol/requests.ts';
import { fingerprintOf } from './fingerprint.ts';
import { sourcesOf } from './sources.ts';

/** The last simulation of each program in this session, by the URI of the file with its `program` block. */
export class LastSimulations {
    private readonly byProgram = new Map<string, Simulated>();
    private readonly names: Names;
    private readonly fingerprints: WorkspaceCache<string, string>;

    constructor(shared: LangiumSharedServices, names: Names) {
        this.names = names;
        this.fingerprints = new WorkspaceCache(shared);
    }

    keep({ about, document }: Simulated): void {
        this.byProgram.set(about.uri, { about, document });
    }

    /** `isOld`: the program is another one now. */
    of(root: LangiumDocument): { readonly document: SimulationDocument; readonly isOld: boolean } | undefined {
        const uri = root.uri.toString();
        const found = this.byProgram.get(uri);
        if (!found) return undefined;
        const now = this.fingerprints.get(uri, () => fingerprintOf(sourcesOf(this.names, [root])));
        return { document: found.document, isOld: now !== found.about.fingerprint };
    }
}
