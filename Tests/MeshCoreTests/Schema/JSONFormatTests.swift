import MeshCore
import Testing

struct JSONFormatTests {
    @Test(
        "What has the format is taken",
        arguments: [
            (JSONFormat.email, "a@example.com"), (.email, "first.last+tag@sub.example.co"), (.email, "jörg@müller.de"),
            (.uri, "https://example.com/a?b=c#d"),
            (.uri, "urn:orrery:problem:x"), (.uuid, "01890a5d-ac96-774b-bcce-b302099a8057"), (.date, "2024-02-29"),
            (.dateTime, "2024-02-29T00:00:00Z"),
        ])
    func taken(format: JSONFormat, text: String) {
        #expect(format.matches(text))
    }

    @Test(
        "What has it not is refused",
        arguments: [
            (JSONFormat.email, ""), (.email, "a"), (.email, "@example.com"), (.email, "a@"), (.email, "a@b"),
            (.email, "a..b@example.com"), (.email, ".a@example.com"),
            (.email, "a b@example.com"), (.email, "a@-example.com"), (.email, "a@example..com"),
            (.email, "a@exa mple.com"), (.email, "\"a\"@example.com"),
            (.uri, "no scheme"), (.uri, "/path"), (.uri, "1x:y"), (.uri, "a:"), (.uri, "http://a b"),
            (.uuid, "01890a5dac96774bbcceb302099a8057"),
            (.uuid, "01890a5d-ac96-774b-bcce-b302099a805g"), (.date, "2023-02-29"), (.date, "2023-02-28T"),
            (.dateTime, "2023-02-28"),
        ])
    func refused(format: JSONFormat, text: String) {
        #expect(!format.matches(text))
    }

    @Test("An address that is longer than mail allows is refused")
    func longEmail() {
        #expect(!JSONFormat.email.matches(String(repeating: "a", count: 65) + "@example.com"))
        #expect(!JSONFormat.email.matches("a@" + String(repeating: "b.", count: 130) + "com"))
        #expect(!JSONFormat.email.matches("a@" + String(repeating: "b", count: 64) + ".com"))
    }
}
