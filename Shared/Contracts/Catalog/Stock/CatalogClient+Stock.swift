import HTTPTypes
package import MeshCore
import MeshTransport

extension CatalogClient {
    /// Keeps units for somebody: all lines or none. Sent again with the same id and content it is done once.
    ///
    /// - Parameters:
    ///   - id: Made once by the caller, and kept before it calls.
    ///   - request: What is kept, for what, and how long.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func reserve(
        _ id: Reservation.ID, _ request: ReserveStock, deadline: Deadline? = nil
    ) async throws -> ReserveOutcome {
        let answer = try await client.call(
            .put, "/v1/reservations/\(id)", json: request, accepting: [.conflict], deadline: deadline)
        guard answer.status == .conflict else {
            let reservation: Reservation = try answer.decode()
            return switch reservation.state {
            case .held, .claimed, .committed: .reserved(reservation)
            case .released, .expired: .ended(reservation)
            }
        }
        let problem = try answer.decode(Problem.self)
        switch problem.code {
        case StockShortage.code: return .insufficientStock(problem.errors.compactMap { StockShortage($0) })
        case "reservation_mismatch": return .mismatch
        default: throw ServiceRefusal(service: client.service, status: problem.status, problem: problem)
        }
    }

    /// Keeps a reservation from expiring. Without effect on one that is claimed or committed already.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func claim(_ id: Reservation.ID, deadline: Deadline? = nil) async throws -> ReservationOutcome {
        try await transition(id, "claim", deadline)
    }

    /// Sells the units of a reservation. Without effect on one that is committed already.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func commit(_ id: Reservation.ID, deadline: Deadline? = nil) async throws -> ReservationOutcome {
        try await transition(id, "commit", deadline)
    }

    /// Gives the units of a reservation back. Without effect on one that is released or expired already; an id that
    /// names nothing is kept as released, so that a request for it that is still on its way comes too late.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func release(_ id: Reservation.ID, deadline: Deadline? = nil) async throws -> ReservationOutcome {
        try await transition(id, "release", deadline)
    }

    /// A reservation as it stands; nil when there is none of this id, or it ended so long ago that it was forgotten.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func reservation(_ id: Reservation.ID, deadline: Deadline? = nil) async throws -> Reservation? {
        let answer = try await client.call(
            .get, "/v1/reservations/\(id)", accepting: [.notFound], deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }

    /// How much there is of an SKU; nothing for one that was never stocked.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func stockLevel(_ sku: String, deadline: Deadline? = nil) async throws -> StockLevel {
        try await client.call(.get, "/v1/stock/\(PercentEncoding.encode(sku))", deadline: deadline).decode()
    }

    /// A page of stock levels, by SKU; of those that have changed, the longest unchanged first.
    ///
    /// - Parameters:
    ///   - since: Only those that changed at this time or later; nil for all.
    ///   - limit: From 1 to 100.
    ///   - cursor: That of the page before; nil for the first.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func stockLevels(
        updatedSince since: Timestamp? = nil, limit: Int = 100, cursor: String? = nil, deadline: Deadline? = nil
    ) async throws -> StockLevelList {
        let filter = since.map { "&updatedSince=\(PercentEncoding.encode($0.description))" } ?? ""
        let place = cursor.map { "&cursor=\(PercentEncoding.encode($0))" } ?? ""
        return try await client.call(.get, "/v1/stock?limit=\(limit)\(filter)\(place)", deadline: deadline).decode()
    }

    /// Records units that came or went, once for each key: for returns, with the order as the reference.
    ///
    /// - Parameters:
    ///   - sku: Of what.
    ///   - movement: How many, and why.
    ///   - key: Names the request, so that a repetition does no harm.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func record(
        _ movement: RecordStockMovement, of sku: String, key: String, deadline: Deadline? = nil
    ) async throws -> StockMovement {
        try await client.call(
            .post, "/v1/stock/\(PercentEncoding.encode(sku))/movements", json: movement,
            headers: Self.keyed(key), deadline: deadline
        ).decode()
    }

    private static func keyed(_ key: String) -> HTTPFields {
        guard let name = HTTPField.Name("Idempotency-Key") else {
            preconditionFailure("Idempotency-Key is no name of a header field")
        }
        return [name: key]
    }

    private func transition(
        _ id: Reservation.ID, _ name: String, _ deadline: Deadline?
    ) async throws -> ReservationOutcome {
        // A transition is done once anyway; the key tells the transport that it may send it again.
        let answer = try await client.call(
            .post, "/v1/reservations/\(id)/\(name)", headers: Self.keyed("\(id)-\(name)"),
            accepting: [.conflict, .notFound], deadline: deadline)
        guard answer.status != .notFound else { return .notFound }
        guard answer.status == .conflict else { return .done(try answer.decode()) }
        let problem = try answer.decode(Problem.self)
        guard let refusal = ReservationOutcome.Refusal(rawValue: problem.code) else {
            throw ServiceRefusal(service: client.service, status: problem.status, problem: problem)
        }
        return .refused(refusal)
    }
}
