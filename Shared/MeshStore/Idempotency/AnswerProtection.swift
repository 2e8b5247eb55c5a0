/// Keeps the answers under idempotency keys from whoever reads the file, where they hold secrets: an answer may show a new credential,
/// and the digest of a request with a password lets it be guessed.
package struct AnswerProtection: Sendable {
    /// Makes a digest that tells nothing to who has not the service's key; equal for equal digests.
    let fingerprint: @Sendable (_ digest: [UInt8]) -> [UInt8]
    /// Seals an answer for the key that it stands under.
    let seal: @Sendable (_ answer: [UInt8], _ key: IdempotencyKey) throws -> [UInt8]
    /// Opens what `seal` made.
    let open: @Sendable (_ sealed: [UInt8], _ key: IdempotencyKey) throws -> [UInt8]

    package init(
        fingerprint: @escaping @Sendable (_ digest: [UInt8]) -> [UInt8],
        seal: @escaping @Sendable (_ answer: [UInt8], _ key: IdempotencyKey) throws -> [UInt8],
        open: @escaping @Sendable (_ sealed: [UInt8], _ key: IdempotencyKey) throws -> [UInt8]
    ) {
        self.fingerprint = fingerprint
        self.seal = seal
        self.open = open
    }

    /// Answers are kept as they are.
    package static let none = AnswerProtection(
        fingerprint: { $0 }, seal: { answer, _ in answer }, open: { sealed, _ in sealed })
}
