import Testing

@testable import Identity

@Suite("An e-mail address")
struct EmailAddressTests {
    @Test(
        "is trimmed, and its domain put in lower case",
        arguments: [
            ("ann@example.com", "ann@example.com"), ("  Ann.Lee@Example.COM \n", "Ann.Lee@example.com"),
            ("a+b/c=d@x-y.example.org", "a+b/c=d@x-y.example.org"), ("o'neil@9gag.example", "o'neil@9gag.example"),
        ])
    func normalises(_ input: String, _ expected: String) throws {
        let address = try #require(EmailAddress(input))
        #expect(address.text == expected)
        #expect(address.key == expected.lowercased())
    }

    @Test(
        "is refused when mail could not reach it, or could be compared in two ways",
        arguments: [
            "", "@", "ann", "ann@", "@example.com", "ann@localhost", "ann@example..com", "ann@-example.com",
            "ann@example-.com",
            ".ann@example.com", "ann.@example.com", "a..b@example.com", "ann@exam ple.com", "a nn@example.com",
            "ann@[127.0.0.1]",
            "\"ann\"@example.com", "änn@example.com", "ann@exämple.com", "ann@example.123", "ann\0@example.com",
            "ann@example.com\0",
            "ann@@example.com", "ann@example.com.", String(repeating: "a", count: 243) + "@example.com",
            "a@" + String(repeating: "b", count: 64) + ".com", "a@" + String(repeating: "bcd.", count: 64) + "com",
        ])
    func refuses(_ input: String) {
        #expect(EmailAddress(input) == nil)
    }
}
