/// Where salts, secrets and nonces come from; injected, so that a test replays a run.
struct RandomBytes: Sendable {
    /// Gives so many bytes.
    let bytes: @Sendable (Int) -> [UInt8]

    /// The system's generator, which is fit for secrets (`getrandom`).
    static let system = RandomBytes { count in
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        // Eight bytes per call of the system.
        while bytes.count < count {
            let word = generator.next()
            bytes.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) })
        }
        return Array(bytes.prefix(count))
    }
}
