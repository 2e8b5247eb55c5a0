/// A stored password: the algorithm's cost, the salt and the hash, written as a PHC string:
/// `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>` (the Password Hashing Competition's string format).
struct PasswordHash: Equatable, Sendable, CustomStringConvertible {
    let parameters: Argon2Parameters
    let salt: [UInt8]
    let hash: [UInt8]

    /// 128 bits, as RFC 9106, section 3.1 recommends for passwords.
    static let saltLength = 16
    /// 256 bits (RFC 9106, section 4).
    static let hashLength = 32

    init(parameters: Argon2Parameters, salt: [UInt8], hash: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.hash = hash
    }

    /// Reads a PHC string; nil unless it is an Argon2id hash of version 19 with a cost that is acceptable.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19",
            let parameters = Self.parameters(parts[3]), parameters.isAcceptable,
            let salt = Base64Alphabet.standard.decode(parts[4]), (8...64).contains(salt.count),
            let hash = Base64Alphabet.standard.decode(parts[5]), (16...64).contains(hash.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, hash: hash)
    }

    var description: String {
        let cost = "m=\(parameters.memory),t=\(parameters.passes),p=\(parameters.lanes)"
        return "$argon2id$v=19$\(cost)$\(Base64Alphabet.standard.encode(salt))$\(Base64Alphabet.standard.encode(hash))"
    }

    /// Whether the password should be hashed again, now that it is at hand: the cost asked for has changed since.
    func needsRehash(for current: Argon2Parameters) -> Bool {
        parameters != current || salt.count != Self.saltLength || hash.count != Self.hashLength
    }

    private static func parameters(_ text: Substring) -> Argon2Parameters? {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == 3, let memory = number(fields[0], after: "m="),
            let passes = number(fields[1], after: "t="),
            let lanes = number(fields[2], after: "p=")
        else { return nil }
        return Argon2Parameters(memory: memory, passes: passes, lanes: lanes)
    }

    private static func number(_ field: Substring, after prefix: String) -> UInt32? {
        guard field.hasPrefix(prefix), let value = UInt32(field.dropFirst(prefix.count)), "\(prefix)\(value)" == field
        else { return nil }
        return value
    }
}
