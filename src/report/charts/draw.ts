import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TitleComponent, VisualMapComponent } from 'echarts/components';
import type { EChartsCoreOption } from 'echarts/core';
import { init, setPlatformAPI, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../layout/page.ts';
import { textWidthIn } from './measure.ts';
import { optionOf } from './options.ts';

/** Of the picture's own units; the page scales it to its column. */
const WIDTH = 900;

use([
    BarChart,
    HeatmapChart,
    LineChart,
    GridComponent,
    TitleComponent,
    VisualMapComponent,
    AriaComponent,
    LabelLayout,
    SVGRenderer,
]);

setPlatformAPI({ measureText: (text, font = '') => ({ width: textWidthIn(text, fontSize(font)) }) });

/** The chart as static `<svg>` text: the same text for the same chart, whatever was drawn before. */
export function drawChart(chart: Chart): string {
    const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: chart.height });
    try {
        // The options of our few pictures are plain data; the library's own type knows all of its parts at once.
        canvas.setOption(optionOf(chart.picture) as EChartsCoreOption);
        return still(canvas.renderToSVGString(), chart.id);
    } finally {
        canvas.dispose();
    }
}

/**
 * Takes away what only a living chart needs (styles under the pointer, its own size) and names parts after the
 * chart: several pictures on one page must not share names, and the library's numbers depend on what it drew before.
 */
function still(svg: string, id: string): string {
    return svg
        .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
        .replace(/ class="[^"]*"/g, '')
        .replace(/ ecmeta_[a-z_]+="[^"]*"/g, '')
        .replace(/ pointer-events="visible"/g, '')
        .replace(/^<svg width="\d+" height="\d+"/, '<svg')
        .replace(/\bzr\d+-/g, `${id}-`)
        .replace('<svg ', '<svg aria-hidden="true" focusable="false" ')
        .replace(/\n+/g, '\n');
}

/** `13` of `normal 13px Arial`. */
const fontSize = (font: string): number => Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
