import Crypto

/// Proves a guest: 128 random bits as hexadecimal digits. The store keeps only its digest, which is enough because
/// nobody can try 2¹²⁸ secrets.
struct CapabilitySecret: Sendable {
    /// As it is told, once, and sent back with each request.
    let text: String

    /// Makes a new one, from the system's generator.
    static func make() -> CapabilitySecret {
        var generator = SystemRandomNumberGenerator()
        let words = [generator.next(), generator.next()]
        return CapabilitySecret(
            text: words.map { word in
                let digits = String(word, radix: 16)
                return String(repeating: "0", count: 16 - digits.count) + digits
            }.joined())
    }

    /// What the store keeps: SHA-256.
    var digest: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Whether it has this digest, in a time that says nothing about where they differ.
    func matches(_ digest: [UInt8]) -> Bool {
        let own = self.digest
        guard own.count == digest.count else { return false }
        return zip(own, digest).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
