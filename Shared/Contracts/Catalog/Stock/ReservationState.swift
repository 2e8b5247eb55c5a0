/// Where a reservation stands.
package enum ReservationState: String, Codable, Sendable, CaseIterable {
    /// Its units are kept until it expires.
    case held
    /// Its units are kept until it is committed or released; it no longer expires.
    case claimed
    /// Its units are sold.
    case committed
    /// Its units were given back.
    case released
    /// Its time was over before anybody claimed it; its units were given back.
    case expired

    /// Whether it keeps units.
    package var isLive: Bool {
        switch self {
        case .held, .claimed: true
        case .committed, .released, .expired: false
        }
    }
}
