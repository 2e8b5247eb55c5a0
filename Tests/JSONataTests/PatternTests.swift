import JSONata
import Testing

@Suite("Regular expressions mean what JavaScript means")
struct PatternTests {
    @Test(
        "What matches",
        arguments: [
            ("abbb", "/b+/", "\"bbb\""), ("abbb", "/b+?/", "\"b\""), ("aBc", "/b/i", "\"B\""),
            ("a\\nb", "/^b$/m", "\"b\""),
            ("a\\nb", "/^b$/", "nothing"), ("foobar", "/foo(?=bar)/", "\"foo\""), ("foobaz", "/foo(?!bar)/", "\"foo\""),
            ("$12", "/(?<=\\\\$)\\\\d+/", "\"12\""), ("abab", "/(ab)\\\\1/", "\"abab\""), ("xyz", "/[^x-y]/", "\"z\""),
            ("aaa", "/a{2}/", "\"aa\""), ("one two", "/\\\\btwo\\\\b/", "\"two\""),
            ("zaacbbbcac", "/(z)((a+)?(b+)?(c))*/", "\"zaacbbbcac\""), ("Ä", "/ä/i", "\"Ä\""),
            ("tab\\t", "/\\\\t/", "\"\\t\""),
        ])
    func matches(text: String, pattern: String, expected: String) {
        let unescaped = pattern.replacing("\\\\", with: "\\")
        #expect(Expressions.outcome("$match(\"\(text)\", \(unescaped))[0].match") == expected)
    }

    @Test("Captures are forgotten with each repetition")
    func captures() {
        let groups = Expressions.outcome("$match(\"zaacbbbcac\", /(z)((a+)?(b+)?(c))*/)[0].groups[4]")
        #expect(groups == "\"c\"")
    }

    @Test("A hostile pattern ends by the bound of steps")
    func hostile() {
        let outcome = Expressions.outcome(
            "$contains(\"\(String(repeating: "a", count: 60))!\", /^(a+)+$/)", limits: JSONataLimits(steps: 200_000))
        #expect(outcome == "U1001")
    }
}
