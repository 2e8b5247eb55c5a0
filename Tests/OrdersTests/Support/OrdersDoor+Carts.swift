import Foundation
import HTTPTypes
import MeshCore
import MeshStore
import OrdersAPI
import Testing

@testable import Orders

extension OrdersDoor {
    /// A guest's cart, with its secret.
    func guestCart(_ body: String = "{}") async throws -> Cart {
        let answer = try await send(.post, "/v1/carts", body)
        try #require(answer.status == 201, "\(answer)")
        return try answer.decode()
    }

    /// Says how many of something a cart holds.
    @discardableResult
    func put(_ quantity: Int64, of sku: String, into cart: Cart, token: String? = nil) async throws -> Cart {
        let answer = try await send(
            .put, "/v1/carts/\(cart.id)/lines/\(sku)", #"{"quantity": \#(quantity)}"#, token: token,
            headers: cart.proof)
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    /// A cart as it is now.
    func read(_ cart: Cart, token: String? = nil) async throws -> Cart {
        let answer = try await send(.get, "/v1/carts/\(cart.id)", token: token, headers: cart.proof)
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    /// The events about carts that wait, the oldest first.
    func cartEvents() async throws -> [CartUpdated] {
        try await store.store.read { db in try Outbox.oldest(10_000, db) }
            .filter { $0.topic == CartUpdated.type }
            .map { try JSONDecoder().decode(CartUpdated.self, from: Data($0.payload)) }
    }
}

extension Cart {
    /// The header fields with which a guest proves that it is theirs.
    var proof: [String: String] { secret.map { ["cart-secret": $0] } ?? [:] }
}
