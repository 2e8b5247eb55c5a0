import CatalogAPI
import MeshCore

/// What somebody may ask of a reservation, and what comes of it: the rules, apart from the store.
package enum ReservationStep: String, Sendable, CaseIterable {
    case claim, commit, release

    /// What is to be done.
    enum Verdict: Equatable {
        /// Go on to this state.
        case become(ReservationState)
        /// It was done before, or what it is for holds anyway: nothing.
        case stay
        /// It can no longer be done.
        case refuse
    }

    /// The verdict on a reservation whose expiry was looked at just now.
    func verdict(on state: ReservationState) -> Verdict {
        switch (self, state) {
        case (.claim, .held): .become(.claimed)
        case (.claim, .claimed), (.claim, .committed): .stay
        case (.claim, .released), (.claim, .expired): .refuse
        case (.commit, .held), (.commit, .claimed): .become(.committed)
        case (.commit, .committed): .stay
        case (.commit, .released), (.commit, .expired): .refuse
        case (.release, .held), (.release, .claimed): .become(.released)
        case (.release, .released), (.release, .expired): .stay
        case (.release, .committed): .refuse
        }
    }
}

extension Reservation {
    /// Whether its time is over although nobody has said so yet.
    func isDue(at now: Timestamp) -> Bool {
        guard state == .held, let expiresAt else { return false }
        return expiresAt <= now
    }
}
