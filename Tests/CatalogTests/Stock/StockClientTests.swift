import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@testable import Catalog

@Suite("The typed client of stock, as orders uses it")
struct StockClientTests {
    /// Serves a door on a socket, to orders.
    private struct DoorHandler: RequestHandler {
        let door: CatalogDoor

        func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
            do {
                let headers = request.head.headerFields.reduce(into: [:]) { $0[$1.name.rawName] = $1.value }
                var body = ByteBuffer()
                for try await part in request.body { body.writeImmutableBuffer(part) }
                let answer = try await door.send(
                    request.head.method, request.head.path ?? "/",
                    body.readableBytes > 0 ? String(buffer: body) : nil, headers: headers, peer: "orders")
                writer.respond(
                    HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers),
                    body: ByteBuffer(bytes: answer.body))
            } catch {
                writer.abort()
            }
        }
    }

    private func withClient(_ door: CatalogDoor, _ body: (CatalogClient) async throws -> Void) async throws {
        try await withServiceClient(of: "catalog", handler: DoorHandler(door: door)) {
            try await body(CatalogClient($0))
        }
    }

    private func order(_ lines: [(String, Int64)], for reference: String = "ord_1") -> ReserveStock {
        ReserveStock(
            reference: reference, lines: lines.map { ReservationLine(sku: $0.0, quantity: $0.1) }, expiresIn: 60)
    }

    @Test("reserves, claims, commits and takes back, each once")
    func life() async throws {
        let door = try CatalogDoor()
        try await withClient(door) { client in
            _ = try await client.record(RecordStockMovement(quantity: 5, reason: .received), of: "TEA", key: "d-1")
            _ = try await client.record(RecordStockMovement(quantity: 5, reason: .received), of: "TEA", key: "d-1")
            let id = Reservation.ID.make()
            guard case .reserved(let held) = try await client.reserve(id, order([("TEA", 2), ("TEA", 1)])) else {
                Issue.record("not reserved")
                return
            }
            #expect(held.state == .held && held.lines == [ReservationLine(sku: "TEA", quantity: 3)])
            #expect(try await client.reserve(id, order([("TEA", 3)])) == .reserved(held))
            #expect(try await client.reserve(id, order([("TEA", 4)])) == .mismatch)
            #expect(try await client.reservation(id) == held)
            #expect(try await client.stockLevel("TEA").available == 2)
            guard case .done(let claimed) = try await client.claim(id), case .done = try await client.claim(id),
                case .done(let sold) = try await client.commit(id), case .done = try await client.commit(id)
            else {
                Issue.record("not sold")
                return
            }
            #expect(claimed.state == .claimed && sold.state == .committed)
            #expect(try await client.release(id) == .refused(.committed))
            let back = RecordStockMovement(quantity: 1, reason: .returned, reference: "ord_1")
            #expect(try await client.record(back, of: "TEA", key: "ret-1").onHand == 3)
            #expect(try await client.record(back, of: "TEA", key: "ret-1").onHand == 3)
        }
    }

    @Test("names what there is too little of, and what has ended")
    func refusals() async throws {
        let door = try CatalogDoor()
        try await withClient(door) { client in
            _ = try await client.record(RecordStockMovement(quantity: 1, reason: .received), of: "TEA", key: "d-1")
            let outcome = try await client.reserve(.make(), order([("TEA", 2), ("POT", 1)]))
            #expect(
                outcome
                    == .insufficientStock([
                        StockShortage(sku: "POT", wanted: 1, available: 0),
                        StockShortage(sku: "TEA", wanted: 2, available: 1),
                    ]))
            let unknown = Reservation.ID.make()
            #expect(try await client.reservation(unknown) == nil)
            #expect(try await client.claim(unknown) == .notFound)
            #expect(try await client.commit(unknown) == .notFound)
            guard case .done = try await client.release(unknown) else {
                Issue.record("not released")
                return
            }
            guard case .ended(let late) = try await client.reserve(unknown, order([("TEA", 1)])) else {
                Issue.record("not ended")
                return
            }
            #expect(late.state == .released)
            #expect(try await client.commit(unknown) == .refused(.released))
            let id = Reservation.ID.make()
            _ = try await client.reserve(id, order([("TEA", 1)]))
            door.clock.advance(by: .seconds(60))
            #expect(try await client.claim(id) == .refused(.expired))
            #expect(try await client.stockLevel("TEA").available == 1)
        }
    }

    @Test("says which line breaks a rule")
    func malformed() async throws {
        try await withClient(try CatalogDoor()) { client in
            let requests = [
                order([("TEA", 0)]), order([("TEA", 1_000_001)]), order([]), order([("a b", 1)]),
                order([("TEA", 1)], for: ""),
                order(Array(repeating: ("TEA", 1), count: 201)),
            ]
            for request in requests {
                let error = await #expect(throws: ServiceRefusal.self) { try await client.reserve(.make(), request) }
                #expect(error?.status == 400 && error?.problem?.errors.isEmpty == false, "\(request)")
            }
        }
    }
}
