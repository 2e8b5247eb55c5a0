import CatalogAPI
import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import Testing

@testable import Catalog

extension CatalogDoor {
    /// Creates a price list as an admin.
    @discardableResult
    func createList(_ code: String, _ more: String = "", currency: String = "EUR") async throws -> PriceList {
        let answer = try await send(
            .post, "/v1/price-lists",
            #"{"code": "\#(code)", "title": "\#(code)", "currency": "\#(currency)"\#(more.isEmpty ? "" : ", " + more)}"#,
            role: "admin")
        try #require(answer.status == 201, "\(answer)")
        return try answer.decode()
    }

    /// Sets entries of a list as an admin.
    @discardableResult
    func put(_ entries: String, into list: PriceList) async throws -> PriceEntriesOutcome {
        let answer = try await send(
            .put, "/v1/price-lists/\(list.id)/entries", #"{"entries": [\#(entries)]}"#, role: "admin")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    /// Sets a rule as an admin.
    func put(rule id: String, _ terms: String) async throws -> Answer {
        try await send(.put, "/v1/price-rules/\(id)", terms, role: "admin")
    }

    /// Asks for one SKU.
    func quote(
        _ sku: String, _ quantity: Int = 1, currency: String = "EUR", _ more: String = "", role: String? = nil
    ) async throws -> (line: QuotedLine, quote: PriceQuote) {
        let answer = try await send(
            .post, "/v1/prices/quote",
            #"{"currency": "\#(currency)", \#(more)\#(more.isEmpty ? "" : ",") "lines": [{"sku": "\#(sku)", "quantity": \#(quantity)}]}"#,
            role: role)
        try #require(answer.status == 200, "\(answer)")
        let quote: PriceQuote = try answer.decode()
        return (try #require(quote.lines.first), quote)
    }

    /// What one unit costs, in minor units.
    func price(_ sku: String, _ quantity: Int = 1, _ more: String = "", role: String? = nil) async throws -> Int64? {
        try await quote(sku, quantity, more, role: role).line.unitPrice?.amount
    }

    /// The changes that the audit tells, the oldest first.
    func audit(_ query: String = "") async throws -> [PriceAuditEntry] {
        var items: [PriceAuditEntry] = []
        var cursor = ""
        while true {
            let answer = try await send(.get, "/v1/price-audit?limit=3\(query)\(cursor)", role: "admin")
            try #require(answer.status == 200, "\(answer)")
            let page: PriceAuditPage = try answer.decode()
            items += page.items
            guard let next = page.nextCursor else { return items.reversed() }
            cursor = "&cursor=\(next)"
        }
    }

    /// The price events that wait, in their order.
    func priceEvents() async throws -> [PriceChanged] {
        try await service.prices.store.read { db in try Outbox.oldest(1000, db) }
            .filter { $0.topic == PriceChanged.type }
            .map { try JSONDecoder().decode(PriceChanged.self, from: Data($0.payload)) }
    }
}
