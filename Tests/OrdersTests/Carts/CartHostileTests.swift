import HTTPTypes
import MeshCore
import OrdersAPI
import Testing

@testable import Orders

@Suite("Carts and hostile input")
struct CartHostileTests {
    @Test("Every bad request is refused as one, by the field that is bad")
    func refused() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1", price: 9_007_199_254_740_991)
            let cart = try await door.guestCart()
            let lines = "/v1/carts/\(cart.id)/lines"
            let bodies: [(path: String, body: String, status: Int)] = [
                ("\(lines)/A-1", #"{"quantity": -1}"#, 400), ("\(lines)/A-1", #"{"quantity": 1000001}"#, 400),
                ("\(lines)/A-1", #"{"quantity": 1.5}"#, 400), ("\(lines)/A-1", #"{"quantity": "1"}"#, 400),
                ("\(lines)/A-1", #"{"quantity": null}"#, 400), ("\(lines)/A-1", "{}", 400),
                ("\(lines)/A-1", "[]", 400), ("\(lines)/A-1", "{", 400), ("\(lines)/A-1", "", 400),
                ("\(lines)/A-1", #"{"quantity": 1, "price": 0}"#, 400),
                ("\(lines)/A-1", #"{"quantity": 1, "quantity": 2}"#, 400),
                ("\(lines)/A-1", #"{"quantity": 99999999999999999999}"#, 400),
                ("\(lines)/A-1", #"{"quantity": 2}"#, 422), ("\(lines)/A-1", #"{"quantity": 1000000}"#, 422),
                ("\(lines)/%00", #"{"quantity": 1}"#, 400), ("\(lines)/%F0%9F%92%A9", #"{"quantity": 1}"#, 400),
                ("\(lines)/A%2F1", #"{"quantity": 1}"#, 400), ("\(lines)/-", #"{"quantity": 1}"#, 400),
                ("\(lines)/%FF", #"{"quantity": 1}"#, 400),
                ("\(lines)/\(String(repeating: "A", count: 65))", #"{"quantity": 1}"#, 400),
                ("/v1/carts/crt_0/lines/A-1", #"{"quantity": 1}"#, 400),
                ("/v1/carts/\(Cart.ID.make())/lines/A-1", #"{"quantity": 1}"#, 404),
                ("/v1/carts/%00/lines/A-1", #"{"quantity": 1}"#, 400),
            ]
            for (path, body, status) in bodies {
                let answer = try await door.send(.put, path, body, headers: cart.proof)
                #expect(answer.status == status, "\(path) \(body): \(answer)")
            }
            #expect(try await door.put(1, of: "A-1", into: cart).total.amount == 9_007_199_254_740_991)
        }
    }

    @Test(
        "A cart is not made of what it cannot be",
        arguments: [
            #"{"currency": "eur"}"#, #"{"currency": "EURO"}"#, #"{"currency": 1}"#, #"{"country": "Germany"}"#,
            #"{"channel": ""}"#, #"{"channel": "a b"}"#, #"{"id": "crt_1"}"#, "null", "1", "",
        ])
    func creation(body: String) async throws {
        try await OrdersDoor.with { door in
            let guest = try await door.send(.post, "/v1/carts", body)
            let user = try await door.send(.post, "/v1/carts", body, token: "user")
            #expect(guest.status == 400 && user.status == 400)
        }
    }

    @Test("A secret of any bytes that a header may carry proves nothing")
    func secrets() async throws {
        try await OrdersDoor.with { door in
            let cart = try await door.guestCart()
            for secret in ["", " ", "'", "%00", "é", String(repeating: "x", count: 129), "null"] {
                let answer = try await door.send(
                    .get, "/v1/carts/\(cart.id)", headers: ["cart-secret": secret])
                #expect([400, 404].contains(answer.status), "\(secret): \(answer)")
            }
        }
    }
}
