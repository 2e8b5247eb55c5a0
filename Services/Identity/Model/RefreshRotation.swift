import MeshCore

/// What happens when a refresh token is presented: a pure rule over the session's row.
///
/// A session has one live token, that of the current generation. Presenting it makes the next generation. The token before is
/// answered with the same successor for a short grace, as long as that successor has not been used itself: a client whose answer got
/// lost goes on, and there are never two live successors. Anything older was stolen or copied, and ends the session for all its
/// holders (RFC 9700, section 4.14.2).
///
/// The session's row is read and written in one transaction, so of many who present one token at once exactly one rotates; the others
/// find the generation after it and get its successor.
struct RefreshRotation: Sendable, Equatable {
    /// The newest generation that was handed out.
    let generation: UInt32
    /// When that generation was made.
    let rotatedAt: Timestamp
    let expiresAt: Timestamp
    let isRevoked: Bool

    enum Decision: Equatable {
        /// Make this generation the current one and hand it out.
        case rotate(to: UInt32)
        /// Hand out the current generation once more.
        case repeatSuccessor(UInt32)
        /// A token was used again: end the session.
        case revokeForReuse
        /// The session has ended before; nothing changes.
        case refuse(Refusal)
    }

    enum Refusal: Equatable {
        case revoked, expired
        /// The token is newer than the store: the store was set back to an older copy. Nothing was stolen, so nothing is revoked.
        case ahead
    }

    /// A token that this service made, as its secret proves, is presented.
    ///
    /// - Parameters:
    ///   - presented: The token's generation.
    ///   - lifetime: Grace and leeway.
    ///   - now: The wall clock. One that went back by no more than the leeway counts as no time passed; one that went back further
    ///     ends the grace.
    func presented(_ presented: UInt32, lifetime: SessionLifetime, at now: Timestamp) -> Decision {
        if isRevoked { return .refuse(.revoked) }
        if now >= expiresAt { return .refuse(.expired) }
        if presented > generation { return .refuse(.ahead) }
        if presented == generation {
            return generation < .max ? .rotate(to: generation + 1) : .refuse(.expired)
        }
        let elapsed = rotatedAt.duration(to: now)
        let isInGrace = elapsed <= lifetime.grace && elapsed >= .zero - lifetime.leeway
        return presented + 1 == generation && isInGrace ? .repeatSuccessor(generation) : .revokeForReuse
    }
}
