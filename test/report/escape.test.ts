import { describe, expect, it } from 'vitest';
import { gitHubMessage, gitHubProperty, html, markdown, plain, uri, xml } from '../../src/report/escape.ts';

describe('what others wrote can not speak in our place', () => {
    it.each([
        ['Gold\nSilver', 'Gold Silver'],
        ['\u001b[31mred', '\\u001b[31mred'],
        ['\u202egnp.exe', '\\u202egnp.exe'],
        ['Café 日本 🎁', 'Café 日本 🎁'],
    ])('in a terminal: %j', (text, expected) => {
        expect(plain(text)).toBe(expected);
    });

    it.each([
        ['<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
        ['&lt;', '&amp;lt;'],
        ['a\u0000b', 'a\\u0000b'],
    ])('in HTML: %j', (text, expected) => {
        expect(html(text)).toBe(expected);
    });

    it.each([
        ['a\u0000\ud800b', 'a\ufffd\ufffdb'],
        [']]> <a>\n', ']]&gt; &lt;a&gt;\n'],
    ])('in XML: %j', (text, expected) => {
        expect(xml(text)).toBe(expected);
    });

    it.each([
        ['[a](javascript:b)', '\\[a\\](javascript\\:b)'],
        ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
        ['# Gold', '\\# Gold'],
        ['1. Gold', '1\\. Gold'],
        ['- Gold', '\\- Gold'],
        ['-12.50', '-12.50'],
        ['2.3% of revenue', '2.3% of revenue'],
        ['a | b', 'a \\| b'],
        ['<b>', '&lt;b&gt;'],
        ['www.example.org', 'www\\.example.org'],
        ['https://example.org', 'https\\://example.org'],
        ['@team', '@<!-- -->team'],
        ['a: b', 'a: b'],
    ])('in Markdown: %j', (text, expected) => {
        expect(markdown(text)).toBe(expected);
    });

    it('in workflow commands', () => {
        expect(gitHubMessage('100%\r\n::error::x')).toBe('100%25%0D%0A::error::x');
        expect(gitHubProperty('a:b,c%0A')).toBe('a%3Ab%2Cc%250A');
    });

    it.each([
        ['programs/my coffee.loyalty', 'programs/my%20coffee.loyalty'],
        ['a\\b#c?.loyalty', 'a/b%23c%3F.loyalty'],
        ['/srv/y.loyalty', 'file:///srv/y.loyalty'],
        ['C:\\x\\y.loyalty', 'file:///C:/x/y.loyalty'],
        ['file:///x/y z.loyalty', 'file:///x/y%20z.loyalty'],
    ])('in URIs: %s', (path, expected) => {
        expect(uri(path)).toBe(expected);
    });
});
