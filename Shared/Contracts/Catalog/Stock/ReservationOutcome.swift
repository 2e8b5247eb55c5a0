/// What came of asking a reservation to go on: to be claimed, committed, released.
package enum ReservationOutcome: Sendable, Equatable {
    /// Why it cannot.
    package enum Refusal: String, Sendable, CaseIterable {
        /// Its time was over before.
        case expired = "reservation_expired"
        /// Its units were given back.
        case released = "reservation_released"
        /// Its units are sold: a return brings them back.
        case committed = "reservation_committed"
    }

    /// As it stands now; also when it had been done before.
    case done(Reservation)
    case refused(Refusal)
    /// There is none of this id, or it ended so long ago that it was forgotten. A release never answers this.
    case notFound
}
