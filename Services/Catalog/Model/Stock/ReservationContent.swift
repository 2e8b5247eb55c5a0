package import CatalogAPI
import MeshCore

/// What a reservation is of: the request with its lines summed by SKU, in the order of the SKUs.
///
/// Everybody takes the SKUs of a reservation in this one order.
package struct ReservationContent: Equatable, Sendable {
    let reference: String
    let lines: [ReservationLine]
    /// How long it is held.
    let hold: Duration

    package init(_ request: ReserveStock) {
        reference = request.reference
        hold = .seconds(request.expiresIn ?? StockFields.standardHold)
        var sums: [String: ReservationLine] = [:]
        for line in request.lines {
            sums[Self.key(line.sku), default: ReservationLine(sku: line.sku, quantity: 0)].quantity += line.quantity
        }
        lines = sums.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Whether a stored reservation was made of the same.
    ///
    /// - Parameters:
    ///   - stored: A reservation.
    ///   - hold: How long it was to be held when it was asked for.
    func isSame(as stored: Reservation, hold: Duration) -> Bool {
        reference == stored.reference && hold == self.hold && lines.count == stored.lines.count
            && zip(lines, stored.lines).allSatisfy {
                Self.key($0.sku) == Self.key($1.sku) && $0.quantity == $1.quantity
            }
    }

    /// What SKUs that differ only in case have in common; SKUs are ASCII.
    static func key(_ sku: String) -> String { sku.lowercased() }
}
