import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@testable import Catalog

@Suite("Quotes through the typed client")
struct QuoteClientTests {
    /// Serves a door on a socket, to the orders service.
    private struct OrdersHandler: RequestHandler {
        let door: CatalogDoor

        func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
            do {
                let body = try await request.body.collect(upTo: 1 << 20)
                let answer = try await door.send(
                    request.head.method, request.head.path ?? "/", String(buffer: body), peer: "orders")
                writer.respond(
                    HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers),
                    body: ByteBuffer(bytes: answer.body))
            } catch {
                writer.abort()
            }
        }
    }

    @Test("Orders is told the prices of a customer group, line by line")
    func quote() async throws {
        let door = try CatalogDoor()
        try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let list = try await door.createList("trade", #""customerGroup": "trade", "channel": "web", "country": "DE""#)
        try await door.put(#"{"sku": "A", "amount": 800}"#, into: list)
        try await withServiceClient(of: "catalog", handler: OrdersHandler(door: door)) { service in
            let client = CatalogClient(service)
            let lines = [QuotePrices.Line(sku: "a", quantity: 3), QuotePrices.Line(sku: "NONE", quantity: 1)]
            let quote = try await client.quote(
                QuotePrices(currency: .eur, channel: "web", country: "DE", customerGroup: "trade", lines: lines))
            #expect(quote.at == door.clock.now() && quote.lines.map(\.problem) == [nil, .unknownSKU])
            #expect(quote.lines[0].total == Money(amount: 2400, currency: .eur))
            #expect(quote.lines[0].priceListId == list.id.description && quote.lines[0].available == 0)
            let plain = try await client.quote(QuotePrices(currency: .eur, lines: [lines[0]]))
            #expect(plain.lines[0].unitPrice == Money(amount: 1000, currency: .eur))
        }
    }

    @Test("The gateway passes on what anybody sends, so it is given no group's prices")
    func gateway() async throws {
        let body = #"{"currency": "EUR", "customerGroup": "trade", "lines": [{"sku": "A", "quantity": 1}]}"#
        let door = try CatalogDoor()
        #expect(try await door.send(.post, "/v1/prices/quote", body, peer: "gateway").status == 403)
        #expect(try await door.send(.post, "/v1/prices/quote", body, peer: "orders").status == 200)
    }
}
