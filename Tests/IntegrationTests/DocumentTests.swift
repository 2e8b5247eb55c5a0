import Foundation
import Testing

/// What the mesh says of itself, judged by the tools of those who will read it.
@Suite("The mesh describes itself", .localMesh, .serialized)
struct DocumentTests {
    @Test("Prometheus finds nothing to say about any instance's metrics")
    func metrics() async throws {
        let mesh = try LocalMesh.required()
        for instance in try await mesh.instances() {
            let metrics = try await Self.metrics(of: instance, in: mesh)
            #expect(metrics.exitCode == 0, "\(instance.instance): \(metrics.errors)")
            #expect(metrics.output.contains("process_cpu_seconds_total"))
            let lint = try await Tool(executable: "promtool").run(["check", "metrics"], input: metrics.output)
            #expect(lint.exitCode == 0, "\(instance.instance): \(lint.output)\(lint.errors)")
        }
    }

    @Test("The merged document and each service's own are valid OpenAPI")
    func openAPI() async throws {
        let mesh = try LocalMesh.required()
        let curl = Curl(version: .http1, base: mesh.url)
        let merged = try await curl.send("GET", "/openapi.json")
        #expect(merged.status == 200)
        for path in ["/v1/accounts", "/v1/sessions", "/v1/me", "/v1/products", "/v1/products/{id}"] {
            #expect(merged.body.contains(#""\#(path)""#), "\(path) is missing")
        }
        let file = mesh.data.appending(path: "openapi.json")
        try merged.body.write(to: file, atomically: true, encoding: .utf8)
        let verdict = try await Self.python("openapi_spec_validator", [file.path(percentEncoded: false)])
        #expect(verdict.exitCode == 0, "\(verdict.output)\(verdict.errors)")
    }

    /// Scrapes an instance as Prometheus would: over mutual TLS, with the supervisor's certificate. Certificates of the mesh name
    /// services, not hosts, so curl is told to let the host be.
    private static func metrics(of instance: Instance, in mesh: LocalMesh) async throws -> Tool.Result {
        let port = try #require(instance.port)
        let folder = mesh.data.appending(path: "pki/orrery").path(percentEncoded: false)
        return try await Tool(executable: "curl").run([
            "-sS", "--fail", "--insecure", "--cert", "\(folder)/cert.pem", "--key", "\(folder)/key.pem",
            "https://127.0.0.1:\(port)/metrics",
        ])
    }

    /// Runs a module with the Python that has the validators: the one that `orchestration/orrery test` prepares.
    private static func python(_ module: String, _ arguments: [String]) async throws -> Tool.Result {
        let python = ProcessInfo.processInfo.environment["ORRERY_PYTHON"] ?? "python3"
        return try await Tool(executable: python).run(["-m", module] + arguments)
    }
}
