import Testing

@testable import Identity

@Suite("The password policy")
struct PasswordPolicyTests {
    private func refusal(_ password: String) throws -> PasswordPolicy.Refusal? {
        PasswordPolicy.refusal(of: password, for: try #require(EmailAddress("Somebody.Long@example.com")))
    }

    @Test(
        "takes anything that is long enough and not common",
        arguments: [
            "a walk along the canal", "xkqzvbmw", "пароль-длинный", "💐💐💐💐💐💐💐🌷", "  spaces count  ", "Tr0ub4dor&3",
            String(repeating: "ab", count: 128),
        ])
    func takes(_ password: String) throws {
        #expect(try refusal(password) == nil)
    }

    @Test("counts Unicode scalars")
    func countsScalars() throws {
        #expect(try refusal("💐💐💐💐💐💐🌷") == .tooShort)
        #expect(try refusal(String(repeating: "ä", count: 255) + "bc") == .tooLong)
        #expect(try refusal("a\u{301}b\u{301}c\u{301}d\u{301}") == nil)
    }

    @Test(
        "refuses what everybody tries first",
        arguments: [
            "password", "Password1!", "PASSW0RD", "12345678", "87654321", "aaaaaaaa", "00000000", "abcdefgh",
            "qwertyuiop", "letmein123",
            "iloveyou", "1234567890", "welcome2024", "administrator",
        ])
    func refusesCommon(_ password: String) throws {
        #expect(try refusal(password) == .tooCommon)
    }

    @Test("refuses NUL and the address itself")
    func refusesOthers() throws {
        #expect(try refusal("with a \0 inside") == .hasNUL)
        #expect(try refusal("somebody.long@EXAMPLE.com") == .isEmailAddress)
        #expect(try refusal("Somebody.Long") == .isEmailAddress)
    }
}
