/// What came of asking for a reservation.
package enum ReserveOutcome: Sendable, Equatable {
    /// The units are kept, or sold already: as this id's reservation stands now.
    case reserved(Reservation)
    /// This id's reservation was released or has expired: nothing is kept, and nothing will be under this id.
    case ended(Reservation)
    /// Nothing was kept, because there is too little of these; the id may be used again.
    case insufficientStock([StockShortage])
    /// The id names a reservation with other content.
    case mismatch
}
