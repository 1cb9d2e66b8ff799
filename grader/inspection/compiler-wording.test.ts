import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { describeDiagnostic, errorWordings } from './compiler-wording.ts';
import type { Diagnostic } from './diagnostics.ts';

function diagnostic(code: number, text: string, details: readonly string[] = []): Diagnostic {
  return { file: 'a.ts', line: 1, column: 1, code, text, details };
}

/** The compiler's own catalogue; the types of the package do not name it. */
const messages = Object.values(
  (ts as unknown as { Diagnostics: Record<string, { code: number; message: string }> }).Diagnostics,
);

describe('the catalogue', () => {
  test.each(errorWordings)('TS%d: %s', (code, english, german) => {
    // Version 7 words these anew; type-check.test.ts meets them in the compiler itself.
    const known = messages.find((message) => message.code === code);
    if (known !== undefined) {
      expect(known.message.replaceAll("'{0}'", '{0}')).toBe(english.replaceAll("'{0}'", '{0}'));
    }
    const filled = english.replace(/\{(\d)\}/g, (_, number) => `Wert${number}`);
    const described = describeDiagnostic(diagnostic(code, filled));
    expect(described).toMatch(/^[„A-ZÄÖÜ].*[.?“]$/);
    expect(described).not.toMatch(/\{\d\}/);
    for (const [placeholder] of german.matchAll(/\{\d\}/g)) {
      expect(described).toContain(`Wert${placeholder[1]}`);
    }
  });

  test('names no code twice', () => {
    const codes = errorWordings.map(([code]) => code);
    expect(codes.length).toBe(new Set(codes).size);
  });
});

describe('one error in a student’s words', () => {
  test('types with quotes and brackets in them', () => {
    const text = `Type '{ readonly type: "Tick"; }' is not assignable to type 'Map<string, (n: number) => void>'.`;
    expect(describeDiagnostic(diagnostic(2322, text))).toBe(
      'Ein Wert vom Typ „{ readonly type: "Tick"; }“ passt nicht dorthin, wo „Map<string, (n: number) => void>“ verlangt ist.',
    );
  });

  test('what may be undefined gets its own advice', () => {
    const text = "Type 'number | undefined' is not assignable to type 'number'.";
    expect(describeDiagnostic(diagnostic(2322, text))).toContain('mit „??“ einen Ersatzwert');
  });

  test('the particular comes from the lines below', () => {
    const text = "Class 'Raft' incorrectly implements interface 'Process<Message>'.";
    const details = [
      "Property 'onMessage' is missing in type 'Raft' but required in type 'Process<Message>'.",
    ];
    expect(describeDiagnostic(diagnostic(2420, text, details))).toContain(
      'Genauer: Für „Process<Message>“ fehlt die Eigenschaft „onMessage“.',
    );
  });

  test('an error that is not in the catalogue keeps its code and its English text', () => {
    expect(describeDiagnostic(diagnostic(9999, 'Something odd.'))).toBe(
      'Der TypeScript-Compiler meldet hier einen Fehler (TS9999), im Wortlaut: „Something odd.“',
    );
  });

  test('so does one whose text the catalogue does not know', () => {
    expect(describeDiagnostic(diagnostic(2304, 'A new wording.'))).toContain('(TS2304)');
  });
});
