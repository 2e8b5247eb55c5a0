import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime

/// Reservations over HTTP, for orders and for admins. Every request may be sent again: the id names what it is about.
struct ReservationRoutes: Sendable {
    let stock: StockStore
    let cursors: Cursors

    private static let tag = "stock"
    private static let access = Access.mesh("orders", "orchestrator", orRole: "admin")
    private static let id = Parameter.path("id", .id(Reservation.ID.self), "The reservation, made by the caller.")

    func add(to api: inout API) {
        addReading(to: &api)
        addList(to: &api)
        addReserving(to: &api)
        addStep(.claim, "Keep a reservation from expiring", to: &api)
        addStep(.commit, "Sell what a reservation keeps", to: &api)
        addStep(.release, "Give back what a reservation keeps", to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/reservations/{id}",
            Operation(
                id: "getReservation", summary: "A reservation", tag: Self.tag, access: Self.access,
                parameters: [Self.id], responses: [.ok(Reservation.self, "The reservation.")], problems: [404])
        ) { [stock] input, _ in
            let id: Reservation.ID = try input.id("id")
            guard let reservation = try await stock.reservation(id) else { throw CatalogError.reservationNotFound(id) }
            return try .json(reservation)
        }
    }

    private func addList(to api: inout API) {
        api.on(
            .get, "/v1/reservations",
            Operation(
                id: "listReservations", summary: "Reservations that keep units, the oldest first", tag: Self.tag,
                access: .role("admin"),
                parameters: [
                    .query("limit", .integer(1...100), default: "50", "The most items of a page."),
                    .query("cursor", .string(1...2048), "Where to go on: nextCursor of the page before."),
                ], responses: [.ok(ReservationList.self, "A page.")])
        ) { [stock, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            let scope = "reservations"
            let last = try input.string("cursor").map { try cursors.read($0, as: Reservation.ID.self, scope: scope) }
            var items = try await stock.liveReservations(after: last, limit: limit + 1)
            guard items.count > limit else { return try .json(ReservationList(items: items)) }
            items.removeLast()
            let next = try items.last.map { try cursors.make($0.id, scope: scope) }
            return try .json(ReservationList(items: items, nextCursor: next))
        }
    }

    private func addReserving(to api: inout API) {
        api.on(
            .put, "/v1/reservations/{id}",
            Operation(
                id: "reserveStock", summary: "Keep units for somebody: all lines or none", tag: Self.tag,
                access: Self.access, parameters: [Self.id], request: .json(ReserveStock.self),
                responses: [
                    .created(Reservation.self, "Held from now on."),
                    .ok(Reservation.self, "The reservation as it stands; it was asked for before."),
                ], problems: [409])
        ) { [stock] input, _ in
            let id: Reservation.ID = try input.id("id")
            let (reservation, isNew) = try await stock.reserve(id, ReservationContent(input.body))
            return isNew ? try .created(reservation, location: "/v1/reservations/\(id)") : try .json(reservation)
        }
    }

    private func addStep(_ step: ReservationStep, _ summary: String, to api: inout API) {
        api.on(
            .post, "/v1/reservations/{id}/\(step.rawValue)",
            Operation(
                id: "\(step.rawValue)Reservation", summary: summary, tag: Self.tag, access: Self.access,
                parameters: [Self.id], responses: [.ok(Reservation.self, "The reservation as it stands now.")],
                problems: [404, 409])
        ) { [stock] input, _ in
            try .json(try await stock.take(step, try input.id("id")))
        }
    }
}
