import Foundation
import Testing

/// What the mesh says of itself, judged by the tools of those who will read it.
@Suite("The mesh describes itself", .localMesh, .serialized)
struct DocumentTests {
    private static let services: Set = [
        "gateway", "identity", "catalog", "orders", "orchestrator", "functions", "events", "reporting", "notifier",
        "recommender",
    ]

    @Test("Prometheus finds nothing to say about any instance's metrics")
    func metrics() async throws {
        let mesh = try LocalMesh.required()
        let instances = try await mesh.instances()
        // The supervisor has none of its own: it reads these and tells of them in its status.
        #expect(Set(instances.map(\.service)) == Self.services)
        #expect(instances.count == 2 * Self.services.count)
        for instance in instances {
            let metrics = try await Self.read("/metrics", of: instance, in: mesh)
            #expect(metrics.contains("process_cpu_seconds_total"))
            let lint = try await Tool(executable: "promtool").run(["check", "metrics"], input: metrics)
            #expect(lint.exitCode == 0, "\(instance.instance): \(lint.output)\(lint.errors)")
        }
    }

    @Test("The merged document is valid OpenAPI and has the operations of every service")
    func mergedDocument() async throws {
        let mesh = try LocalMesh.required()
        let curl = Curl(version: .http1, base: mesh.url)
        let merged = try await curl.send("GET", "/openapi.json")
        #expect(merged.status == 200)
        for path in ["/v1/accounts", "/v1/sessions", "/v1/me", "/v1/products", "/v1/products/{id}"] {
            #expect(merged.body.contains(#""\#(path)""#), "\(path) is missing")
        }
        try await Self.validate(merged.body, named: "gateway", in: mesh)
    }

    @Test("Each instance's own document is valid OpenAPI, and the same as that of the service's others")
    func ownDocuments() async throws {
        let mesh = try LocalMesh.required()
        var documents: [String: String] = [:]
        for instance in try await mesh.instances() {
            let document = try await Self.read("/openapi.json", of: instance, in: mesh)
            try await Self.validate(document, named: instance.instance, in: mesh)
            #expect(documents[instance.service, default: document] == document, "\(instance.instance)")
            documents[instance.service] = document
        }
        #expect(Set(documents.keys) == Self.services)
    }

    /// Holds a document against the rules of OpenAPI 3.1.
    private static func validate(_ document: String, named name: String, in mesh: LocalMesh) async throws {
        let file = mesh.data.appending(path: "\(name)-openapi.json")
        try document.write(to: file, atomically: true, encoding: .utf8)
        let verdict = try await Python().run("openapi_spec_validator", [file.path(percentEncoded: false)])
        #expect(verdict.exitCode == 0, "\(name): \(verdict.output)\(verdict.errors)")
    }

    /// Asks an instance as Prometheus would: over mutual TLS, with the supervisor's certificate. Certificates of the mesh name
    /// services, not hosts, so curl is told to let the host be.
    private static func read(_ path: String, of instance: Instance, in mesh: LocalMesh) async throws -> String {
        let port = try #require(instance.port)
        let folder = mesh.data.appending(path: "pki/orrery").path(percentEncoded: false)
        let result = try await Tool(executable: "curl").run([
            "-sS", "--fail", "--max-time", "60", "--insecure", "--cert", "\(folder)/cert.pem", "--key",
            "\(folder)/key.pem",
            "https://127.0.0.1:\(port)\(path)",
        ])
        try #require(result.exitCode == 0, "\(instance.instance): \(result.errors)")
        return result.output
    }
}
