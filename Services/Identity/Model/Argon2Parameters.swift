/// The cost of an Argon2id hash (RFC 9106, section 3.1).
struct Argon2Parameters: Hashable, Sendable {
    /// Kibibytes of memory (`m`).
    let memory: UInt32
    /// Passes over the memory (`t`).
    let passes: UInt32
    /// Lanes (`p`), each computed by its own thread; one here, because logins run beside each other already.
    let lanes: UInt32

    /// OWASP's minimum, 19 MiB, two passes and one lane: the Password Storage Cheat Sheet's first choice for Argon2id.
    static let standard = Argon2Parameters(memory: 19 * 1024, passes: 2, lanes: 1)

    /// What a stored hash may ask for, so that a damaged row cannot take the machine's memory or minutes of its time.
    var isAcceptable: Bool {
        (8...(256 * 1024)).contains(memory) && (1...16).contains(passes) && (1...4).contains(lanes)
            && memory >= 8 * lanes
    }
}
