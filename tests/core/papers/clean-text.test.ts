import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanName, cleanParagraphs } from '../../../src/core/papers/clean-text.ts';

describe('cleanLine', () => {
  it.each([
    ['8times H800 and 45times', '8× H800 and 45×'],
    ['sometimes, 3 times, at times', 'sometimes, 3 times, at times'],
    [
      'a 2-3times speedup on 8timesA100, 256times256 and 64 times 64',
      'a 2-3× speedup on 8×A100, 256×256 and 64 × 64',
    ],
    ['360^circ and 360^{circ}times 180^circ', '360° and 360°×180°'],
    ['sim10% but sim2real and sim-to-real', '∼10% but sim2real and sim-to-real'],
    ['leq 5, geq720p, A rightarrow B, infty-RoPE', '≤ 5, ≥720p, A → B, ∞-RoPE'],
    ['pi_0, pi_{0.5}, H_{infty}, textbf{bold}, {bf B}old', 'π₀, π_0.5, H_∞, bold, Bold'],
    ['https://a.org/8times and https://a.org/leq', 'https://a.org/8times and https://a.org/leq'],
    ['88.1% [email\u00A0protected]', '88.1% [email protected]'],
    ['1.40\\% of R\\&D at \\$0.70', '1.40% of R&D at $0.70'],
    ['saves \\300,000; \\3) third', 'saves $300,000; 3) third'],
  ])('mends what pages damage: %s', (text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it.each([
    ['$\\alpha$-divergence, $10\\times$, $O(n^2)$', 'α-divergence, 10×, O(n²)'],
    ['$x_i$, $10^{-3}$, G$^2$VLM, $L_2$, $s_{NN}$', 'xᵢ, 10⁻³, G²VLM, L₂, s_NN'],
    ['\\( O(n^3) \\) and \\[ a \\leq b \\]', 'O(n³) and a ≤ b'],
    ["Pok\\'emon, na\\\"{\\i}ve, Erd\\H{o}s, \\c{C}a, {\\'E}, \\O re", 'Pokémon, naïve, Erdős, Ça, É, Ø re'],
    ['\\textbf{bold \\emph{and} plain}, {\\em so}', 'bold and plain, so'],
    ['\\frac{1}{2}, $\\frac{a+b}{c}$, $\\sqrt{x}$, $\\mathbb{R}^n$', '1/2, (a+b)/c, √x, ℝⁿ'],
    [
      '\\href{https://a.org/b_c}{our page}, \\url{https://a.org/~d}',
      'our page (https://a.org/b_c), https://a.org/~d',
    ],
    ['sheep~\\cite{ram} graze\\footnote{Not so.}', 'sheep graze (Not so.)'],
    ['\\method, \\eg, \\etc. RTX~5090, ~8B, 10~20', 'method, e.g., etc. RTX 5090, ~8B, 10~20'],
    ['from $100 to $200, $5M', 'from $100 to $200, $5M'],
    ['{"a": "{b}"} and C:\\users\\n', '{"a": "{b}"} and C:\\users\\n'],
    ['snake_case, x_train, a^*', 'snake_case, x_train, a*'],
  ])('reads simple LaTeX: %s', (text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it.each([
    ["``double'' and `single' don't", "“double” and ‘single’ don't"],
    ["''both closing''", '“both closing”'],
    ['pages 3--5 --- or more -- with --flag', 'pages 3–5 — or more – with --flag'],
    ['the `code` and ```block```', 'the `code` and ```block```'],
  ])('sets real quotes and dashes: %s', (text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  it.each([
    ['Q&amp;A &lt;b&gt; &amp;amp; &#8364; &#x20AC; caf&eacute; &sheep;', 'Q&A <b> & € € café &sheep;'],
    ['<EOS> and <image> tags', '<EOS> and <image> tags'],
    ['a\u200Bb\u202Ec\u2066d\uFEFF e\u00ADf g\u0000h', 'abcd ef gh'],
    ['wrapped\n  title,\ttabs\u00A0and   spaces ', 'wrapped title, tabs and spaces'],
    ['Cafe\u0301', 'Café'],
    ['half \uD800 pair 🐑', 'half pair 🐑'],
  ])('shows what is meant and hides nothing: %j', (text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });
});

describe('cleanParagraphs', () => {
  it('unwraps lines that were broken to a width', () => {
    expect(cleanParagraphs('We count\nsheep, partially-\nobservable open-\nand closed ones.\n')).toBe(
      'We count sheep, partially-observable open- and closed ones.',
    );
  });

  it('keeps one paragraph a line: after a blank line, an indent, or where every line is a sentence', () => {
    expect(cleanParagraphs('We\ncount.\n\nThey\nsleep.')).toBe('We count.\nThey sleep.');
    expect(cleanParagraphs('We\ncount.\n  They\nsleep.')).toBe('We count.\nThey sleep.');
    expect(cleanParagraphs('We count.\nThey sleep.')).toBe('We count.\nThey sleep.');
  });

  it('does not break a sentence at an indent', () => {
    expect(cleanParagraphs('We count\n  sheep.')).toBe('We count sheep.');
  });
});

describe('cleaning', () => {
  const nasty = fc.constantFrom(
    ...[
      '\\',
      '{',
      '}',
      '$',
      '^',
      '_',
      '~',
      '`',
      "'",
      '"',
      '-',
      '--',
      '&',
      'amp;',
      'lt;',
      '#38;',
      '%',
      '\n',
      '\n\n',
      '  ',
      ' ',
    ],
    ...[
      'times',
      'sim',
      'circ',
      'leq',
      '8',
      '2',
      'a',
      'N',
      '.',
      ',',
      '(',
      ')',
      '/',
      'https://a.b/',
      'e',
      'i',
      'pi',
      'approx',
    ],
    ...[
      '\\alpha',
      '\\textbf{',
      '\\frac{',
      '\\em',
      '\\sqrt',
      '\\"',
      "\\'",
      '\\ ',
      '\\(',
      '\\)',
      '\\href{',
      '\\,',
      '\\i',
      '\\item',
    ],
    ...[
      'bf ',
      'textbf{',
      '\u200B',
      '\u202E',
      '\u0301',
      '\uD83D',
      '\uDC11',
      '\u00A0',
      'ß',
      '²',
      '×',
      '“',
      '<EOS>',
      '’',
    ],
  );
  const text = fc.oneof(
    fc.array(nasty, { maxLength: 24 }).map(parts => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  it('changes nothing that is clean already', () => {
    fc.assert(
      fc.property(text, raw => {
        for (const clean of [cleanLine, cleanParagraphs, cleanName])
          expect(clean(clean(raw))).toBe(clean(raw));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no character that is not seen, no line in a line and no space at an end', () => {
    fc.assert(
      fc.property(text, raw => {
        expect(cleanLine(raw)).toMatch(/^(?:\S|\S[^\n]*\S)?$/u);
        expect(cleanParagraphs(raw)).toMatch(
          /^(?!\s)(?:[^\p{Cc}\p{Cf}\p{Cs}]|[\n\u0600-\u0605\u06DD\u08E2])*(?<!\s)$/u,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('gives no more than it was given, however often a sign is repeated', () => {
    for (const part of [
      '{',
      '\\textbf{',
      '&amp;',
      '``',
      '$',
      '^{',
      '\\(',
      '\\\\',
      '8times',
      'a.\n\n',
      "`a'",
      'https://',
    ])
      expect(cleanParagraphs(part.repeat(4000)).length).toBeLessThanOrEqual(4000 * part.length);
  });

  it('gives names as they are', () => {
    expect(['J.-P. de la Cruz', 'speculative decoding', "O'Neil ", "Mar\\'{i}a"].map(cleanName)).toEqual([
      'J.-P. de la Cruz',
      'speculative decoding',
      "O'Neil",
      'María',
    ]);
  });
});
