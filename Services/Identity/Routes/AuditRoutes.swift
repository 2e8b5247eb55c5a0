import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

/// How much of what happens, for those who look for what is unusual.
struct AuditRoutes: Sendable {
    let store: IdentityStore

    func add(to api: inout API) {
        api.on(
            .get, "/internal/audit/counts",
            Operation(
                id: "countAuditEvents", summary: "How often each kind of event came, hour by hour", tag: "Mesh",
                access: .mesh("functions"),
                parameters: [.query("since", .timestamp, "Only from this time on; the trail is kept for 90 days.")],
                responses: [.ok(AuditCounts.self)])
        ) { [store] input, _ in
            let since = input.timestamp("since") ?? Timestamp(milliseconds: 0)
            return try .json(AuditCounts(items: try await store.auditCounts(since: since)), headers: .notStored)
        }
    }
}
