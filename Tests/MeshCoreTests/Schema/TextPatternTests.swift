import Foundation
import MeshCore
import Testing

struct TextPatternTests {
    @Test(
        "A pattern matches what NSRegularExpression matches",
        arguments: [
            "abc", "^abc$", "^a*b+c?$", "^[A-Z]{3}$", "^[^a-c]+$", "^(foo|ba[rz])+$", "^\\d{2,4}-\\w+$", "a|b|^$",
            "^(?:ab)*$", "^x{2,}$", "^.{3}$", "^\\.[-a]\\/$",
            "^([a-z0-9]+-)*[a-z0-9]+$", "^(a|(b|c){2})d$", "^\\s\\S\\D\\W$", "^[\\d\\-_]+$", "(^|x)a($|y)", "^a{0}b$",
            "^[a\\]]$", #"^[\u0061-\u0063\u00E9]+$"#, #"^[^\u0000-\u0040]\u0062$"#,
        ])
    func likeNSRegularExpression(source: String) throws {
        let pattern = try #require(TextPattern(source))
        let reference = try NSRegularExpression(pattern: source)
        var random = SplitMix64(seed: 21)
        let alphabet = Array("abcxyzfoorbd0123-_.A B/]é")
        var texts = [
            "", "abc", "ABC", "foobar", "12-x", "abab", "xx", "x", "a-b-c", "bcd", "ad", " xa ", "xay", "]", ".-/",
            ".a/", "b",
        ]
        for _ in 0..<400 {
            texts.append(String((0..<random.below(7)).map { _ in alphabet[random.below(alphabet.count)] }))
        }
        for text in texts {
            let range = NSRange(location: 0, length: text.utf16.count)
            #expect(
                pattern.matches(text) == (reference.firstMatch(in: text, range: range) != nil), "\(source) on \(text)")
        }
    }

    @Test(
        "A malformed pattern is none",
        arguments: [
            "(", ")", "[", "[]", "a**", "*a", "a{2,1}", "a{", "a{x}", "\\q", "[z-a]", "(?=a)", "a{5000}", "\\", "}",
            "(a{60}){100}", #"\u"#, #"\u006"#, #"\u00g1"#, #"\uD800"#, #"[\u0062-\u0061]"#,
        ])
    func malformed(source: String) {
        #expect(TextPattern(source) == nil)
    }

    @Test("A pattern that makes backtrackers explode is matched at once")
    func linear() throws {
        let pattern = try #require(TextPattern("^(a+)+$"))
        #expect(!pattern.matches(String(repeating: "a", count: 20_000) + "b"))
        #expect(pattern.matches(String(repeating: "a", count: 20_000)))
    }
}
