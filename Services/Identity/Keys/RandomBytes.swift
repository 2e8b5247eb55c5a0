/// Where salts, secrets and nonces come from; injected, so that a test replays a run.
struct RandomBytes: Sendable {
    /// Gives so many bytes.
    let bytes: @Sendable (Int) -> [UInt8]

    /// The system's generator, which is fit for secrets (`getrandom`).
    static let system = RandomBytes { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
