import Foundation
import MeshTestKit
import Testing

/// The flows that ship: each is deployed, run on the demo shop and read in the sink by one command.
@Suite("The flows tell people", .localMesh, .serialized)
struct FlowTests {
    private struct Mail: Decodable {
        let number: Int
        let to: String
        let subject: String
    }

    /// Mails of the sink that are for addresses with these words, waited for.
    private func mails(_ mesh: LocalMesh, to address: String) async throws -> [Mail] {
        let result = try await mesh.script.run(["mail", "list", "--to", address, "--json", "--limit", "500"])
        try #require(result.exitCode == 0, "\(result.errors)")
        return try JSONDecoder().decode([Mail].self, from: Data(result.output.utf8))
    }

    /// What is shown of the newest mail with a subject.
    private func text(_ mesh: LocalMesh, _ subject: Regex<Substring>, html: Bool = false) async throws -> String {
        let mail = try #require(
            try await mails(mesh, to: "@").last { $0.subject.contains(subject) }, "there is no mail about it")
        let result = try await mesh.script.run(["mail", "show", "\(mail.number)"] + (html ? ["--html"] : []))
        #expect(result.exitCode == 0, "\(result.errors)")
        return result.output
    }

    private func run(_ mesh: LocalMesh, _ name: String) async throws {
        let result = try await mesh.workflows.run([name])
        try #require(result.exitCode == 0, "\(name): \(result.output)\n\(result.errors)")
    }

    @Test("of money, of orders, of left carts, of what is back, of what is similar, each once")
    func shop() async throws {
        let mesh = try LocalMesh.required()
        try await run(mesh, "order-updates")
        let shipped = try await text(mesh, /Bestellung .* unterwegs/)
        #expect(shipped.contains("Sendungsnummer: RR123456785AT") && shipped.contains("Summe: "), "\(shipped)")
        try await run(mesh, "transaction-mails")
        let paid = try await text(mesh, /Zahlung über .* eingegangen/)
        #expect(paid.contains("Rechnung: R20") && paid.contains("\u{A0}€"), "\(paid)")
        try await run(mesh, "abandoned-carts")
        #expect(try await text(mesh, /left something in your cart/).contains("1 × "))
        try await run(mesh, "back-in-stock")
        let back = try await text(mesh, /is back/, html: true)
        #expect(back.contains("€129.00") && back.contains("<html lang=\"en\">"), "\(back)")
        try await run(mesh, "similar-suggestions")
        let similar = try await text(mesh, /Weil Sie .* gekauft haben/)
        let goods = similar.split(separator: "\n").filter { $0.hasSuffix("\u{A0}€") && !$0.contains("[") }
        #expect(goods.count >= 2, "\(similar)")
        // Again, nothing is told twice: what is there is what was there, and what the command has made happen anew.
        let count = try await mails(mesh, to: "@").count
        try await run(mesh, "transaction-mails")
        try await run(mesh, "back-in-stock")
        let all = try await mails(mesh, to: "@")
        let doubled = Dictionary(grouping: all) { "\($0.to) \($0.subject)" }.filter { $0.value.count > 1 }
        #expect(doubled.isEmpty && all.count > count, "\(doubled.keys)")
    }

    @Test("A batch that is killed in its middle and runs twice leaves nobody without a mail, and nobody with two")
    func killed() async throws {
        let mesh = try LocalMesh.required()
        let deployed = try await mesh.script.run(["workflow", "deploy", "transaction-mails"])
        try #require(deployed.exitCode == 0, "\(deployed.errors)")
        let buyers = (0..<12).map { "buyer-\($0)-\(UUID().uuidString.prefix(8).lowercased())@example.org" }
        let guest = Curl(version: .http2, base: mesh.url)
        let sku = try await firstArticle(guest)
        for buyer in buyers { try await buy(sku, as: buyer, guest) }
        for _ in 1...2 {
            let started = try await mesh.script.run(["workflow", "start", "transaction-mails"])
            #expect(started.exitCode == 0, "\(started.errors)")
        }
        for service in ["orchestrator", "notifier", "orders"] {
            let killed = try await mesh.script.run(["kill", service])
            #expect(killed.exitCode == 0, "\(killed.errors)")
        }
        var found: [String] = []
        try await waitUntil("every buyer has a mail", state: { "\(found.count) of \(buyers.count)" }) {
            let all = try await mails(mesh, to: "buyer-")
            found = all.filter { mail in buyers.contains { mail.to.contains($0) } }.map(\.to)
            return Set(found).count == buyers.count
        }
        let again = try await mesh.script.run(["workflow", "start", "transaction-mails", "--wait"])
        #expect(again.exitCode == 0, "\(again.errors)")
        let all = try await mails(mesh, to: "buyer-").map(\.to)
        #expect(all.count == Set(all).count, "\(all)")
    }

    private func firstArticle(_ guest: Curl) async throws -> String {
        struct Page: Decodable {
            struct Product: Decodable {
                let sku: String
                let variants: [Variant]?
            }
            struct Variant: Decodable { let sku: String }
            let items: [Product]
        }
        struct Stock: Decodable { let available: Int }
        let page = try await guest.send("GET", "/v1/products?limit=100").decode(Page.self)
        for product in page.items where product.variants?.isEmpty ?? true {
            let stock = try await guest.send("GET", "/v1/stock/\(product.sku)").decode(Stock.self)
            if stock.available >= 20 { return product.sku }
        }
        throw MeshFailure(words: "nothing can be bought")
    }

    private func buy(_ sku: String, as buyer: String, _ guest: Curl) async throws {
        struct Cart: Decodable {
            let id: String
            let secret: String
        }
        let cart = try await guest.send("POST", "/v1/carts", json: #"{"currency": "EUR"}"#).decode(Cart.self)
        let secret = "cart-secret: \(cart.secret)"
        _ = try await guest.send(
            "PUT", "/v1/carts/\(cart.id)/lines/\(sku)", json: #"{"quantity": 1}"#, headers: [secret])
        let answer = try await guest.send(
            "POST", "/v1/carts/\(cart.id)/checkout",
            json: """
                {"email": "\(buyer)", "payment": {"method": "invoice"}, "shippingAddress": {"name": "Ada Lovelace",
                 "line1": "12 St James's Square", "city": "London", "postalCode": "SW1Y 4JH", "country": "GB"}}
                """, headers: [secret, "idempotency-key: \(cart.id)"])
        try #require(answer.status == 201, "\(answer)")
    }

    @Test("of the day, and of what is wrong, to those who administer; it is acknowledged")
    func administrators() async throws {
        let mesh = try LocalMesh.required()
        try await run(mesh, "daily-report")
        let report = try await text(mesh, /shop on 20/)
        #expect(report.contains("orders") && report.contains("3 visitors"), "\(report)")
        try await run(mesh, "admin-alerts")
        #expect(try await text(mesh, /tries to sign in again and again/).contains("[warning]"))
        let admin = Curl(version: .http2, base: mesh.url, token: try await mesh.token(role: "admin"))
        struct Alerts: Decodable {
            struct Alert: Decodable {
                let id: String
                let group: String
                let state: String
            }
            let items: [Alert]
        }
        let alerts = try await admin.send("GET", "/v1/notifications/alerts?state=open").decode(Alerts.self).items
        let alert = try #require(alerts.first { $0.group == "logins" })
        let noted = try await admin.send("POST", "/v1/notifications/alerts/\(alert.id)/acknowledge")
        #expect(noted.status == 200 && noted.body.contains(#""state":"acknowledged""#), "\(noted)")
        // The supervisor answers: its silence would be an alert.
        #expect(!alerts.contains { $0.group == "supervisor" }, "\(alerts)")
    }
}
