import { plural } from '../../base/text.ts';
import type { ComparisonDocument } from '../../model/documents/comparison.ts';
import { count } from '../figures.ts';
import { type Highlight, type Page, paragraph, type Section, tableBlock } from '../layout/page.ts';
import { editSection, editTable, idleNote } from './edits.ts';
import { moneySection, pointsSection } from './money.ts';
import { conditionSection, goalSection, remarkSection, topSections, triggerSection } from './others.ts';
import { gainSection, groupSections, groupTable, TITLES } from './people.ts';
import { changeShare, changesNothing, isNothing, membersShare, signed, verdict } from './say.ts';
import { movesSentence, moveTable, tierSection } from './tiers.ts';

const STORIES_OF = 10;

/** All that a comparison has to say, the answer first. */
export function comparisonPage(document: ComparisonDocument): Page {
    const summary: Section = { id: 'summary', heading: 'In short', blocks: [paragraph(verdict(document))] };
    const sections = changesNothing(document)
        ? [summary, editSection(document), conditionSection(document), remarkSection(document)]
        : [
              summary,
              editSection(document),
              conditionSection(document),
              moneySection(document),
              gainSection(document),
              ...groupSections(document),
              tierSection(document),
              pointsSection(document),
              triggerSection(document),
              ...topSections(document, STORIES_OF),
              goalSection(document),
              remarkSection(document),
          ];
    return {
        title: titleOf(document),
        subtitle: subtitleOf(document),
        highlights: highlightsOf(document),
        sections: sections.filter(section => section !== undefined),
        sortable: true,
    };
}

const titleOf = (document: ComparisonDocument): string => `${document.new.title}: what the change does`;

function subtitleOf({ old, new: fresh, data }: ComparisonDocument): string {
    const period = data.from === undefined || data.to === undefined ? '' : `, ${data.from} to ${data.to}`;
    const version = (label: string, name: string | undefined): string =>
        name === undefined ? label : `${label} (version ${name})`;
    return `${version(old.label, old.version)} against ${version(fresh.label, fresh.version)}, over ${plural(data.members, 'member')} of ${data.dataset}${period}`;
}

function highlightsOf({ members, delta, totals, conditions }: ComparisonDocument): Highlight[] {
    const neutral = (label: string, value: string, note: string): Highlight => ({
        label,
        value,
        note,
        mood: 'neutral',
    });
    const failed = conditions.filter(({ status }) => status === 'failed');
    const share = (number: number): string => `${membersShare(number, members.all)} of members`;
    return [
        neutral('Better off', count(members.better), share(members.better)),
        neutral('Worse off', count(members.worse), share(members.worse)),
        ...(members.mixed === 0 ? [] : [neutral('Mixed', count(members.mixed), share(members.mixed))]),
        neutral(
            `Cost in ${delta.cost.currency}`,
            signed(delta.cost.amount),
            `${changeShare(delta.cost, totals.old.cost)} of ${count(totals.old.cost.amount)}`,
        ),
        neutral(`Margin in ${delta.margin.currency}`, signed(delta.margin.amount), 'before the cost of goods'),
        ...(conditions.length === 0
            ? []
            : [
                  {
                      label: 'Conditions',
                      value: failed.length === 0 ? 'all hold' : `${failed.length} of ${conditions.length} fail`,
                      note:
                          failed.length === 0
                              ? plural(conditions.length, 'condition')
                              : failed.map(({ text }) => text).join('; '),
                      mood: failed.length === 0 ? ('good' as const) : ('bad' as const),
                  },
              ]),
    ];
}

const SHOWN_EDITS = 8;

/** Short enough for the comment on a pull request: what changed, whom it touches, what it costs. */
export function commentPage(document: ComparisonDocument): Page {
    const { edits, breakdowns, tierMoves } = document;
    const told = edits.flatMap(edit =>
        edit.text.map(text => ({ text: `${text}${idleNote(edit)}.`, mood: 'neutral' as const })),
    );
    const more = told.length - SHOWN_EDITS;
    const items = [
        ...told.slice(0, SHOWN_EDITS),
        ...(more > 0 ? [{ text: `… and ${more} more.`, mood: 'neutral' as const }] : []),
    ];
    const what: Section = {
        id: 'edits',
        heading: 'What was edited',
        blocks:
            items.length === 0
                ? [paragraph('No rule differs between the two versions.')]
                : [{ kind: 'list', items }, ...(edits.length > 1 ? [tableBlock(editTable(document))] : [])],
    };
    const moves = Object.keys(tierMoves).filter(ladder =>
        (tierMoves[ladder] ?? []).some(({ change }) => change !== 'same'),
    );
    const tiers: Section | undefined =
        moves.length === 0
            ? undefined
            : {
                  id: 'tiers',
                  heading: 'Tiers',
                  blocks: moves.flatMap(ladder => [
                      paragraph(movesSentence(document, ladder)),
                      tableBlock(moveTable(document, ladder)),
                  ]),
              };
    const [byTier] = breakdowns.filter(
        ({ kind, groups }) => kind === 'tier' && groups.some(({ money }) => !isNothing(money.amount)),
    );
    const who: Section | undefined =
        byTier === undefined
            ? undefined
            : {
                  id: 'groups',
                  heading: 'Whom it concerns',
                  blocks: [paragraph(`${TITLES.tier(byTier.name)}:`), tableBlock(groupTable(byTier, document))],
              };
    const sections = [
        what,
        conditionSection(document),
        ...(changesNothing(document) ? [] : [tiers, who]),
        remarkSection({ ...document, remarks: [`Compared: ${subtitleOf(document)}.`, ...document.remarks] }),
    ];
    return {
        title: titleOf(document),
        subtitle: verdict(document),
        highlights: [],
        sections: sections.filter(section => section !== undefined),
    };
}
