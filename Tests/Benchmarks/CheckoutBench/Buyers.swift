import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore
import OrdersAPI

/// Many buyers, each of whom checks one cart out after the other.
struct Buyers: Sendable {
    let client: ServiceClient
    let count: Int
    let carts: [Cart.ID]

    /// What a guest proves their cart by; the store keeps its SHA-256.
    static let secret = "0123456789abcdef0123456789abcdef"

    /// Checks all carts out.
    ///
    /// - Returns: How long each took, in order of length.
    func checkOut() async throws -> [Duration] {
        let body = try JSONEncoder().encode(
            CheckOutCart(
                email: "ada@example.org",
                shippingAddress: Address(
                    name: "Ada Example", line1: "Musterweg 1", postalCode: "10115", city: "Berlin", country: "DE"),
                payment: PaymentChoice(method: .invoice)))
        return try await withThrowingTaskGroup(of: [Duration].self) { group in
            for buyer in 0..<count {
                group.addTask {
                    var times: [Duration] = []
                    for number in stride(from: buyer, to: carts.count, by: count) {
                        let start = ContinuousClock.now
                        try await order(carts[number], body)
                        times.append(start.duration(to: .now))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
    }

    private func order(_ cart: Cart.ID, _ body: Data) async throws {
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/v1/carts/\(cart)/checkout")
        for (name, value) in [
            ("Content-Type", "application/json"), ("Cart-Secret", Self.secret), ("Idempotency-Key", cart.description),
        ] {
            guard let name = HTTPField.Name(name) else { continue }
            request.headerFields[name] = value
        }
        let response = try await client.send(request, body: ByteBuffer(bytes: body))
        let text = String(buffer: try await response.collect(upTo: 1 << 20))
        guard response.status == .created else { throw NotBought(status: response.status.code, text: text) }
    }

    struct NotBought: Error {
        let status: Int
        let text: String
    }
}
