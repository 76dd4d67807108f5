import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { coverageSections } from '../coverage/page.ts';
import type { Page, Section } from '../layout/page.ts';
import { cohortSection } from './cohorts.ts';
import { customerSection } from './customers.ts';
import { dataSection } from './data.ts';
import { forecastSection } from './forecast.ts';
import { groupSection } from './groups.ts';
import { highlights } from './highlights.ts';
import { journeySection } from './journeys.ts';
import { moneySection } from './money.ts';
import { monthSection } from './months.ts';
import { holderSections, pointsSection } from './points.ts';
import { budgetSection, goalSection, invariantSection } from './promises.ts';
import { remarkSection } from './remarks.ts';
import { ruleSection } from './rules.ts';
import { tierSections } from './tiers.ts';
import { triggerSection } from './triggers.ts';
import { valueSection } from './value.ts';
import { walletSection } from './wallets.ts';

/** What a simulation has to say, in the order in which a reader asks. */
export function simulationPage(document: SimulationDocument): Page {
    if (document.laws.broken.length > 0) return brokenPage(document);
    const sections: readonly (Section | undefined)[] = [
        dataSection(document),
        moneySection(document),
        customerSection(document),
        cohortSection(document),
        groupSection(document),
        valueSection(document),
        ...tierSections(document),
        pointsSection(document),
        ...holderSections(document),
        walletSection(document),
        ruleSection(document),
        triggerSection(document),
        journeySection(document),
        budgetSection(document),
        goalSection(document),
        invariantSection(document),
        monthSection(document),
        remarkSection(document),
        forecastSection(document),
        ...(document.coverage === undefined ? [] : coverageSections(document.coverage)),
    ];
    return {
        title: titleOf(document),
        subtitle: subtitleOf(document),
        highlights: highlights(document),
        sections: sections.filter(section => section !== undefined),
    };
}

/** Figures of a run that broke its own books must not be read. */
function brokenPage(document: SimulationDocument): Page {
    const items = document.laws.broken.map(({ law, member, detail }) => ({
        text: `${law}; member ${member}: ${detail}`,
        mood: 'bad' as const,
    }));
    const text = 'The books of this run do not add up. This is a bug of ours, so no figures are reported.';
    return {
        title: titleOf(document),
        subtitle: subtitleOf(document),
        highlights: [],
        sections: [
            {
                id: 'broken',
                heading: 'Laws broken',
                blocks: [
                    { kind: 'paragraph', text },
                    { kind: 'list', items },
                ],
            },
        ],
    };
}

function titleOf({ program }: SimulationDocument): string {
    return program.version === undefined ? program.title : `${program.title}, version ${program.version}`;
}

function subtitleOf({ data }: SimulationDocument): string {
    const period = data.from === undefined || data.to === undefined ? '' : `, ${data.from} to ${data.to}`;
    return `Simulated on ${data.dataset}${period}`;
}
