import HTTPTypes
import Hummingbird
import MeshCore
import NIOCore

/// The operations that every service has: health, metrics, and the document of its own ones.
struct RuntimeRoutes: Sendable {
    let service: String
    let instance: String
    let version: String
    let health: HealthState
    let registry: MetricsRegistry
    let document: ByteBuffer

    /// Adds them, undocumented: the document tells what the service itself does.
    func add(to api: inout API) {
        api.onUndocumented(.get, "/health/live", Self.operation("getLiveness", HealthReport.self)) { _, _ in
            try .json(report("live", []))
        }
        api.onUndocumented(.get, "/health/ready", Self.operation("getReadiness", HealthReport.self)) { _, _ in
            try await readiness()
        }
        api.onUndocumented(.get, "/metrics", Self.operation("getMetrics", "text/plain")) { _, _ in
            var reply = HTTPReply(
                status: .ok, headers: [.contentType: PrometheusText.mediaType],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: registry.exposition())))
            reply.headers[.cacheControl] = "no-store"
            return reply
        }
        api.onUndocumented(.get, "/openapi.json", Self.operation("getDocument", "application/json")) { _, _ in
            .encodedJSON(document)
        }
    }

    private func readiness() async throws -> HTTPReply {
        let checks = await health.outcomes().map { outcome in
            HealthReport.Check(
                name: outcome.name, status: outcome.fault == nil ? "ok" : "failed", detail: outcome.fault)
        }
        let isDraining = health.isDraining
        let isReady = !isDraining && checks.allSatisfy { $0.detail == nil }
        return try .json(
            report(isDraining ? "draining" : isReady ? "ready" : "unready", checks),
            status: isReady ? .ok : .serviceUnavailable, headers: [.cacheControl: "no-store"])
    }

    private func report(_ status: String, _ checks: [HealthReport.Check]) -> HealthReport {
        HealthReport(status: status, service: service, instance: instance, version: version, checks: checks)
    }

    private static func operation<Report: Described>(_ id: String, _ type: Report.Type) -> Operation<NoContent> {
        Operation(id: id, summary: "The runtime's own.", tag: "runtime", access: .public, responses: [.ok(type)])
    }

    private static func operation(_ id: String, _ mediaType: String) -> Operation<NoContent> {
        Operation(
            id: id, summary: "The runtime's own.", tag: "runtime", access: .public,
            responses: [.content(mediaType, "As it is now.")])
    }
}
