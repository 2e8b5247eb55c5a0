import MeshCore
import Testing

@testable import EventSchemas

@Suite("Regular expressions of ECMA")
struct PatternTests {
    static let matches: [(pattern: String, texts: [String])] = [
        ("^a$", ["a"]), ("a|b", ["xb"]), ("", ["", "x"]), ("^(?:ab|a)(?:bc|c)$", ["abc", "abbc", "ac"]),
        ("^a{2,3}$", ["aa", "aaa"]), ("^(ab){2}$", ["abab"]), ("^a{2,}b$", ["aaaab"]), ("^[^a-c]$", ["d", "😀", "\n"]),
        ("^\\d\\D\\w\\W\\s\\S$", ["1a_-\u{FEFF}b"]), ("^\\s+$", ["\u{A0}\u{2028}\u{2029}\u{2003}\u{B}\u{3000}"]),
        ("^\\cC$", ["\u{3}"]), ("^\\cc$", ["\u{3}"]), ("^\\t\\n\\v\\f\\r\\0$", ["\t\n\u{B}\u{C}\r\0"]),
        ("^\\x41\\u0042\\u{1F600}$", ["AB😀"]), ("^\\uD83D\\uDE00$", ["😀"]), ("^.$", ["😀", "é"]), ("^🐲*$", ["", "🐲🐲"]),
        ("^[🐲🐉]$", ["🐉"]), ("^\\p{L}\\p{Lu}\\P{L}$", ["éÉ1"]),
        ("\\p{Letter}cole", ["Les hivers de mon enfance à l'école"]),
        ("^\\p{digit}+$", ["42", "\u{9EA}\u{9E8}"]), ("^\\p{Script=Greek}\\p{sc=Han}\\p{scx=Latn}$", ["λ漢a"]),
        ("^\\p{gc=Sc}\\p{General_Category=Nd}$", ["€1"]), ("^[\\p{Ll}\\d]+$", ["aé1"]), ("^[^\\p{Ll}]$", ["A"]),
        ("^[\\W]$", ["é"]), ("^\\p{White_Space}\\p{Emoji}\\p{Alpha}$", [" 😀a"]), ("^[\\b]$", ["\u{8}"]),
        ("\\bfoo\\b", ["a foo b"]), ("\\Boo", ["foo"]), ("^(?=.*\\d)(?=.*[a-z]).{4,}$", ["abc1", "1xyz"]),
        ("^(?!foo)", ["bar"]), ("(?<=a)b", ["ab"]), ("(?<!a)b", ["cb", "b"]), ("(?<=^a*)b", ["aab"]),
        ("^(a+)b\\1$", ["aabaa"]), ("^(?<x>.)\\k<x>$", ["aa"]), ("^\\k<x>(?<x>a)$", ["a"]), ("^(?:(a)|b)*$", ["abab"]),
        ("^\\/\\-\\_\\{\\}$", ["/-_{}"]), ("^{a}]$", ["{a}]"]), ("^[a-]$", ["-"]), ("^[-a]$", ["-"]),
        ("^[]a]$|^x$", ["x"]),
        ("^a{0}$", [""]), ("^(a*)*$", ["aaa", ""]), ("^(a|a)*$", ["aaaa"]), ("^(?:a?){3}a{3}$", ["aaa"]),
        ("^[a-z]{20,40}$", [String(repeating: "q", count: 33)]),
        ("^.{17,}x$", [String(repeating: "é", count: 20) + "x"]),
        ("(?<=^.{18})b$", [String(repeating: "a", count: 18) + "b"]), ("^a+?b*?$", ["aab"]), ("^a$|^\\w{2}$", ["zz"]),
        ("^(?:\\b){2}a", ["a"]), ("^(?=(?:a|aa)+$)(?=(?:aaa)+$)", ["aaa", "aaaaaa"]), ("(?:(?=a)a)+b", ["xaab"]),
    ]
    static let mismatches: [(pattern: String, texts: [String])] = [
        ("^a$", ["a\n", "b", "aa"]), ("^\\d$", ["\u{9EA}", "a"]), ("^\\w$", ["é"]), ("^\\W$", ["a"]),
        ("^\\s$", ["\u{1}", "\u{180E}"]),
        ("^\\S$", ["\u{FEFF}"]), ("^.$", ["\n", "\u{2028}", "ab"]), ("^🐲*$", ["🐉"]), ("^\\p{Lu}$", ["a"]),
        ("^[]$", ["", "a"]),
        ("\\bfoo\\b", ["food"]), ("^(?!foo)", ["foobar"]), ("(?<!a)b", ["ab"]), ("^(a+)b\\1$", ["aaba"]),
        ("^(?=.*\\d)(?=.*[a-z]).{4,}$", ["abcd", "1a"]), ("^a{2,3}$", ["a", "aaaa"]),
        ("^[a-z]{20,40}$", [String(repeating: "q", count: 41), String(repeating: "q", count: 19)]),
        ("^(?=(?:a|aa)+$)(?=(?:aaa)+$)", ["aaaa"]), ("^\\p{Script=Greek}$", ["a"]),
    ]

    @Test("match", arguments: matches)
    func matching(_ row: (pattern: String, texts: [String])) throws {
        for text in row.texts { #expect(try occurs(row.pattern, text), "\(row.pattern) \(text.debugDescription)") }
    }

    @Test("do not match", arguments: mismatches)
    func notMatching(_ row: (pattern: String, texts: [String])) throws {
        for text in row.texts { #expect(try !occurs(row.pattern, text), "\(row.pattern) \(text.debugDescription)") }
    }

    private func occurs(_ pattern: String, _ text: String) throws -> Bool {
        var steps = 1_000_000
        return try ECMAPattern(pattern).matches(text, stepsLeft: &steps)
    }

    @Test(
        "that are malformed are errors",
        arguments: [
            "(", ")", "(a", "[a", "a**", "*a", "a{2,1}", "+", "\\", "\\a", "\\Z", "^\\S(|(.|\\n)*\\S)\\Z", "\\c1",
            "\\x4", "\\u12",
            "\\u{110000}", "\\p{Nothing}", "\\p{Script=Nothing}", "\\p", "[b-a]", "[\\d-a]", "(?<1>a)", "\\k<x>",
            "\\2(a)", "(?#a)", "\\00",
            "(?=a)*", "^*", "x{1000}{1000}", "((((((((((a{99}){99}){99}){99}){99}){99}){99}){99}){99}){99})",
            String(repeating: "(", count: 200) + String(repeating: ")", count: 200),
        ])
    func malformed(_ pattern: String) {
        #expect(throws: PatternError.self) { try ECMAPattern(pattern) }
    }

    @Test(
        "that backtrack without end elsewhere take steps in proportion to the text",
        arguments: [
            "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*)*x$", "^(a*)*b$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$",
            "^a{0,30}a{0,30}a{0,30}a{0,30}a{0,30}$", "^(?:a{0,20})*b$", "(?=(a+)+$)b",
        ])
    func linear(_ pattern: String) throws {
        let compiled = try ECMAPattern(pattern)
        for letter in ["a", "x"] {
            var steps = 4_000_000
            _ = try compiled.matches(String(repeating: letter, count: 2_000) + "!", stepsLeft: &steps)
            #expect(steps > 0)
        }
    }

    @Test("with backreferences end by the bound on steps")
    func bounded() throws {
        let pattern = try ECMAPattern("^(a*)*(a*)*(a*)*\\1b$")
        var steps = 100_000
        #expect(throws: SchemaLimitError.steps) {
            try pattern.matches(String(repeating: "a", count: 500), stepsLeft: &steps)
        }
    }
}
