import Foundation
import MeshTestKit
import Testing

extension WalkthroughTests {
    private static let promtool = TestProgram(named: "promtool")

    private struct Runs: Decodable {
        struct Run: Decodable {
            struct File: Decodable {
                let address: String?
                let bytes: Int?
            }
            let state: String
            let snapshot: Int?
            let files: [File]
        }
        let items: [Run]
    }

    @Test(
        "A report is made when the orchestrator says so and lies in its folder; promtool reads the same numbers",
        .enabled(if: promtool != nil, "needs Debian's prometheus"))
    func delivery() async throws {
        let promtool = try #require(Self.promtool)
        let mesh = try LocalMesh.required()
        let token = try await mesh.token(role: "admin")
        let admin = Curl(version: .http2, base: mesh.url, token: token)
        let site = "site-\(UUID().uuidString.prefix(8).lowercased())"
        let made = try await admin.send("POST", "/v1/sites", json: #"{"id": "\#(site)", "timeZone": "UTC"}"#)
        #expect(made.status == 201, "\(made)")
        let event = #"{"id": "1", "name": "page_view", "url": "https://shop.example/lamps"}"#
        let sent = try await admin.send(
            "POST", "/v1/collect", json: #"{"site": "\#(site)", "visitor": "ada", "events": [\#(event)]}"#,
            headers: ["user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"])
        #expect((200..<300).contains(sent.status), "\(sent)")
        let url = "http://grafana:\(token)@127.0.0.1:\(mesh.port)/prometheus"
        try await waitUntil("the page view is counted") {
            let answer = try await promtool.run([
                "query", "instant", url, #"sum by (page) (increase(site_pageviews{site="\#(site)"}[1h]))"#,
            ])
            return answer.status == 0 && answer.output.contains(#"{page="/lamps"} => 1 @["#)
        }
        let report = "/v1/reports/saved/\(site)"
        let question = """
            {"site_id": "\(site)", "metrics": ["pageviews"], "date_range": "24h", "dimensions": ["event:page"]}
            """
        let saved = try await admin.send("PUT", report, json: #"{"title": "Pages", "question": \#(question)}"#)
        #expect(saved.status == 200, "\(saved)")
        let time = Date(timeIntervalSinceNow: 3).formatted(.iso8601).dropLast()
        let destination = #"{"kind": "folder", "path": "delivered/\#(site)"}"#
        let scheduled = try await admin.send(
            "PUT", "\(report)/schedules/once",
            json: #"{"expression": "at(\#(time))", "formats": ["csv"], "destinations": [\#(destination)]}"#)
        #expect(scheduled.status == 200 && scheduled.body.contains(#""state":"active""#), "\(scheduled)")
        let runs = "\(report)/schedules/once/runs"
        try await waitUntil("the report is delivered", state: { (try? await admin.send("GET", runs).body) ?? "" }) {
            try await admin.send("GET", runs).decode(Runs.self).items.first?.state == "delivered"
        }
        let run = try #require(try await admin.send("GET", runs).decode(Runs.self).items.first)
        let address = try #require(run.files.first?.address)
        let text = try String(contentsOf: mesh.data.appending(path: address), encoding: .utf8)
        #expect(text.contains("/lamps") && text.utf8.count == run.files[0].bytes, "\(text)")
    }
}
