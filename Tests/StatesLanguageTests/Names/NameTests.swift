import StatesLanguage
import Testing

/// The names that people give.
struct NameTests {
    @Test("Names may be of any script", arguments: ["a", "order-2026_11.x", "テスト", "(plus)+=@!'"])
    func taken(text: String) throws {
        #expect(try StatesName(text).text == text)
    }

    @Test(
        "White space, control characters and the marks of ARNs, paths and patterns make no name",
        arguments: [
            "", "a b", "a\tb", "a<b", "a}", "a[", "a?", "a*", "a\"", "a#", "a%", "a\\", "a^", "a|", "a~", "a`", "a$",
        ]
            + ["a&", "a,", "a;", "a:", "a/", "a\u{1}", "a\u{7F}", "a\u{9F}", String(repeating: "x", count: 81)])
    func refused(text: String) {
        let error = #expect(throws: NameError.self) { try StatesName(text) }
        #expect(error?.description == "InvalidName: Invalid Name: '\(text)'")
    }

    @Test(
        "An alias is no number",
        arguments: [("PROD", true), ("v1.2", true), ("12", false), ("a b", false), ("", false)])
    func aliases(text: String, isTaken: Bool) {
        #expect((AliasName(text) != nil) == isTaken)
    }
}
