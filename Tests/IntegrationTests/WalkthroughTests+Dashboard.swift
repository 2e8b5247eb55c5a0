import Foundation
import MeshTestKit
import Testing

extension WalkthroughTests {
    private static let chromium = TestProgram(named: "chromium")

    @Test(
        "A reader signs in to the dashboard in a browser and sees who came",
        .enabled(if: chromium != nil, "needs chromium"))
    func dashboard() async throws {
        let chromium = try #require(Self.chromium)
        let mesh = try LocalMesh.required()
        let admin = Curl(version: .http2, base: mesh.url, token: try await mesh.token(role: "admin"))
        let site = "site-\(UUID().uuidString.prefix(8).lowercased())"
        let email = "\(site)@example.org"
        let credentials = #"{"email": "\#(email)", "password": "correct horse battery"}"#
        let reader = try await admin.send("POST", "/v1/accounts", json: credentials).decode(Account.self)
        let made = try await admin.send("POST", "/v1/sites", json: #"{"id": "\#(site)", "timeZone": "UTC"}"#)
        #expect(made.status == 201, "\(made)")
        let event = #"{"id": "1", "name": "page_view", "url": "https://shop.example/lamps"}"#
        let sent = try await admin.send(
            "POST", "/v1/collect", json: #"{"site": "\#(site)", "visitor": "ada", "events": [\#(event)]}"#,
            headers: ["user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"])
        #expect((200..<300).contains(sent.status), "\(sent)")
        try await waitUntil("reporting knows the site and its reader") {
            let readers = #"{"readers": ["\#(reader.id)"]}"#
            return try await admin.send("PUT", "/v1/reports/sites/\(site)", json: readers).status == 200
        }
        let question = #"{"site_id": "\#(site)", "metrics": ["pageviews"], "date_range": "day"}"#
        try await waitUntil("the page view is counted") {
            let answer = try await admin.send("POST", "/v1/reports/query", json: question)
            return answer.body.contains(#""metrics":[1]"#)
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/dashboard.py").path
        let result = try await Python().run(
            script: script, [mesh.url, chromium.path, email, "correct horse battery", site])
        #expect(result.exitCode == 0, "\(result.output)\n\(result.errors)")
    }
}
