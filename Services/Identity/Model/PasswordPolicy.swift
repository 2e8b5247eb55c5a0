/// What a new password must be: long enough, and not among those that everybody tries first.
///
/// There are no rules of composition, and a password is used exactly as it was received: nothing is trimmed, folded or cut
/// (OWASP ASVS 5.0, 6.2.1 to 6.2.9).
enum PasswordPolicy {
    /// Length in Unicode scalars, as JSON Schema counts it.
    static let length = 8...256

    /// Why a password is refused.
    enum Refusal: Equatable {
        case tooShort, tooLong, hasNUL, tooCommon, isEmailAddress
    }

    /// Judges a new password; nil when it may be used.
    ///
    /// - Parameters:
    ///   - password: As received.
    ///   - email: The account's address, which is no password.
    static func refusal(of password: String, for email: EmailAddress) -> Refusal? {
        let scalars = password.unicodeScalars
        if scalars.contains("\0") { return .hasNUL }
        if scalars.count < length.lowerBound { return .tooShort }
        if scalars.count > length.upperBound { return .tooLong }
        let lowered = password.lowercased()
        if lowered == email.key || lowered == email.key.prefix(while: { $0 != "@" }) { return .isEmailAddress }
        if CommonPasswords.contains(lowered) { return .tooCommon }
        return nil
    }
}
