/// Why a session ended before its time.
enum EndReason: String, Sendable {
    case logout
    /// Its holder ended it from another session.
    case revoked
    /// A refresh token was used again.
    case reuse
    /// The account had too many; this was the one renewed longest ago.
    case limit
}
