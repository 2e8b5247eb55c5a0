import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore

/// Asks one instance over the mesh's own mutual TLS: whether it is ready, and what it has measured.
struct InstanceProbe: Sendable {
    private let client: HTTPClient
    private let timeout: Duration
    private let scrapeLimit: Int

    init(
        service: String, port: Int, material: TLSMaterial, group: any EventLoopGroup,
        configuration: SupervisorConfiguration
    ) {
        var client = ClientConfiguration()
        client.timeout = configuration.probeTimeout
        let tls = ClientTLS(material, expecting: .services([service]))
        client.security = { try tls.add(to: $0) }
        self.client = HTTPClient(.tcp(host: "127.0.0.1", port: port), group: group, configuration: client)
        timeout = configuration.probeTimeout
        scrapeLimit = configuration.scrapeLimit
    }

    /// Asks `/health/ready`.
    func readiness() async -> ProbeFinding {
        do {
            let response = try await get("/health/ready")
            _ = try await response.collect(upTo: scrapeLimit)
            return response.status == .ok ? .ready : .notReady
        } catch {
            // Whatever kept it from answering, the finding is the same; its own log says more than ours could.
            return .unreachable
        }
    }

    /// Reads `/metrics`.
    ///
    /// - Parameter reader: That of this instance.
    /// - Returns: nil when it does not answer.
    func traffic(_ reader: inout TrafficReader) async -> TrafficReading? {
        do {
            let body = try await get("/metrics").collect(upTo: scrapeLimit)
            return reader.reading(Array(buffer: body), at: .now())
        } catch {
            // An instance that does not answer has no rates; its readiness is another question.
            return nil
        }
    }

    func shutDown() async {
        // It has no requests under way; a connection that does not close in good order is closed all the same.
        try? await client.shutDown()
    }

    private func get(_ path: String) async throws -> ClientResponse {
        try await client.send(
            HTTPRequest(method: .get, scheme: "https", authority: "localhost", path: path),
            deadline: Deadline(after: timeout, from: .now()))
    }
}
