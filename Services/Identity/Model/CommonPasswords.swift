/// The passwords of eight characters and more that guessing starts with: a few words, keyboard runs and counting, alone or with the
/// usual tail of digits.
enum CommonPasswords {
    /// Whether a password, in lower case, is one of them.
    static func contains(_ lowered: String) -> Bool {
        let head = lowered.drop(while: { !$0.isLetter }).isEmpty ? Substring(lowered) : lowered[...].trimmingTail()
        return words.contains(lowered) || words.contains(String(head)) || isRun(lowered)
    }

    private static let words: Set<String> = [
        "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "motdepasse", "contraseña", "contrasena",
        "wachtwoord",
        "qwertyuiop", "qwertzuiop", "azertyuiop", "qwertyui", "qwertzui", "azertyui", "asdfghjkl", "asdfasdf",
        "qwerqwer", "zxcvbnm",
        "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qazxsw2", "zaq12wsx", "qazwsxedc", "q1w2e3r4", "q1w2e3r4t5", "qwer1234",
        "asdf1234",
        "abcd1234", "abc12345", "a1b2c3d4", "letmein", "letmein!", "welcome", "iloveyou", "sunshine", "princess",
        "football",
        "baseball", "superman", "batman", "trustno1", "starwars", "computer", "internet", "whatever", "michelle",
        "jennifer",
        "jordan23", "monkey", "dragon", "master", "shadow", "administrator", "admin", "changeme", "default", "secret",
        "test",
        "testtest", "guest", "root", "login", "hello", "liverpool", "chocolate", "butterfly", "qwerty", "qwertz",
        "azerty",
    ]

    /// Whether all characters are the same, or each is the next of the one before: `00000000`, `12345678`, `abcdefgh`, `87654321`.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(values.dropFirst(), values).map { $0 - $1 })
        if text == "1234567890" || text == "0987654321" { return true }
        guard steps.count == 1, let step = steps.first else { return false }
        return (-1...1).contains(step)
    }
}

extension Substring {
    /// Without the digits and marks that people append to a word.
    fileprivate func trimmingTail() -> Substring {
        guard let last = lastIndex(where: { $0.isLetter }) else { return self }
        return self[...last]
    }
}
