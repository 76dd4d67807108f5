import { invariant } from '../base/invariant.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Member, Occurrence } from '../model/occurrence.ts';
import type { MemberHistory } from './assemble.ts';
import { Results } from './cache/results.ts';
import { columnsOf } from './columns/block.ts';
import type { ColumnHistory } from './columns/from-history.ts';
import { inTime } from './columns/in-time.ts';
import { MemberReader } from './columns/members.ts';
import { type History, type HistoryRequest, type KnownColumns, tooManyRejects } from './history.ts';
import type { SourcePlan } from './mapping.ts';
import { type Reject, writeRejectsFile } from './rejects.ts';

/** A history that is at hand as columns: it was read before, or straight into them. */
export class KeptHistory implements History {
    readonly findings: readonly Finding[];
    readonly figures: History['figures'];
    readonly rejects: History['rejects'];
    readonly remarks: History['remarks'];
    readonly prices: History['prices'];
    readonly announcements: History['announcements'];
    readonly results: History['results'];
    readonly #entry: KnownColumns;
    readonly #signal: AbortSignal | undefined;
    readonly #newReader: () => MemberReader;
    #roster: Promise<ReadonlyMap<string, Member>> | undefined;

    constructor(request: HistoryRequest, plans: readonly SourcePlan[], entry: KnownColumns) {
        const { figures, rejects, remarks, prices, announcements } = entry.known;
        this.findings = tooManyRejects(request, figures);
        this.figures = figures;
        this.rejects = rejects;
        this.remarks = remarks;
        this.prices = prices;
        this.announcements = announcements;
        this.results = request.cache && new Results(request.cache.folder);
        this.#entry = entry;
        this.#signal = request.signal;
        const { decimals } = request.program.currency;
        const reading = { plans, files: entry.files, decimals, signal: request.signal };
        this.#newReader = () => new MemberReader(entry.layout, reading);
    }

    async *members(): AsyncGenerator<MemberHistory> {
        if (this.findings.length > 0) return;
        const reader = this.#newReader();
        for await (const block of this.#entry.blocks()) {
            this.#signal?.throwIfAborted();
            yield* reader.members(columnsOf(this.#entry.layout, block));
        }
    }

    async *timeOrder(): AsyncGenerator<Occurrence> {
        if (this.findings.length > 0) return;
        const blocks = await Array.fromAsync(this.#entry.blocks(), block => columnsOf(this.#entry.layout, block));
        this.#signal?.throwIfAborted();
        yield* inTime(blocks, this.#newReader());
    }

    async memberOf(id: string): Promise<Member | undefined> {
        this.#roster ??= this.#readRoster();
        return (await this.#roster).get(id);
    }

    async columns(): Promise<ColumnHistory> {
        invariant(this.findings.length === 0, 'only a history without errors has columns');
        return this.#entry;
    }

    writeRejects(path: string): Promise<void> {
        const { rejects } = this;
        const all = async function* (): AsyncGenerator<Reject> {
            yield* rejects;
        };
        return writeRejectsFile(path, all());
    }

    close(): Promise<void> {
        return this.#entry.close();
    }

    async #readRoster(): Promise<ReadonlyMap<string, Member>> {
        const roster = new Map<string, Member>();
        for await (const { member } of this.members()) roster.set(member.id, member);
        return roster;
    }
}
