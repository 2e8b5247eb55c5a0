extension WebhookSecret {
    /// As long as the digest of the signature.
    private static let freshLength = 32

    /// A new one that nobody can guess.
    package static func fresh() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret(bytes: (0..<freshLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
