import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Receivables over HTTP")
struct ReceivableRoutesTests {
    /// Buys on account and is owed for it.
    private func buy(_ door: PaymentDoor, _ amount: Int64) async throws -> PaymentReference {
        let provider = try #require(door.desk.methods["invoice"])
        let key = PaymentKey(.make(), .new)
        #expect(await provider.authorise(.sample(amount), as: key).outcome == .done)
        #expect(await provider.capture(key) == .done)
        return key.reference
    }

    private func list(_ door: PaymentDoor, _ query: String = "") async throws -> ReceivableList {
        let answer = try await door.door.send(.get, "/v1/payments/receivables\(query)", token: "admin")
        return try answer.decode()
    }

    private func settle(
        _ door: PaymentDoor, _ reference: PaymentReference, _ amount: Int64, currency: String = "EUR",
        key: String? = nil
    ) async throws -> ServiceDoor.Answer {
        let body = #"{"amount": {"amount": \#(amount), "currency": "\#(currency)"}, "note": "statement 7"}"#
        return try await door.door.send(
            .post, "/v1/payments/receivables/\(reference)/settle", body, token: "admin",
            headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    @Test("What is owed is listed in pages until it is settled")
    func lifecycle() async throws {
        let door = try PaymentDoor()
        var references: [PaymentReference] = []
        for number in 1...3 { references.append(try await buy(door, Int64(number) * 1000)) }
        let first = try await list(door, "?limit=2")
        #expect(first.items.map(\.payment) == Array(references[..<2]))
        #expect(first.items[0].owed == Money(amount: 1000, currency: .eur) && first.items[0].order == "ord_1")
        let second = try await list(door, "?limit=2&cursor=\(try #require(first.nextCursor))")
        #expect(second.items.map(\.payment) == [references[2]] && second.nextCursor == nil)

        let part = try await settle(door, references[0], 400)
        #expect(try part.decode(Receivable.self).owed.amount == 600)
        #expect(try await settle(door, references[0], 601).code == "amount_too_large")
        #expect(try await settle(door, references[0], 600, currency: "USD").code == "amount_too_large")
        #expect(try await settle(door, references[0], 600).status == 200)
        #expect(try await list(door).items.map(\.payment) == Array(references[1...]))
    }

    @Test("A settlement with one key is booked once")
    func idempotency() async throws {
        let door = try PaymentDoor()
        let reference = try await buy(door, 1000)
        let answers = [
            try await settle(door, reference, 400, key: "k"), try await settle(door, reference, 400, key: "k"),
        ]
        #expect(answers.map(\.status) == [200, 200] && answers[0].body == answers[1].body)
        #expect(try await list(door).items.first?.owed.amount == 600)
        #expect(try await settle(door, reference, 300, key: "k").status == 422)
    }

    @Test("Nothing is settled of what was not bought on account, nor by others than the shop's people")
    func refusals() async throws {
        let door = try PaymentDoor()
        let reference = try await buy(door, 1000)
        #expect(try await settle(door, .make(), 1).status == 404)
        #expect(try await settle(door, reference, 0).status == 400)
        #expect(try await settle(door, reference, -1).status == 400)
        #expect(try await door.door.send(.get, "/v1/payments/receivables").status == 401)
        #expect(try await door.door.send(.get, "/v1/payments/receivables", token: "user").status == 403)
        #expect(try await door.door.send(.get, "/v1/payments/receivables?cursor=x", token: "admin").status == 400)
    }
}
