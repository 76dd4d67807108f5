import { plain } from '../escape.ts';
import { count } from '../figures.ts';
import type { Bar, Picture, Series } from '../layout/page.ts';
import { textWidthIn } from './measure.ts';
import { COLOURS, DECALS, DEEP, INK, LINE, PALE, SOFT } from './palette.ts';

/*
 * Pictures as options of the chart library. Names stand beside what they name instead of in a legend;
 * nothing moves; the numbers at axes are short.
 */

/** The page's own; the library writes it into attributes as it is. */
const FONT = 'inherit';
const LONGEST_NAME = 28;
const LABEL_SIZE = 13;
const GAP = 8;

export type Option = { readonly [key: string]: unknown };

export function optionOf(picture: Picture): Option {
    switch (picture.kind) {
        case 'shares over time':
            return { ...base(), ...sharesOption(picture) };
        case 'flows and stock':
            return { ...base(), ...flowsOption(picture) };
        case 'bars':
            return { ...base(), ...barsOption(picture.bars) };
        case 'columns':
            return { ...base(), ...columnsOption(picture) };
        case 'heat map':
            return { ...base(), ...heatOption(picture) };
    }
}

const base = (): Option => ({
    animation: false,
    color: [...COLOURS],
    textStyle: { fontFamily: FONT, color: INK },
    aria: { enabled: true, decal: { show: true, decals: [...DECALS] } },
});

function sharesOption({ months, layers }: Extract<Picture, { kind: 'shares over time' }>): Option {
    return {
        grid: { left: 46, right: beside(layers.map(layer => `${layer.name} 00.0%`)), top: 14, bottom: 30 },
        xAxis: timeAxis(months, false),
        yAxis: { ...valueAxis(), axisLabel: { ...axisText(), formatter: '{value}%' } },
        series: layers.map(layerOption),
    };
}

function layerOption({ name, values, colour: own }: Series, index: number): Option {
    const colour = own ?? colourOf(index);
    return {
        type: 'line',
        name: short(name),
        stack: 'all',
        data: [...values],
        symbol: 'none',
        lineStyle: { width: 1.5, color: colour },
        areaStyle: { opacity: 0.92, color: colour },
        endLabel: { ...directLabel(`${name} ${lastPercent(values)}`, colour), distance: GAP },
        labelLayout: { moveOverlap: 'shiftY' },
    };
}

/** Two panels over one axis of months: what is open above, what comes and goes below. */
function flowsOption({ months, flows, stock, unit }: Extract<Picture, { kind: 'flows and stock' }>): Option {
    const sides = { left: 70, right: beside(flows.map(({ name }) => name)) };
    const below = { xAxisIndex: 1, yAxisIndex: 1 };
    return {
        title: [
            panelTitle(`${escapeBraces(short(unit))} open at the end of the month`, 0),
            panelTitle('Coming (up) and going (down) in the month', 160),
        ],
        grid: [
            { ...sides, top: 28, height: 110 },
            { ...sides, top: 188, height: 162 },
        ],
        xAxis: [
            { ...timeAxis(months, true), axisLabel: { show: false } },
            { ...timeAxis(months, true), gridIndex: 1, axisLine: { onZero: false, lineStyle: { color: LINE } } },
        ],
        yAxis: [
            { ...valueAxis(), splitNumber: 3 },
            { ...valueAxis(), gridIndex: 1, splitNumber: 4 },
        ],
        series: [
            { ...column(stock, 5), itemStyle: { color: COLOURS[5], decal: DECALS[0] } },
            ...flows.map((flow, index) => ({ ...stacked(flow, index), ...below })),
        ],
    };
}

function barsOption(bars: readonly Bar[]): Option {
    const negative = bars.some(({ value }) => value < 0);
    return {
        grid: {
            left: widest(bars.map(({ name }) => short(name))) + (negative ? 3 : 1) * GAP,
            right: beside(bars.map(({ label }) => label)),
            top: 6,
            bottom: 10,
        },
        xAxis: { type: 'value', show: false, ...(negative ? {} : { min: 0 }) },
        yAxis: {
            type: 'category',
            inverse: true,
            data: bars.map(({ name }) => short(name)),
            axisLine: { show: false },
            axisTick: { show: false },
            axisLabel: { color: INK, fontSize: LABEL_SIZE, interval: 0, ...(negative ? { margin: 16 } : {}) },
        },
        series: [
            {
                type: 'bar',
                barWidth: '62%',
                data: bars.map(({ value, label }) => ({
                    value,
                    itemStyle: { color: COLOURS[0], decal: DECALS[value < 0 ? 3 : 0] },
                    label: { formatter: escapeBraces(label) },
                })),
                label: { show: true, position: 'right', color: INK, fontSize: LABEL_SIZE },
            },
        ],
    };
}

function columnsOption({ labels, series }: Extract<Picture, { kind: 'columns' }>): Option {
    const several = series.length > 1;
    return {
        grid: { left: 70, right: several ? beside(series.map(({ name }) => name)) : 20, top: 14, bottom: 30 },
        xAxis: timeAxis(labels, true),
        yAxis: valueAxis(),
        series: series.map(several ? stacked : column),
    };
}

/** From almost white to blue: in grey, too, darker is more. */
function heatOption({ rows, columns, cells }: Extract<Picture, { kind: 'heat map' }>): Option {
    const most = Math.max(0, ...cells.map(({ value }) => value));
    const names = rows.map(short);
    const axis = { type: 'category', axisLine: { show: false }, axisTick: { show: false } };
    return {
        aria: { enabled: true, decal: { show: false } },
        grid: { left: widest(names) + GAP, right: 4, top: 24, bottom: 4 },
        xAxis: { ...axis, position: 'top', data: [...columns], axisLabel: { ...axisText(), interval: 0 } },
        yAxis: {
            ...axis,
            inverse: true,
            data: names,
            axisLabel: { color: INK, fontSize: LABEL_SIZE, interval: 0 },
        },
        visualMap: { show: false, min: 0, max: most === 0 ? 1 : most, inRange: { color: [PALE, DEEP] } },
        series: [
            {
                type: 'heatmap',
                data: cells.map(({ row, column: x, value, label }) => ({
                    value: [x, row, value],
                    label: { formatter: escapeBraces(label) },
                })),
                label: { show: true, fontSize: 12, color: INK },
                itemStyle: { borderColor: '#fff', borderWidth: 2 },
            },
        ],
    };
}

function column({ name, values }: Series, index: number): Option {
    return {
        type: 'bar',
        name: short(name),
        data: [...values],
        barCategoryGap: '35%',
        itemStyle: { color: colourOf(index), decal: DECALS[index % DECALS.length] },
    };
}

/** A part of stacked columns, with its name beside the last one. */
function stacked(series: Series, index: number): Option {
    const last = series.values.length - 1;
    const label = { ...directLabel(series.name, colourOf(index)), position: 'right', distance: GAP };
    const data = series.values.map((value, x) => (x === last ? { value, label } : value));
    return { ...column(series, index), stack: 'all', data, labelLayout: { moveOverlap: 'shiftY' } };
}

/** A name in ink behind a square in the colour of what it names; the padding keeps neighbours apart. */
function directLabel(name: string, colour: string): Option {
    return {
        show: true,
        color: INK,
        fontSize: LABEL_SIZE,
        padding: [2, 0],
        formatter: `{square|■}{name| ${escapeBraces(short(name))}}`,
        rich: {
            square: { color: colour, fontSize: LABEL_SIZE },
            name: { color: INK, fontSize: LABEL_SIZE },
        },
    };
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => textWidthIn(text, LABEL_SIZE)));

/** Room to the right for names that stand beside what they name. */
const beside = (names: readonly string[]): number => widest(names.map(name => `■ ${short(name)}`)) + 2 * GAP;

function timeAxis(labels: readonly string[], boundaryGap: boolean): Option {
    return {
        type: 'category',
        boundaryGap,
        data: [...labels],
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
        axisLabel: { ...axisText(), hideOverlap: true },
    };
}

const valueAxis = (): Option => ({
    type: 'value',
    splitLine: { lineStyle: { color: LINE } },
    axisLabel: { ...axisText(), formatter: compact },
});

const axisText = (): Option => ({ color: SOFT, fontSize: 12 });
const panelTitle = (text: string, top: number): Option => ({
    text,
    left: 0,
    top,
    padding: 0,
    textStyle: { fontSize: LABEL_SIZE, fontWeight: 'normal', color: SOFT, fontFamily: FONT },
});

/** `1.5 M`, `20 k`, `300`: at axes the size is enough. */
export function compact(value: number): string {
    const size = Math.abs(value);
    if (size >= 1e9) return `${count(trimmed(value / 1e9))} bn`;
    if (size >= 1e6) return `${trimmed(value / 1e6)} M`;
    return size >= 10_000 ? `${trimmed(value / 1e3)} k` : count(trimmed(value));
}

const trimmed = (value: number): string => String(Number(value.toFixed(2)));

const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? COLOURS[0];

const lastPercent = (values: readonly number[]): string => `${(values.at(-1) ?? 0).toFixed(1)}%`;

function short(name: string): string {
    const shown = plain(name);
    const characters = [...shown];
    return characters.length <= LONGEST_NAME ? shown : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}

/** Texts of labels are templates to the library: `{a}` would be replaced, `{b|…}` styled. */
const escapeBraces = (text: string): string => text.replace(/[{}]/g, brace => (brace === '{' ? '(' : ')'));
